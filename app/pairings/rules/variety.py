"""No two alike: how often a list shows a person, and the same two professions."""

from collections import Counter
from dataclasses import dataclass

from app.pairings.models import Contact
from app.pairings.rules.factors import first_profession

PairKind = tuple[str, str]
"""What the two practice first, the smaller key first."""


def kind_of_pair(a: Contact, b: Contact) -> PairKind:
    """The kind of a pair; it has no direction."""
    return _kind(first_profession(a), first_profession(b))


def _kind(one: str, other: str) -> PairKind:
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Variety:
    """How much of a list may be alike."""

    per_person: int
    """How often a person may be in it, each time with another profession."""
    per_kind: int
    """How often two professions may be in it."""


class Taken:
    """What a list has so far, and which pairs it can take no more; once barred, always barred."""

    def __init__(self, variety: Variety | None) -> None:
        """None: nothing is barred."""
        self._variety = variety
        self._times: Counter[str] = Counter()
        self._with: set[tuple[str, str]] = set()
        """Person and what the other of a pair with them practices first."""
        self._kinds: Counter[PairKind] = Counter()

    def add(self, a: Contact, b: Contact) -> None:
        self._times.update((a.id, b.id))
        self._with.update(((a.id, first_profession(b)), (b.id, first_profession(a))))
        self._kinds[kind_of_pair(a, b)] += 1

    def bars(self, a: Contact, b: Contact) -> bool:
        """Whether this pair can't be added."""
        if self._variety is None:
            return False
        one, other = first_profession(a), first_profession(b)
        return (
            self.has_enough(a)
            or self.has_enough(b)
            or (a.id, other) in self._with
            or (b.id, one) in self._with
            or self.has_kind(one, other)
        )

    def has_enough(self, person: Contact) -> bool:
        """Whether a person is listed as often as they may."""
        return self._variety is not None and self._times[person.id] >= self._variety.per_person

    def has_kind(self, one: str, other: str) -> bool:
        """Whether two professions are listed as often as they may."""
        return self._variety is not None and (
            self._kinds[_kind(one, other)] >= self._variety.per_kind
        )

    @property
    def full_kinds(self) -> set[PairKind]:
        """The professions that are listed as often as they may."""
        return {kind for kind in self._kinds if self.has_kind(*kind)}
