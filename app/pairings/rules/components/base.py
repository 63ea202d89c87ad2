"""What a component of the formula has, and the forms that its bound can take."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from app.pairings.models import ComponentName, Contact, Evidence
from app.pairings.rules.flows import Term, total
from app.pairings.rules.names import call_names
from app.pairings.rules.network import Network, Profile
from app.pairings.rules.search.arrays import Masks, Numbers, Rough
from app.pairings.rules.search.people import People
from app.pairings.rules.search.profession_groups import GroupPairs, ProfessionGroups

RECORDED = "recorded in this workspace"
"""The source of what is known and not estimated."""


@dataclass(frozen=True, slots=True)
class TwoContacts:
    """Two contacts, a < b by their ids, with what several components ask of them."""

    a: Profile
    b: Profile
    overlap: float
    """How far they serve the same clients, 0..1."""
    forth: Mapping[str, Term]
    """What a would name b to, by occasion, before overlap."""
    back: Mapping[str, Term]
    """What b would name a to."""
    a_to_b: float = field(init=False)
    """Clients a year that a would name b to."""
    b_to_a: float = field(init=False)

    def __post_init__(self) -> None:
        # Both are asked for several times.
        object.__setattr__(self, "a_to_b", self.overlap * total(self.forth))
        object.__setattr__(self, "b_to_a", self.overlap * total(self.back))

    @property
    def occasion(self) -> str | None:
        """The occasion through which most flows, either way; ties by its key."""
        found = [*self.forth.items(), *self.back.items()]
        return min(found, key=lambda one: (-one[1].amount, one[0]))[0] if found else None

    @property
    def called(self) -> tuple[str, str]:
        """What a and b are called in a sentence about them."""
        return call_names(self.a.contact.name, self.b.contact.name)

    def name(self, contact: Contact) -> str:
        """What one of the two is called in a sentence about them."""
        a, b = self.called
        return a if contact.id == self.a.contact.id else b

    @property
    def unconnected(self) -> str:
        """The sentence of two people who have nothing that a score counts."""
        return "Nothing that we know of connects {} and {} yet.".format(*self.called)

    @property
    def both_ways(self) -> tuple[tuple[Contact, Contact], tuple[Contact, Contact]]:
        """Each of the two with the other."""
        a, b = self.a.contact, self.b.contact
        return (a, b), (b, a)


# ── the most that it can be ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class GroupBound:
    """The most of it between profession groups, before it is known how far places overlap."""

    between: Callable[[GroupPairs], Rough]
    """For each two groups, an amount that grows in line with overlap."""
    saturating: bool = False
    """Whether the value is 1 − exp(−the amount); else it is the amount."""


@dataclass(frozen=True, slots=True)
class ProductBound:
    """The most of it between two people as the product of a number of each, weight included."""

    numbers: Numbers
    alike: Sequence[Hashable]
    """Of each person: two with the same are the same to this component."""


@dataclass(frozen=True, slots=True)
class SharedBound:
    """The most of it as the smaller number of the two, weight included; 0 with no mark shared."""

    numbers: Numbers
    alike: Sequence[Hashable]
    """Of each person: two with the same are the same to this component."""
    marks: Masks


@dataclass(frozen=True, slots=True)
class PairBound:
    """What only few pairs have: these are looked up, and are not among their groups' pairs."""

    most: Numbers
    """The most that each person can have of it with anyone."""
    together: Callable[[Numbers, Numbers], Numbers]
    """The most that two can have of it, weight included, from the most of each."""
    rows: Callable[[], Iterator[tuple[int, Sequence[int]]]]
    """Who may have it with who, by their positions; a pair may come twice."""
    has: Callable[[Contact, Contact], bool]
    """Whether two have it."""


# ── a component ──────────────────────────────────────────────────────────────────────────────


class Component(ABC):
    """One reason why two people should meet, in one connector's network."""

    name: ClassVar[ComponentName]
    title: ClassVar[str]
    """What it is called where a pairing is explained."""
    formula: ClassVar[str]
    """Its value as docs/formula.md states it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.settings = network.settings
        self.weight: float = getattr(network.settings, f"weight_{self.name}")

    @abstractmethod
    def value(self, two: TwoContacts) -> float:
        """How much of it two contacts have, 0..1."""

    @abstractmethod
    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        """What it is made of, the weightiest first, as true sentences with their sources."""

    def lasting_evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        """The same for what is kept: it names no one else, who may be deleted before it is."""
        return self.evidence(two)

    @abstractmethod
    def sentence(self, two: TwoContacts) -> str:
        """The pairing in one sentence where this is its leading reason, and its value above 0."""

    # Each component is bounded in at least one of these ways; what two people have of it is at
    # most the sum of its bounds.

    def group_bound(self, groups: ProfessionGroups) -> GroupBound | None:
        """The most of it that comes of professions and places."""
        return None

    def product_bound(self, people: People) -> ProductBound | None:
        """The most of it that comes of a number of each person."""
        return None

    def shared_bound(self, people: People) -> SharedBound | None:
        """The most of it that comes of what people have in common with anyone."""
        return None

    def pair_bound(self, people: People) -> PairBound | None:
        """The most of it that only few pairs have."""
        return None
