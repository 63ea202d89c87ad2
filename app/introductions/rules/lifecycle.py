"""The life of an introduction, as the table of its states: who may do what, and what follows.

draft → asked → agreed → introduced → met → followed_up → closed, with the ways out: declined,
expired, withdrawn. Everything is decided here from a `Situation` and a moment; nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.introductions.models import (
    SIDES,
    Action,
    Answer,
    IntroductionSettings,
    Outcome,
    Side,
    SideSituation,
    Situation,
    State,
    Via,
)
from app.introductions.rules.clock import days_later, on_day

ALLOWED: Mapping[State, tuple[Action, ...]] = {
    "draft": ("ask", "introduce", "withdraw"),
    "asked": ("answer", "pause", "withdraw"),
    "agreed": ("introduce", "answer", "pause", "withdraw"),
    "introduced": ("met", "outcome"),
    "met": ("follow-up", "outcome"),
    "followed_up": ("outcome",),
    # Anyone who said no by mistake may say so; the other answers as if nothing had happened, and so
    # does not learn that someone said no.
    "declined": ("answer",),
    "closed": (),
    "expired": (),
    "withdrawn": (),
}
OPEN: tuple[State, ...] = ("draft", "asked", "agreed", "introduced", "met", "followed_up")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a step is taken, in whose time zone, under which settings."""

    now: datetime
    zone: ZoneInfo
    settings: IntroductionSettings

    def later(self, days: int) -> datetime:
        """Nine in the morning, so many days from now."""
        return days_later(self.now, days, self.zone)


@dataclass(frozen=True, slots=True)
class Act:
    """What someone does: the action, and what belongs to it."""

    action: Action
    side: Side | None = None
    said: Answer | None = None
    until: date | None = None
    outcome: Outcome | None = None
    by: Via = "connector"
    """Who answers: the person by their link, or the connector for them."""
    browser: str | None = None
    """The hash of the secret of the browser in which the person answers."""


class OutOfOrder(ValueError):
    """This step is not possible in this state; `allowed` are those that are."""

    def __init__(self, message: str, allowed: tuple[Action, ...]) -> None:
        super().__init__(message)
        self.allowed = allowed


class AnsweredByLink(OutOfOrder):
    """The connector can't record this: one of the two has answered by their own link."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a step changes: the next state, when something is due, and further properties."""

    to: State
    due: datetime | None
    changes: dict[str, Any] = field(default_factory=dict)
    """Properties of the introduction; None takes one away."""
    sides: dict[Side, dict[str, Any]] = field(default_factory=dict)
    """Properties of each side's relationship."""


def allowed(situation: Situation, by: Via = "connector") -> tuple[Action, ...]:
    """The steps that are possible now."""
    actions = ALLOWED[situation.state]
    if by == "connector" and not any(may_record(situation, side) for side in situation.sides):
        actions = tuple(action for action in actions if action != "answer")
    if situation.state == "declined" and by == "connector":
        # What someone said no to on their own page only they change: else trying would tell who.
        return actions if any(map(declined_by_hand, situation.sides.values())) else ()
    if not may_be_introduced(situation):
        return tuple(action for action in actions if action != "introduce")
    return actions


def may_be_introduced(situation: Situation) -> bool:
    """Whether no one needs to be asked, or no longer."""
    agreed = all(side.answer == "yes" for side in situation.sides.values())
    return agreed or without_asking(situation)


def without_asking(situation: Situation) -> bool:
    """Whether both have consented to be introduced without being asked each time."""
    return situation.opt_in == "none" and all(s.consents for s in situation.sides.values())


def may_record(situation: Situation, side: Side) -> bool:
    """Whether the connector may record an answer of this side: never over one by link.

    Once either has answered by link, only what the connector recorded before is theirs to correct.
    To refuse just the side that answered would tell who that was, and after a no whose it is.
    """
    by_link = any(one.answered_by == "link" for one in situation.sides.values())
    return not by_link or situation.sides[side].answered_by == "connector"


def declined_by_hand(side: SideSituation) -> bool:
    """Whether the connector recorded a no of this side."""
    return side.answer == "no" and side.answered_by == "connector"


def require(situation: Situation, action: Action, by: Via = "connector") -> None:
    """Raise `OutOfOrder` when the action is not possible now."""
    possible = allowed(situation, by)
    if action in possible:
        return
    if action == "introduce" and situation.state in {"draft", "agreed"}:
        message = "both must say yes first, or have agreed to introductions without asking"
    else:
        message = f"“{action}” is not possible when it is {situation.state.replace('_', ' ')}"
    raise OutOfOrder(message, possible)


