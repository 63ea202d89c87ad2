"""Who moves in the same circles: for one connector's pairings, or once for all of a plan."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.graph import Query, Reader
from app.pairings.models import FactsDraft, FactsWanted


class Knowing(NamedTuple):
    """A person and everyone they know."""

    person: str
    known: list[str]


class Circle(NamedTuple):
    """Contacts that the same other person knows."""

    people: list[str]


@dataclass(frozen=True, slots=True)
class CirclesRow:
    circles: list[Circle]


@dataclass(frozen=True, slots=True)
class AcquaintancesRow:
    acquaintances: list[Knowing]


load_circles = Query("relationships/load_circles", CirclesRow)
load_acquaintances = Query("relationships/load_acquaintances", AcquaintancesRow)


class Acquaintances:
    """Who knows who in a workspace, either way."""

    def __init__(self, knowing: Iterable[Knowing]) -> None:
        self._bits: dict[str, int] = {}
        self._circles: dict[str, int] = {}
        circles = self._circles
        for person, known in knowing:
            own, theirs = self._bit(person), circles.get(person, 0)
            for other in known:
                circles[other] = circles.get(other, 0) | own
                theirs |= self._bit(other)
            # Someone may know themselves by mistake: then the first line has been before this one.
            circles[person] = theirs | circles.get(person, 0)

    def _bit(self, person: str) -> int:
        return self._bits.setdefault(person, 1 << len(self._bits))

    def circles(self, connector: str, people: Iterable[str]) -> dict[str, int]:
        """Person -> who knows them but for the connector, a bit for each."""
        own = self._bits.get(connector, 0)
        known = ((person, self._circles.get(person, 0)) for person in people)
        return {person: who & ~own for person, who in known if who & ~own}


def read_acquaintances(tx: Reader) -> Acquaintances:
    """Everyone's, read once for several connectors."""
    return Acquaintances(tx.one(load_acquaintances).acquaintances)


def contribute(tx: Reader, wanted: FactsWanted) -> Callable[[FactsDraft], None]:
    """Start reading, unless it is read for all; what is returned adds who knows the contacts."""
    if not wanted.circles:
        return lambda _: None
    finish = tx.begin(load_circles, connector=wanted.connector, only=wanted.ids)

    def add(draft: FactsDraft) -> None:
        row = finish()
        if row is not None:
            draft.circles = circles_of(circle.people for circle in row.circles)

    return add


def circles_of(known: Iterable[Iterable[str]]) -> Mapping[str, int]:
    """Person -> a bit for each list that they are in."""
    found: dict[str, int] = {}
    for number, people in enumerate(known):
        bit = 1 << number
        for person in people:
            found[person] = found.get(person, 0) | bit
    return found
