"""What this domain contributes to pairings: who was introduced, what they answered and said."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.graph import Query, Reader
from app.introductions.rules.lifecycle import OPEN
from app.pairings.models import FactsDraft, FactsWanted, Pair, Said


class CoolingSide(NamedTuple):
    """A contact in an introduction that was made or declined, by anyone."""

    introduction: str
    person: str
    introduced_at: datetime | None
    declined_at: datetime | None


class Asked(NamedTuple):
    person: str
    answer: str | None


class OpenSide(NamedTuple):
    """A contact in an open introduction of the connector."""

    introduction: str
    person: str


class SaidAfter(NamedTuple):
    """What someone said in private after meeting the other."""

    person: str
    other: str
    meet_again: bool | None
    followed_up: bool | None


class Acts(NamedTuple):
    person: str
    times: int


@dataclass(frozen=True, slots=True)
class FactsRow:
    cooling: list[CoolingSide]
    asked: list[Asked]
    said: list[SaidAfter]
    made: list[Acts]
    under_way: list[OpenSide]


load_facts = Query("introductions/load_facts", FactsRow)


def contribute(tx: Reader, wanted: FactsWanted) -> Callable[[FactsDraft], None]:
    """Start reading; what is returned adds answers and acts, and which pairs rest."""
    finish = tx.begin(
        load_facts,
        connector=wanted.connector,
        only=wanted.ids,
        since=wanted.acts_since,
        before=wanted.acts_before,
        open=list(OPEN),
    )

    def add(draft: FactsDraft) -> None:
        row = finish()
        if row is None:
            return
        draft.cooling_since = cooling(row.cooling)
        draft.under_way = under_way(row.under_way)
        _add_answers(draft, row)
        _add_acts(draft, row, wanted)

    return add


def _add_answers(draft: FactsDraft, row: FactsRow) -> None:
    """Someone may be among these who is no contact, or became one since the first statement."""
    for person, answer in row.asked:
        if contact := draft.contacts.get(person):
            contact.asked += 0.5 if answer == "silent" else 1.0
            contact.accepted += 1.0 if answer == "yes" else 0.0
    for person, other, meet_again, followed_up in row.said:
        if contact := draft.contacts.get(person):
            contact.glad = _said(contact.glad, meet_again)
        if contact := draft.contacts.get(other):
            contact.kept = _said(contact.kept, followed_up)


def _add_acts(draft: FactsDraft, row: FactsRow, wanted: FactsWanted) -> None:
    """Introductions that contacts made, and those they were in, within the time that counts."""
    was_in = Counter(
        side.person
        for side in row.cooling
        if side.introduced_at is not None
        and side.introduced_at >= wanted.acts_since
        and (wanted.acts_before is None or side.introduced_at < wanted.acts_before)
    )
    for person, times in (*row.made, *was_in.items()):
        if contact := draft.contacts.get(person):
            contact.activity += times


def _said(before: Said, answer: bool | None) -> Said:
    return before if answer is None else (before[0] + answer, before[1] + 1)


def under_way(sides: Iterable[OpenSide]) -> dict[Pair, str]:
    """Pair -> the connector's open introduction of the two; of several the first by its id."""
    people: dict[str, set[str]] = defaultdict(set)
    for introduction, person in sides:
        people[introduction].add(person)
    found: dict[Pair, str] = {}
    for introduction, both in sorted(people.items()):
        if len(both) > 1:
            a, b = sorted(both)
            found.setdefault((a, b), introduction)
    return found


def cooling(sides: Iterable[CoolingSide]) -> dict[Pair, date]:
    """Pair -> the last day on which anyone introduced them or the idea was declined."""
    people: dict[str, set[str]] = defaultdict(set)
    days: dict[str, date] = {}
    for introduction, person, introduced_at, declined_at in sides:
        people[introduction].add(person)
        moment = max(at for at in (introduced_at, declined_at) if at is not None)
        days[introduction] = moment.date()
    found: dict[Pair, date] = {}
    for introduction, both in people.items():
        if len(both) > 1:
            a, b = sorted(both)
            found[a, b] = max(days[introduction], found.get((a, b), date.min))
    return found
