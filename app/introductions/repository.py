"""Queries on introductions, their history and answer links."""

from dataclasses import dataclass
from datetime import datetime

from app.belongings.kinds import Gone, HeldRow
from app.graph import NoRow, Query
from app.introductions.models import (
    Given,
    OptIn,
    Outcome,
    Purpose,
    Shown,
    Side,
    SideSituation,
    Situation,
    State,
    Via,
)


@dataclass(frozen=True, slots=True)
class IntroductionRow:
    id: str
    connector: str
    connector_zone: str | None
    state: State
    purpose: Purpose
    opt_in: OptIn
    plan_week: str | None
    why_a: str
    why_b: str
    shown: list[Shown]
    outcome: Outcome | None
    version: int
    reminded: int | None
    created_at: datetime
    asked_at: datetime | None
    introduced_at: datetime | None
    paused_until: datetime | None
    due: datetime | None
    a: str
    a_name: str
    a_consents: bool | None
    a_answer: Given | None
    a_answered_by: Via | None
    b: str
    b_name: str
    b_consents: bool | None
    b_answer: Given | None
    b_answered_by: Via | None

    @property
    def situation(self) -> Situation:
        """What the rules see of it."""
        return Situation(
            state=self.state,
            opt_in=self.opt_in,
            sides={
                "a": SideSituation(
                    self.a_answer, self.asked_at, self.a_consents is True, self.a_answered_by
                ),
                "b": SideSituation(
                    self.b_answer, self.asked_at, self.b_consents is True, self.b_answered_by
                ),
            },
            created_at=self.created_at,
            asked_at=self.asked_at,
            introduced_at=self.introduced_at,
            paused_until=self.paused_until,
            due=self.due,
            reminded=self.reminded or 0,
        )


@dataclass(frozen=True, slots=True)
class EventRow:
    introduction: str
    at: datetime
    by: str
    action: str
    from_: State | None
    to: State
    note: str | None


@dataclass(frozen=True, slots=True)
class Made:
    id: str
    connector: str


@dataclass(frozen=True, slots=True)
class Due:
    workspace: str
    id: str
    due: datetime


@dataclass(frozen=True, slots=True)
class LinkRow:
    workspace: str
    hash: str
    side: Side
    expires_at: datetime
    introduction: str
    answers_to: str | None
    """A keyed hash of the person's address when they were asked."""


@dataclass(frozen=True, slots=True)
class SideRow:
    answered_at: datetime | None
    answered_in: str | None
    feedback_at: datetime | None
    feedback_in: str | None


create_introduction = Query("introductions/create_introduction", IntroductionRow)
find_introduction = Query("introductions/find_introduction", IntroductionRow)
list_introductions = Query("introductions/list_introductions", IntroductionRow)
list_open = Query("introductions/list_open", IntroductionRow)
list_due = Query("introductions/list_due", Due)
find_open_of_pair = Query("introductions/find_open_of_pair", Made)
change_introduction = Query("introductions/change_introduction", NoRow)
change_side = Query("introductions/change_side", NoRow)
list_events = Query("introductions/list_events", EventRow)
put_link = Query("introductions/put_link", NoRow)
find_link = Query("introductions/find_link", LinkRow)
load_side = Query("introductions/load_side", SideRow)
delete_of_person = Query("introductions/delete_of_person", Gone)
list_of_person = Query("introductions/list_of_person", HeldRow)
