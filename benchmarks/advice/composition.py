"""What the best kinds of pairs are made of, and how large their flows are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.advice.kinds import Kind

SIZES = (20, 60, 200)
STRONG = 200
"""So many kinds count as strong."""
ADVISING_SPHERES = frozenset({"legal", "accounting"})
ADVISERS = frozenset({
    "financial_advisor", "divorce_planner", "business_banker", "private_banker", "trust_officer",
    "retirement_plan_adviser",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composition:
    """Shares of the first kinds, 0..1."""

    size: int
    one_sphere: float
    """Both professions are of one contact sphere."""
    events: float
    """At least one is a trade of events."""
    advisers: float
    """At least one is an attorney, an accountant, an adviser or a banker."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Flows in clients a year."""

    largest: float
    largest_of: tuple[str, str]
    """From whom to whom."""
    strong: float
    """The median of the larger flow of the strong kinds."""


def best(kinds: Sequence[Kind], count: int) -> list[Kind]:
    """The kinds that the formula values most, among those ever suggested."""
    ranked = sorted(kinds, key=lambda one: (-round(one.value, 12), one.a, one.b))
    return [one for one in ranked if one.allowed][:count]


def composition(kinds: Sequence[Kind], spheres: Mapping[str, str], size: int) -> Composition:
    first = best(kinds, size)

    def share(count: int) -> float:
        return count / len(first)

    def advises(key: str) -> bool:
        return key in ADVISERS or spheres[key] in ADVISING_SPHERES

    return Composition(
        size=size,
        one_sphere=share(sum(spheres[one.a] == spheres[one.b] for one in first)),
        events=share(sum("events" in (spheres[one.a], spheres[one.b]) for one in first)),
        advisers=share(sum(advises(one.a) or advises(one.b) for one in first)),
    )


def calibration(kinds: Sequence[Kind]) -> Calibration:
    largest = max(kinds, key=lambda one: one.larger_flow)
    giver, taker = (
        (largest.a, largest.b) if largest.a_to_b >= largest.b_to_a else (largest.b, largest.a)
    )
    return Calibration(
        largest=largest.larger_flow,
        largest_of=(giver, taker),
        strong=median(one.larger_flow for one in best(kinds, STRONG)),
    )
