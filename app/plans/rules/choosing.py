"""The objective of a choice, what a choice may not break, and the greedy choice."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import count

from app.pairings.models import Pair
from app.plans.models import Candidate, Chosen, Offer, Problem


def worth_of(offer: Offer, chosen: Sequence[Candidate]) -> float:
    """One connector's part of the objective: Σ worth, less the penalty for one-sided reasons."""
    reasons = Counter(candidate.reason for candidate in chosen)
    beyond = sum(max(0, times - offer.free_of_reason) for times in reasons.values())
    return sum(candidate.worth for candidate in chosen) - offer.penalty * beyond


def objective_of(problem: Problem, chosen: Chosen) -> float:
    """Σ over the connectors."""
    return sum(worth_of(offer, some) for offer, some in zip(problem.offers, chosen, strict=True))


def is_feasible(problem: Problem, chosen: Chosen) -> bool:
    """Whether goals and caps hold, no week is alike, and no pair goes to two connectors."""
    people = Counter(p for some in chosen for one in some for p in one.pair)
    pairs = Counter(one.pair for some in chosen for one in some)
    return (
        all(len(some) <= o.goal for o, some in zip(problem.offers, chosen, strict=True))
        and all(_is_varied(o, some) for o, some in zip(problem.offers, chosen, strict=True))
        and all(times <= problem.cap_of(person) for person, times in people.items())
        and all(times == 1 for times in pairs.values())
    )


def _is_varied(offer: Offer, chosen: Sequence[Candidate]) -> bool:
    """Whether no kind is there too often."""
    return max(Counter(one.kind for one in chosen).values(), default=0) <= offer.per_kind


def choose_greedily(problem: Problem, start: Chosen | None = None) -> Chosen:
    """Take the candidate that adds most until none adds anything; `start` is taken already.

    What a candidate adds only ever falls, when its reason becomes frequent, so that a candidate
    is put back with what it adds now and taken when it is still in front. Ties go by the order of
    the offers and the ids.
    """
    taking = _Taking(problem)
    for at, some in enumerate(start or ()):
        for candidate in some:
            taking.take(at, candidate)
    serial = count()
    queue = [
        (-candidate.worth, at, *candidate.pair, next(serial), candidate)
        for at, offer in enumerate(problem.offers)
        for candidate in offer.candidates
    ]
    heapify(queue)
    while queue:
        promised, at, a, b, number, candidate = heappop(queue)
        if not taking.fits(at, candidate):
            continue
        adds = taking.adds(at, candidate)
        if -adds > promised:
            heappush(queue, (-adds, at, a, b, number, candidate))
        elif adds > 0:
            taking.take(at, candidate)
    return taking.chosen


class _Taking:
    """What is taken so far, and what may still be."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._taken: list[list[Candidate]] = [[] for _ in problem.offers]
        self._reasons: dict[int, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._people: Counter[str] = Counter()
        self._pairs: set[Pair] = set()

    @property
    def chosen(self) -> Chosen:
        return tuple(best_first(some) for some in self._taken)

    def fits(self, at: int, candidate: Candidate) -> bool:
        return (
            len(self._taken[at]) < self._problem.offers[at].goal
            and candidate.pair not in self._pairs
            and self._kinds[at][candidate.kind] < self._problem.offers[at].per_kind
            and all(self._people[p] < self._problem.cap_of(p) for p in candidate.pair)
        )

    def adds(self, at: int, candidate: Candidate) -> float:
        offer = self._problem.offers[at]
        beyond = self._reasons[at][candidate.reason] >= offer.free_of_reason
        return candidate.worth - (offer.penalty if beyond else 0.0)

    def take(self, at: int, candidate: Candidate) -> None:
        self._taken[at].append(candidate)
        self._reasons[at][candidate.reason] += 1
        self._kinds[at][candidate.kind] += 1
        self._people.update(candidate.pair)
        self._pairs.add(candidate.pair)


def best_first(some: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """In the order in which they are shown: worth rounded to 12 decimals, then the ids."""
    return tuple(sorted(some, key=lambda one: (-round(one.worth, 12), *one.pair)))