ONWARDS: Mapping[Action, tuple[State, str, str]] = {
    "ask": ("asked", "asked_at", "ask_reminder_days"),
    "introduce": ("introduced", "introduced_at", "introduced_due_days"),
    "met": ("met", "met_at", "met_due_days"),
    "follow-up": ("followed_up", "followed_up_at", "first_touch_days"),
}
"""What leads on: the next state, the property that says when, the setting that says how long it
waits there."""
ENDS: Mapping[Action, tuple[State, str]] = {
    "outcome": ("closed", "closed_at"),
    "withdraw": ("withdrawn", "withdrawn_at"),
}


def decide(there: Situation, act: Act, moment: Moment) -> Step:
    """What an act changes; raises `OutOfOrder` with the steps that are possible."""
    _require_own_answers(there, act)
    require(there, act.action, act.by)
    if act.action in ONWARDS:
        to, stamp, waits = ONWARDS[act.action]
        changes: dict[str, Any] = {stamp: moment.now, "paused_until": None, "reminded": 0}
        asked: dict[Side, dict[str, Any]] = {side: {"asked_at": moment.now} for side in SIDES}
        due = moment.later(getattr(moment.settings, waits))
        return Step(to, due, changes, asked if act.action == "ask" else {})
    if act.action in ENDS:
        to, stamp = ENDS[act.action]
        ended = {stamp: moment.now, "outcome": act.outcome, "paused_until": None}
        return Step(to, None, ended)
    return _pause(there, act, moment) if act.action == "pause" else _answer(there, act, moment)


def _require_own_answers(there: Situation, act: Act) -> None:
    """Raise `AnsweredByLink` where an answer can be given, but not recorded for this side."""
    if act.action != "answer" or act.by != "connector" or act.side is None:
        return
    if "answer" in ALLOWED[there.state] and not may_record(there, act.side):
        message = "one of the two has answered by their own link, so each of them now answers there"
        raise AnsweredByLink(message, allowed(there))


def _pause(there: Situation, act: Act, moment: Moment) -> Step:
    """The connector pauses it; the state stays."""
    if act.until is None or on_day(act.until, moment.zone) <= moment.now:
        raise OutOfOrder("must be a day in the future", allowed(there))
    rests_until = on_day(act.until, moment.zone)
    return Step(there.state, rests_until, {"paused_until": rests_until})


def _answer(there: Situation, act: Act, moment: Moment) -> Step:
    """One side says yes, no or not now; it can be changed until they are introduced."""
    side, said = act.side, act.said
    if side is None or said is None:
        raise ValueError("an answer needs a person and what they said")
    by_hand = act.by == "connector" and there.state == "declined"
    if by_hand and not declined_by_hand(there.sides[side]):
        raise OutOfOrder("you can correct only a no that you recorded", allowed(there))
    before = there.sides[side].answer
    other = there.sides["b" if side == "a" else "a"].answer
    told = {
        "answer": said,
        "answered_at": moment.now,
        "answered_by": act.by,
        "answered_in": act.browser,
    }
    own: dict[Side, dict[str, Any]] = {side: told}
    if other == "no":
        return Step("declined", None, {}, own)
    if said == "not_now":
        return _not_now(there, act.until, moment, own, rests_too=other == "not_now")
    if said == "no":
        return Step("declined", None, {"declined_at": moment.now, "paused_until": None}, own)
    # A rest that this side did not ask for still holds.
    asked_for_it = before == "not_now" and other != "not_now"
    waits = None if asked_for_it else there.paused_until
    changes = {"declined_at": None, "paused_until": waits}
    if other == "yes":
        due = waits or moment.later(moment.settings.agreed_due_days)
        return Step("agreed", due, changes | {"reminded": 0}, own)
    asked_at = there.asked_at or moment.now
    due = waits or days_later(asked_at, moment.settings.ask_reminder_days, moment.zone)
    return Step(_still_open(there), due, changes, own)


def _not_now(
    there: Situation,
    until: date | None,
    moment: Moment,
    own: dict[Side, dict[str, Any]],
    *,
    rests_too: bool,
) -> Step:
    """It is paused until the day that was named, or until the other's where that is later."""
    in_a_while = moment.now.astimezone(moment.zone).date() + timedelta(moment.settings.pause_days)
    rests_until = on_day(until or in_a_while, moment.zone)
    if rests_until <= moment.now:
        raise OutOfOrder("must be a day in the future", allowed(there))
    if rests_too and there.paused_until is not None:
        rests_until = max(rests_until, there.paused_until)
    changes = {"paused_until": rests_until, "declined_at": None}
    return Step(_still_open(there), rests_until, changes, own)


def _still_open(there: Situation) -> State:
    return "agreed" if there.state == "agreed" else "asked"
