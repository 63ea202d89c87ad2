"""This week: who to introduce, what is due, which answers came in."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from app.audit.service import list_recent_looks
from app.catalog.service import profession_names
from app.errors import NotFound
from app.introductions.models import Introduction
from app.introductions.rules.lifecycle import OPEN
from app.introductions.service import list_current
from app.keep_in_touch import service as keep_in_touch
from app.keep_in_touch.models import Overdue
from app.keep_in_touch.service import list_overdue
from app.pairings.models import Pairing
from app.people.api import PersonId
from app.plans import service as plans
from app.plans.models import NewPlan, Plan
from app.plans.rules.weeks import current_week, monday_of
from app.relationships import service as relationships
from app.relationships.models import NeverReason
from app.sign_in.service import SignedIn
from app.web.access import FormDep, PageRoute, SignedInDep, go_to
from app.web.rendering import Page, render
from app.web.routes.audit import Line, line_of
from app.web.routes.introductions import Card, card_of
from app.web.routes.pairings import LATER, NEVER, Shown, shown, what_was_done

router = APIRouter(route_class=PageRoute, include_in_schema=False)
TOUCHES = 3
"""So many people are enough for one week."""
PATIENCE_SECONDS = 0.8
"""Longer than that, the page says that the week is being planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage(Page):
    template: ClassVar[str] = "week.html"
    section: ClassVar[str] = "week"
    week: str
    from_day: date
    to_day: date
    pairings: tuple[Shown, ...]
    taken: Mapping[str, str]
    """Pairs of this week that are introductions already: their ids joined -> the introduction."""
    saved: bool
    running: bool
    agreed: tuple[Card, ...]
    came_back: tuple[Card, ...]
    """Introductions of which an email could not be delivered."""
    due: tuple[Card, ...]
    made: int
    """Introductions made this week."""
    touch: tuple[Overdue, ...]
    looks: tuple[Line, ...]
    """Administrators who have looked at what the connector keeps, in the last month."""
    later: Mapping[str, str]
    never: Mapping[NeverReason, str]


@router.get("/week")
def this_week(
    request: Request,
    signed_in: SignedInDep,
    done: str = "",
    a: str = "",
    b: str = "",
) -> Response:
    """The connector's week."""
    zone = ZoneInfo(signed_in.time_zone)
    now = signed_in.session.now()
    week = current_week(now, signed_in.time_zone)
    monday = monday_of(week)
    plan, saved = plan_of(signed_in, week)
    names = profession_names(signed_in.session)
    own = [c for c in plan.connectors if c.connector_id == signed_in.connector]
    pairings = asking_now(signed_in, [pairing for one in own for pairing in one.pairings])
    made = list_current(signed_in.session, signed_in.connector)
    under_way = [i for i in made if i.state in OPEN]
    end = datetime.combine(monday + timedelta(7), datetime.min.time(), tzinfo=zone)
    page = WeekPage(
        title="This week",
        week=week,
        from_day=monday,
        to_day=monday + timedelta(6),
        pairings=tuple(shown(pairing, names) for pairing in pairings),
        taken={pair_key(i.a, i.b): i.id for i in under_way},
        saved=saved,
        running=plan.status == "running",
        agreed=tuple(card_of(i, signed_in) for i in under_way if is_agreed(i)),
        came_back=tuple(card_of(i, signed_in) for i in made if i.undelivered),
        due=tuple(
            card_of(i, signed_in)
            for i in sorted(under_way, key=lambda i: i.due or i.created_at)
            if i.due is not None and i.due < end and not is_agreed(i)
        ),
        made=sum(introduced_since(i, monday, zone) for i in made),
        touch=list_overdue(signed_in.session, signed_in.connector, TOUCHES).items,
        looks=tuple(
            line_of(look, zone)
            for look in list_recent_looks(signed_in.session, signed_in.connector)
        ),
        later=LATER,
        never=NEVER,
    )
    return render(request, page, signed_in, notice=what_was_done(signed_in, done, a, b))


@router.post("/week")
def keep_week(signed_in: SignedInDep, _: FormDep) -> Response:
    """Keep this week's plan, so that it stays as it is until Sunday."""
    week = current_week(signed_in.session.now(), signed_in.time_zone)
    new = NewPlan(week=week, connectors=(signed_in.connector,))
    plans.plan(signed_in.session, plans.prepare(signed_in.session, new))
    return go_to("/week")


@router.post("/week/in-touch/{person_id}")
def record_contact(person_id: PersonId, signed_in: SignedInDep, _: FormDep) -> Response:
    """Note that the connector was in touch with someone today."""
    keep_in_touch.record_contact(signed_in.session, signed_in.connector, person_id)
    return go_to("/week")


def plan_of(signed_in: SignedIn, week: str) -> tuple[Plan, bool]:
    """The week's plan, and whether it is kept; one that is not is only looked at.

    What proposes no one is looked at again: since then contacts may have come.
    """
    with suppress(NotFound):
        kept = plans.get_plan(signed_in.session, signed_in.connector, week)
        if kept.status == "running" or any(own.pairings for own in kept.connectors):
            return kept, True
    new = NewPlan(week=week, connectors=(signed_in.connector,), dry_run=True)
    planning = plans.prepare(signed_in.session, new)
    plan = plans.plan(signed_in.session, planning, PATIENCE_SECONDS)
    return plan, False


def asking_now(signed_in: SignedIn, pairings: Sequence[Pairing]) -> list[Pairing]:
    """The pairings of a plan, asking only for the ratings that are still missing.

    A kept plan tells who was unrated when it was made; since then ratings may have come.
    """
    asked = {person for pairing in pairings for person in pairing.needs_rating}
    rated = relationships.list_rated(signed_in.session, signed_in.connector, sorted(asked))
    return [
        pairing.model_copy(
            update={"needs_rating": tuple(p for p in pairing.needs_rating if p not in rated)}
        )
        for pairing in pairings
    ]


def is_agreed(introduction: Introduction) -> bool:
    """Whether both have said yes, and neither “not now” since."""
    return introduction.state == "agreed" and "introduce" in introduction.allowed


def introduced_since(introduction: Introduction, monday: date, zone: ZoneInfo) -> bool:
    return any(
        event.action == "introduce" and event.at.astimezone(zone).date() >= monday
        for event in introduction.history
    )


def pair_key(a: str, b: str) -> str:
    return "|".join(sorted((a, b)))
