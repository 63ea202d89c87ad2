"""Why someone is not in a connector's plan: one code and one sentence for each partner."""

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass

from app.pairings.models import Pair, ReasonCode
from app.plans.models import Candidate, LeftOutCode, Problem

TEXTS: dict[LeftOutCode, str] = {
    "opted_out": "They don’t want introductions.",
    "away": "They’re away that week.",
    "not_now": "You said “not now”.",
    "below_floor": "You rated them too low to introduce them.",
    "too_new": "You haven’t known them long enough.",
    "cap_reached": "They’re already in enough introductions that week.",
    "no_good_pair": "No contact is a strong match for them right now.",
    "not_among_best": "None of their pairs is among your best pairs.",
    "resting": "Their best pairs were shown several times without result, and are on pause.",
    "given_to_another": "Their best pairs are in other plans that week.",
    "partners_full": "Everyone they should meet is already in enough introductions.",
    "better_pairs": "Other pairs together are worth more that week.",
}
OF_A_PERSON: dict[ReasonCode, LeftOutCode] = {
    "not_now": "not_now",
    "opted_out": "opted_out",
    "away": "away",
    "below_floor": "below_floor",
    "too_new": "too_new",
}
"""Why no one is introduced to them right now, whatever else there is."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was weighed for one connector."""

    partners: tuple[tuple[str, LeftOutCode | None], ...]
    """Each partner, with why they are not introduced at all."""
    candidates: tuple[Candidate, ...]
    resting: frozenset[Pair]
    fixed: frozenset[Pair]
    """Pairs that are in saved plans of others."""
    unweighed: frozenset[str]
    """Those who are in a pair that was not worth weighing."""
    complete: bool
    """Whether there is no further pair that might be proposed."""


class LeftOutExplainer:
    """Where people and pairs of a week went."""

    def __init__(self, problem: Problem, chosen: tuple[tuple[Candidate, ...], ...]) -> None:
        self._problem = problem
        self._times = Counter(p for some in chosen for one in some for p in one.pair)
        self._given = {one.pair for some in chosen for one in some}

    def left_out(
        self, weighed: Weighed, chosen: tuple[Candidate, ...]
    ) -> Iterator[tuple[str, LeftOutCode]]:
        """Each partner who is not among a connector's chosen pairs, and why."""
        taken = {person for one in chosen for person in one.pair}
        own: dict[str, list[Candidate]] = {}
        for candidate in weighed.candidates:
            for person in candidate.pair:
                own.setdefault(person, []).append(candidate)
        resting = {person for pair in weighed.resting for person in pair}
        fixed = {person for pair in weighed.fixed for person in pair}
        for person, at_all in weighed.partners:
            if person in taken:
                continue
            if at_all is not None:
                yield person, at_all
            elif not self._has_room(person):
                yield person, "cap_reached"
            elif person in own:
                yield person, self._among(person, own[person])
            else:
                yield person, _without_candidates(person, resting, fixed, weighed)

    def _has_room(self, person: str) -> bool:
        return self._times[person] < self._problem.cap_of(person)

    def _among(self, person: str, own: list[Candidate]) -> LeftOutCode:
        """Why none of the pairs of a person was chosen that could have been."""
        left = [one for one in own if one.pair not in self._given]
        if not left:
            return "given_to_another"
        others = {other for one in left for other in one.pair if other != person}
        return "better_pairs" if any(map(self._has_room, others)) else "partners_full"


def _without_candidates(
    person: str, resting: Set[str], fixed: Set[str], weighed: Weighed
) -> LeftOutCode:
    if person in resting:
        return "resting"
    if person in fixed:
        return "given_to_another"
    if person in weighed.unweighed or not weighed.complete:
        return "not_among_best"
    return "no_good_pair"
