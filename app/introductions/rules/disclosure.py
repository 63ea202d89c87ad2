"""What each side learns of an introduction."""

from collections.abc import Mapping
from typing import Literal

from app.introductions.models import Answers, Given, Side, SideSituation, Situation
from app.pairings.models import Connection
from app.pairings.rules import phrasing

AFTER_YES = frozenset({"agreed", "introduced", "met", "followed_up", "closed"})
SOMEBODY = "one of the two, by link"
FIRST = 2


def answers_told(situation: Situation) -> Answers:
    """What the connector sees of the answers.

    Told are the two yes, once both are there, and “not now”, because it says when to ask again. A
    single yes is not told: together with a later “declined” it would say who said no.
    """
    return Answers(a=_told(situation, "a"), b=_told(situation, "b"))


def _told(situation: Situation, side: Side) -> Given | None:
    said = situation.sides[side].answer
    if situation.state in AFTER_YES and situation.opt_in == "both":
        return said
    return said if said == "not_now" and situation.state == "asked" else None


def waiting_for(sides: Mapping[Side, SideSituation]) -> list[Side]:
    """The sides that have not answered, for reminders that go to them alone."""
    return [side for side, there in sides.items() if there.answer is None]


def reason_for(
    side: Side, connections: tuple[Connection, ...], profession: str, fallback: str
) -> str:
    """Why the other could be good for one side, without naming the other.

    `profession` is the other's, in words.
    """
    outgoing: Literal["a_to_b", "b_to_a"] = "a_to_b" if side == "a" else "b_to_a"
    out = [c for c in connections if c.kind == outgoing]
    back = [c for c in connections if c.kind not in (outgoing, "both_needed")]
    both = [c for c in connections if c.kind == "both_needed"]
    other = phrasing.article(phrasing.in_sentence(profession)) if profession else "the other"
    parts = []
    if back:
        parts.append(f"{_capital(other)} sees clients who need you ({_events(back)}).")
    if out:
        parts.append(f"Your clients may need {other} ({_events(out)}).")
    if both and not parts:
        parts.append(f"The same clients need you and {other} ({_events(both)}).")
    return " ".join(parts) or fallback


def _events(connections: list[Connection]) -> str:
    names = dict.fromkeys(phrasing.in_sentence(c.name) for c in connections)
    return "; ".join(list(names)[:FIRST])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
