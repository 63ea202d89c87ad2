"""What this domain contributes to pairings: trust, who knows who, and what is snoozed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.graph import Query, Reader
from app.pairings.models import FactsDraft, FactsWanted, Pair, pair_of


class Known(NamedTuple):
    """What the connector thinks of a contact."""

    person: str
    trust: float | None
    context_keys: list[str] | None
    context_trust: list[float] | None
    since: date | None
    not_now_until: date | None


class Trusting(NamedTuple):
    """What someone thinks of the connector."""

    person: str
    trust: float | None
    context_keys: list[str] | None
    context_trust: list[float] | None


class TwoPeople(NamedTuple):
    a: str
    b: str


class Snoozed(NamedTuple):
    a: str
    b: str
    until: date


@dataclass(frozen=True, slots=True)
class FactsRow:
    known: list[Known]
    trusting: list[Trusting]
    connected: list[TwoPeople]
    do_not_introduce: list[TwoPeople]
    snoozed: list[Snoozed]


load_facts = Query("relationships/load_facts", FactsRow)


def contribute(tx: Reader, wanted: FactsWanted) -> Callable[[FactsDraft], None]:
    """Start reading; what is returned adds to the contacts and says what stands between two."""
    finish = tx.begin(load_facts, connector=wanted.connector, only=wanted.ids)

    def add(draft: FactsDraft) -> None:
        row = finish()
        if row is None:
            return
        _add_trust(draft, row)
        draft.connected = _pairs(row.connected)
        draft.do_not_introduce = _pairs(row.do_not_introduce)
        draft.snoozed_until = {pair_of(a, b): until for a, b, until in row.snoozed}

    return add


def _add_trust(draft: FactsDraft, row: FactsRow) -> None:
    """Someone may be among these who is no contact, or became one since the first statement."""
    for person, trust, keys, values, since, not_now_until in row.known:
        if contact := draft.contacts.get(person):
            contact.trust = trust
            contact.trust_by_context = _by_context(keys, values)
            contact.since = since
            contact.not_now_until = not_now_until
    for person, trust, keys, values in row.trusting:
        if contact := draft.contacts.get(person):
            stated = _by_context(keys, values)
            contact.trust_in_connector = _in_context(draft.connector_professions[:1], stated, trust)


def _by_context(keys: list[str] | None, values: list[float] | None) -> dict[str, float]:
    return dict(zip(keys, values or (), strict=True)) if keys else {}


def _in_context(
    context: Sequence[str], stated: dict[str, float], trust: float | None
) -> float | None:
    """Trust in a context, else in general."""
    return next((stated[key] for key in context if key in stated), trust)


def _pairs(people: Iterable[TwoPeople]) -> frozenset[Pair]:
    return frozenset(pair_of(a, b) for a, b in people)
