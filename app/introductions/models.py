"""Introductions: what a connector makes of a pairing, from the first act to the outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from app.base_models import Body, Model
from app.etags import etag_of
from app.field_types import Day, Id, Line, Text
from app.mail.models import LetterState
from app.message_templates.models import TextKey
from app.workspace_settings.models import Deadline, SettingGroup, SettingsSection

State = Literal[
    "draft",
    "asked",
    "agreed",
    "introduced",
    "met",
    "followed_up",
    "closed",
    "declined",
    "expired",
    "withdrawn",
]
Action = Literal["ask", "answer", "introduce", "met", "follow-up", "outcome", "pause", "withdraw"]
Side = Literal["a", "b"]
Answer = Literal["yes", "no", "not_now"]
Given = Literal["yes", "no", "not_now", "silent"]
"""What stands for a side in the end: their answer, or that they gave none."""
Via = Literal["link", "connector"]
"""How an answer came in: on the person's own page, or recorded by the connector."""
Purpose = Literal["referral_sources", "potential_client", "other"]
OptIn = Literal["both", "none"]
Outcome = Literal["relationship", "referral", "nothing"]
Shown = Literal["name", "profession", "organisation", "town", "card"]
"""What one may see of the other before both have said yes."""
SHOWN_BY_DEFAULT: tuple[Shown, ...] = ("name", "profession", "card")
SIDES: tuple[Side, Side] = ("a", "b")
Week = Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]


class IntroductionSettings(SettingsSection):
    """How long each state waits, in days; a workspace may change each of them."""

    draft_due_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 7
    """When a draft is due"""
    draft_expires_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 28
    """When a draft expires"""
    ask_reminder_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 7
    """When someone who hasn’t answered is reminded"""
    ask_expires_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 14
    """When an invitation without an answer expires"""
    agreed_due_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 2
    """When the introduction is due after both said yes"""
    introduced_due_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 21
    """When Intros asks whether the two have met"""
    introduced_expires_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 60
    """When an introduction expires if no one reports a meeting"""
    met_due_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 7
    """When the follow-up is due after a meeting"""
    first_touch_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 30
    """First check-in after the follow-up"""
    second_touch_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 90
    """Second check-in after the follow-up"""
    pause_days: Annotated[Deadline, SettingGroup.INTRODUCTIONS] = 90
    """How long “not now” lasts when no day is given"""

    def conflicts(self) -> Iterator[tuple[str, str]]:
        """What comes first comes first."""
        for first, then in (
            ("draft_due_days", "draft_expires_days"),
            ("ask_reminder_days", "ask_expires_days"),
            ("introduced_due_days", "introduced_expires_days"),
            ("first_touch_days", "second_touch_days"),
        ):
            if getattr(self, first) >= getattr(self, then):
                yield first, f"must be less than {then} ({getattr(self, then)})"


# ── what the rules see ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SideSituation:
    """One of the two people: what they said, and whether they need not be asked."""

    answer: Given | None = None
    asked_at: datetime | None = None
    consents: bool = False
    answered_by: Via | None = None
    """None of answers from before this was kept."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where an introduction stands."""

    state: State
    opt_in: OptIn = "both"
    sides: Mapping[Side, SideSituation] = field(
        default_factory=lambda: {"a": SideSituation(), "b": SideSituation()}
    )
    created_at: datetime | None = None
    asked_at: datetime | None = None
    introduced_at: datetime | None = None
    paused_until: datetime | None = None
    due: datetime | None = None
    reminded: int = 0
    """How many reminders or touches this state has had."""


# ── bodies ───────────────────────────────────────────────────────────────────────────────────


class NewIntroduction(Body):
    """A pair to introduce. `why_a` and `why_b` are shown to the two on their answer pages."""

    id: Id | None = None
    connector_id: Id
    a: Id
    b: Id
    plan_week: Week | None = None
    purpose: Purpose = "referral_sources"
    opt_in: OptIn = "both"
    why_a: Text | None = None
    why_b: Text | None = None
    shown: tuple[Shown, ...] = Field(default=SHOWN_BY_DEFAULT, max_length=5)

    @model_validator(mode="after")
    def _two_people(self) -> "NewIntroduction":
        if len({self.a, self.b, self.connector_id}) < 3:  # noqa: PLR2004 (three people)
            raise ValueError("a connector introduces two other people to each other")
        return self


class NoteIn(Body):
    note: Text | None = None


class AnswerIn(Body):
    """One side's answer; `until` with `not_now`."""

    side: Side
    answer: Answer
    until: Day | None = None


class PauseIn(Body):
    until: Day
    note: Text | None = None


class OutcomeIn(Body):
    outcome: Outcome
    note: Text | None = None


class EditedDraft(Body):
    """One draft as the connector edited it; others are sent as they are."""

    person_ids: tuple[Id, ...] = Field(min_length=1, max_length=2)
    """The recipient of the draft."""
    subject: Annotated[Line, Field(max_length=200)]
    text: Annotated[Text, Field(max_length=5_000)]


class SendIn(Body):
    drafts: tuple[EditedDraft, ...] = Field(default=(), max_length=2)


class SentIn(Body):
    """Who the connector has written to; without people, everyone with a message."""

    person_ids: tuple[Id, ...] = Field(default=(), max_length=2)


class Feedback(Body):
    """After the meeting, in private: would you meet again, and did they follow up?"""

    meet_again: bool | None = None
    followed_up: bool | None = None


@dataclass(frozen=True, slots=True)
class SaidHere:
    """What was said on an answer page in one browser, which alone shows it."""

    browser: str
    """A secret of the browser; only its hash is stored."""
    answer: Answer | None = None
    feedback: Feedback = field(default_factory=Feedback)


# ── answers ──────────────────────────────────────────────────────────────────────────────────


class Event(Model):
    """One line of the history, which only grows. Who answered what isn't shown."""

    at: datetime
    by: str
    action: str
    from_: State | None = Field(serialization_alias="from")
    to: State
    note: str | None


class Answers(Model):
    """Both answers, shown when both said yes. A “no” is never shown, nor the answers before it."""

    a: Given | None
    b: Given | None


class Introduction(Model):
    id: str
    connector_id: str
    a: str
    b: str
    a_name: str
    b_name: str
    state: State
    purpose: Purpose
    opt_in: OptIn
    plan_week: str | None
    why_a: str
    why_b: str
    shown: tuple[Shown, ...]
    created_at: datetime
    due: datetime | None
    paused_until: datetime | None
    outcome: Outcome | None
    allowed: tuple[Action, ...]
    """The steps that are possible now."""
    answers: Answers
    undelivered: tuple[str, ...] = ()
    """Which of the two an email of this introduction could not be delivered to."""
    history: tuple[Event, ...] = ()
    version: int

    @property
    def etag(self) -> str:
        return etag_of(self.version)


class IntroductionList(Model):
    items: tuple[Introduction, ...]
    next_cursor: str | None = None


class DraftTo(Model):
    """A recipient; without an email address the draft can only be copied."""

    person_id: str
    name: str
    email: str | None
    letter: LetterState | None = None
    """Where this step's letter to them is, when Intros was to send it."""


class Message(Model):
    """Messages that can be sent as they are."""

    key: TextKey
    to: tuple[DraftTo, ...]
    subject: str
    text: str
    link: str | None
    """Where this person answers, when that is asked for: it must stay in the text."""
    mailto: str | None
    """Opens it in their own mailbox; None without an address, or where it would be too long."""


class Messages(Model):
    items: tuple[Message, ...]
