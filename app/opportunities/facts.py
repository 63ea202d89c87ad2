"""What this domain contributes to pairings: prospect pools, open asks and open occurrences."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.graph import Query, Reader
from app.pairings.models import Ask, FactsDraft, FactsWanted, LiveOccurrence


class Served(NamedTuple):
    """A prospect pool that a contact serves."""

    person: str
    pool: str
    name: str
    weight: float


class AskedFor(NamedTuple):
    """One of the things that an open ask is for; an ask may be for nothing yet."""

    ask: str
    person: str
    text: str | None
    label: str | None
    thing: str | None


class Handled(NamedTuple):
    """An open occurrence that a contact handles."""

    occurrence: str
    person: str
    trigger_event: str
    on: date


@dataclass(frozen=True, slots=True)
class FactsRow:
    pools: list[Served]
    asks: list[AskedFor]
    live: list[Handled]


load_facts = Query("opportunities/load_facts", FactsRow)


def contribute(tx: Reader, wanted: FactsWanted) -> Callable[[FactsDraft], None]:
    """Start reading; what is returned adds the pools of contacts, their asks and occurrences."""
    finish = tx.begin(load_facts, connector=wanted.connector, only=wanted.ids)

    def add(draft: FactsDraft) -> None:
        row = finish()
        if row is None:
            return
        _add_pools(draft, row.pools)
        draft.asks = asks(row.asks)
        draft.live = tuple(LiveOccurrence(o, by, event, on) for o, by, event, on in row.live)

    return add


def _add_pools(draft: FactsDraft, served: Iterable[Served]) -> None:
    for person, pool, name, weight in served:
        if contact := draft.contacts.get(person):
            contact.pools = {**contact.pools, pool: weight}
            contact.labels = {**contact.labels, pool: name}


def asks(cells: Iterable[AskedFor]) -> tuple[Ask, ...]:
    """The open asks, from a list of cells for each thing that one is for."""
    wanted: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for ask, person, text, label, thing in cells:
        things = wanted.setdefault((ask, person, text or ""), defaultdict(set))
        if label is not None and thing is not None:
            things[label].add(thing)
    return tuple(
        Ask(
            id=ask,
            by=person,
            persons=frozenset(things["Person"]),
            organisations=frozenset(things["Organisation"]),
            professions=frozenset(things["Profession"]),
            pools=frozenset(things["ProspectPool"]),
            text=text,
        )
        for (ask, person, text), things in wanted.items()
    )
