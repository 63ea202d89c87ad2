"""Made-up weeks: some connectors who share people, and all of their pairs with a score."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from random import Random

from app.pairings.models import ComponentName
from app.plans.models import Candidate, Chosen, Offer, Problem
from app.plans.rules.choosing import is_feasible, objective_of

REASONS: tuple[ComponentName, ...] = ("mutual_flow", "shared_pool", "shared_sources", "ground")


@dataclass(frozen=True, slots=True)
class Week:
    """A problem with all pairs, the same with pairs cut, and what gives more of them."""

    whole: Problem
    cut: Problem

    def more(self, at: Sequence[int]) -> list[Offer]:
        return [self.whole.offers[one] for one in at]


def make_week(
    seed: int, connectors: int, contacts: int, people: int, kept: int, goal: int = 3, cap: int = 2
) -> Week:
    """`contacts` of `people` each; only the `kept` best pairs of each stand in the cut problem."""
    random = Random(seed)
    value = {pair: random.betavariate(2, 5) for pair in combinations(range(people), 2)}
    offers = []
    for number in range(connectors):
        own = sorted(random.sample(range(people), min(contacts, people)))
        some = [
            Candidate(
                f"p{a:05}", f"p{b:05}", score, score * random.uniform(1.0, 1.25),
                random.choice(REASONS),
            )
            for a, b in combinations(own, 2)
            for score in [value[a, b] * random.uniform(0.7, 1.0)]
        ]  # fmt: skip
        some.sort(key=lambda one: -one.score)
        best = [one.score for one in some[:goal]]
        penalty = 0.1 * sum(best) / len(best) if best else 0.0
        offers.append(Offer(f"c{number:04}", tuple(some), goal, penalty))
    caps = {f"p{n:05}": random.choice([0, 1, 3]) for n in range(0, people, 5)}
    whole = Problem(tuple(offers), caps, cap)
    cut = tuple(
        replace(
            offer,
            candidates=offer.candidates[:kept],
            rest=max((one.worth for one in offer.candidates[kept:]), default=0.0),
        )
        for offer in offers
    )
    return Week(whole, replace(whole, offers=cut))


def best_of_all(problem: Problem) -> float:
    """The highest objective, by looking at every choice there is."""
    each = [
        [some for size in range(offer.goal + 1) for some in combinations(offer.candidates, size)]
        for offer in problem.offers
    ]
    choices: list[Chosen] = list(product(*each))
    return max(objective_of(problem, choice) for choice in choices if is_feasible(problem, choice))
