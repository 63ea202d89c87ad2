"""Every two professions of the shipped catalog, as two contacts who differ in nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.catalog.repository.files import load_catalog
from app.pairings.models import Contact, Facts, PairingSettings
from app.pairings.rules.exclusions import pair_codes
from app.pairings.rules.scoring import Scorer
from tests.pairings_facts import NOW
from tests.realistic_facts import shipped_catalog

REGION = "US/NY/Kings"
TRUST = 0.6


@dataclass(frozen=True, slots=True)
class Kind:
    """Two professions, in the order of their keys, and what the formula says of them."""

    a: str
    b: str
    value: float
    a_to_b: float
    b_to_a: float
    """Clients a year whom the one would name the other to."""
    allowed: bool
    """Whether two such people are ever suggested to each other: not if they compete."""

    @property
    def flow(self) -> float:
        """Clients a year, both ways."""
        return self.a_to_b + self.b_to_a

    @property
    def larger_flow(self) -> float:
        return max(self.a_to_b, self.b_to_a)


def spheres() -> dict[str, str]:
    """The contact sphere of each profession of the shipped catalog."""
    return {one.key: one.sphere for one in load_catalog().professions}


def all_kinds() -> list[Kind]:
    """Every two professions of the shipped catalog, by the formula with its default settings."""
    people = tuple(
        Contact(id=key, name=key, professions=(key,), regions=(REGION,), trust=TRUST)
        for key in sorted(spheres())
    )
    facts = Facts(
        workspace="w", connector_id="c", now=NOW, catalog=shipped_catalog(), contacts=people
    )
    scorer = Scorer(facts, PairingSettings())
    return [_kind(scorer, one, other) for one, other in combinations(people, 2)]


def _kind(scorer: Scorer, one: Contact, other: Contact) -> Kind:
    scored = scorer.score(one.id, other.id)
    return Kind(
        a=scored.a,
        b=scored.b,
        value=scored.value,
        a_to_b=scored.a_to_b,
        b_to_a=scored.b_to_a,
        allowed=next(pair_codes(scorer, one, other), None) is None,
    )


Ranks = Mapping[str, list[str]]
"""Profession -> the others, the best partner first."""


def ranked_by(kinds: Sequence[Kind], worth: Mapping[tuple[str, str], float]) -> Ranks:
    """Each profession's partners by what a pair is worth; of equals the first by its key."""
    found: dict[str, list[tuple[float, str]]] = {}
    for kind in kinds:
        if kind.allowed:
            amount = -round(worth[kind.a, kind.b], 12)
            found.setdefault(kind.a, []).append((amount, kind.b))
            found.setdefault(kind.b, []).append((amount, kind.a))
    return {key: [other for _, other in sorted(others)] for key, others in found.items()}
