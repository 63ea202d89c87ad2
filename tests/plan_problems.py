"""Made-up weeks: some connectors who share people, and all of their pairs with a score."""

from dataclasses import dataclass, replace
from itertools import combinations, product
from random import Random

import numpy as np

from app.plans.models import Candidate, Chosen, Cut, Offer, Positions, Problem
from app.plans.rules.choosing import is_feasible, objective_of
from app.plans.rules.pricing import Wanted

EVERY = 10**9
KINDS = 4
"""People practice so many different things."""
REASONS = ("mutual_flow", "shared_pool", "shared_sources", "ground")


@dataclass(slots=True)
class Week:
    """A problem with all pairs, the same with pairs cut, and what weighs them."""

    whole: Problem
    cut: Problem

    def more(self, wanted: Wanted) -> dict[int, Offer]:
        """As a service weighs them: the offers are those of the problem asked for last."""
        offers = list(self.cut.offers)
        for at, positions in wanted.items():
            offers[at] = _weighed(offers[at], self.whole.offers[at], positions)
        self.cut = replace(self.cut, offers=tuple(offers))
        return {at: offers[at] for at in wanted}


def _weighed(offer: Offer, whole: Offer, positions: Positions) -> Offer:
    cut = offer.cut
    pairs = {
        (cut.people[one], cut.people[other])
        for one, other in zip(cut.ones[positions], cut.others[positions], strict=True)
    }
    left = np.ones(len(cut.most), dtype=np.bool_)
    left[positions] = False
    return replace(
        offer,
        candidates=(*offer.candidates, *(one for one in whole.candidates if one.pair in pairs)),
        cut=replace(cut, ones=cut.ones[left], others=cut.others[left], most=cut.most[left]),
    )


def cut_to(offer: Offer, kept: int, known: int, slack: float) -> Offer:
    """Only the `kept` first pairs are candidates; of the others `known` are known one by one.

    `slack`: how far above the truth their bounds are, as a share.
    """
    some, rest = offer.candidates[kept : kept + known], offer.candidates[kept + known :]
    people = tuple(sorted({person for one in some for person in one.pair}))
    at = {person: position for position, person in enumerate(people)}
    most = np.array([one.worth * (1 + slack) for one in some], dtype=np.float32)
    return replace(
        offer,
        candidates=offer.candidates[:kept],
        cut=Cut(
            people=people,
            firsts=tuple(first_of(int(person[1:])) for person in people),
            ones=np.array([at[one.a] for one in some], dtype=np.int32),
            others=np.array([at[one.b] for one in some], dtype=np.int32),
            most=np.nextafter(most, np.float32(np.inf)),
            beyond=max((one.worth for one in rest), default=0.0),
        ),
    )


def first_of(number: int) -> str:
    """What someone practices first."""
    return f"f{number % KINDS}"


def kind_of(one: int, other: int) -> tuple[str, str]:
    """What the two practice first."""
    a, b = sorted((first_of(one), first_of(other)))
    return a, b


def make_week(
    seed: int,
    connectors: int,
    contacts: int,
    people: int,
    kept: int,
    goal: int = 3,
    cap: int = 2,
    known: int = EVERY,
    slack: float = 0.05,
) -> Week:
    """`contacts` of `people` each; the cut problem as by `cut_to`."""
    random = Random(seed)
    value = {pair: random.betavariate(2, 5) for pair in combinations(range(people), 2)}
    offers = []
    for number in range(connectors):
        own = sorted(random.sample(range(people), min(contacts, people)))
        some = [
            Candidate(
                f"p{a:05}", f"p{b:05}", score, score * random.uniform(1.0, 1.25),
                random.choice(REASONS), kind_of(a, b),
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
    cut = tuple(cut_to(offer, kept, known, slack) for offer in offers)
    return Week(whole, replace(whole, offers=cut))


def best_of_all(problem: Problem) -> float:
    """The highest objective, by looking at every choice there is."""
    each = [
        [some for size in range(offer.goal + 1) for some in combinations(offer.candidates, size)]
        for offer in problem.offers
    ]
    choices: list[Chosen] = list(product(*each))
    return max(objective_of(problem, choice) for choice in choices if is_feasible(problem, choice))
