"""The best pairs, exactly, without scoring every pair.

A first look at the most promising pairs gives a list, and its last score a floor: only pairs that
can reach the floor are looked at again, and of these only such are scored whose turn comes.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import combinations, count

from app.pairings.models import Contact, Facts, PairingSettings
from app.pairings.rules.exclusions import pair_codes
from app.pairings.rules.scoring import ScoredPair, Scorer
from app.pairings.rules.search.search import TOLERANCE, Found, Search

FIRST_LOOK = 4_000
FIRST_LOOK_PER_PLACE = 200
"""So many pairs are looked at first, and so many more for each place of the list."""
FURTHER = 8
"""How many times as far the next look goes when the last did not fill the list."""
Full = Callable[[str], bool]
"""Whether a person is in the list as often as they may; once true it stays so."""


def rank(
    facts: Facts,
    settings: PairingSettings,
    *,
    limit: int,
    max_per_person: int = 2,
    profession: str | None = None,
    context: str | None = None,
) -> list[ScoredPair]:
    """The best pairs of these facts (see `rank_by`); `context`: where trust is meant."""
    return rank_by(
        Scorer(facts, settings, context),
        limit=limit,
        max_per_person=max_per_person,
        profession=profession,
    )


def rank_by(
    scorer: Scorer, *, limit: int, max_per_person: int = 2, profession: str | None = None
) -> list[ScoredPair]:
    """The best pairs, best first (see `Ranking.best`)."""
    return Ranking(scorer, profession).best(limit, max_per_person)


class Ranking:
    """One connector's pairs in the order of their scores."""

    def __init__(self, scorer: Scorer, profession: str | None = None) -> None:
        """`profession`: at least one of the two practices it."""
        self._scorer = scorer
        self._scored: dict[tuple[str, str], ScoredPair] = {}
        self.search = Search(scorer, profession)

    def best(self, limit: int, max_per_person: int = 0) -> list[ScoredPair]:
        """The best pairs, best first, each person at most `max_per_person` times (0: unlimited).

        Ties of the score, rounded to 12 decimals, go by the ids.
        """
        most = max_per_person or limit
        budget = FIRST_LOOK + FIRST_LOOK_PER_PLACE * limit
        while True:
            found = self.search.leading(budget)
            listed = self._listed(found, limit, most)
            if found.complete:
                return listed
            if len(listed) == limit or budget > len(self._scorer.facts.contacts) ** 2:
                break
            budget *= FURTHER
        floor = listed[-1].score if len(listed) == limit else 0.0
        while True:
            listed = self._listed(self.search.reaching(floor), limit, most, floor)
            if len(listed) == limit or floor == 0:
                return listed
            # Better pairs took people from the first list, so that it ends lower than that did.
            floor = floor / 2 if floor > self._scorer.settings.weak_below / FURTHER else 0.0

    def _listed(self, found: Found, limit: int, most: int, floor: float = 0.0) -> list[ScoredPair]:
        """The best of these pairs that score `floor`, no one more than `most` times."""
        times: Counter[str] = Counter()
        pairs: list[ScoredPair] = []
        for pair in self._best_first(found, floor, lambda person: times[person] >= most):
            if times[pair.a] < most and times[pair.b] < most:
                pairs.append(pair)
                times.update((pair.a, pair.b))
            if len(pairs) == limit:
                break
        return pairs

    def _best_first(self, found: Found, floor: float, full: Full) -> Iterator[ScoredPair]:
        """Pairs in the order of their scores, each scored when no bound before it is left."""
        serial = count()
        ready: list[tuple[tuple[float, str, str], int, ScoredPair, Iterator[ScoredPair]]] = []

        def put(alike: Iterator[ScoredPair]) -> None:
            pair = next(alike, None)
            if pair is not None and pair.score >= floor:
                heappush(ready, (pair.rank_key, next(serial), pair, alike))

        for at, bound in enumerate(found.bounds):
            while ready and ready[0][2].score > bound + TOLERANCE:
                _, _, pair, alike = heappop(ready)
                yield pair
                put(alike)
            put(self._alike(found, at, full))
        while ready:
            _, _, pair, alike = heappop(ready)
            yield pair
            put(alike)

    def _alike(self, found: Found, at: int, full: Full) -> Iterator[ScoredPair]:
        """The pairs of two cohorts that may be proposed: all with the same score, by their ids."""
        scorer, special = self._scorer, self.search.special
        i, j = int(found.ones[at]), int(found.others[at])
        of_people = bool(found.of_people[at])
        if of_people:
            pairs = iter([(self.search.people[i], self.search.people[j])])
        else:
            members = self.search.cohorts.members
            pairs = _across(members[i], members[j], full)
        for a, b in pairs:
            if full(a.id) or full(b.id) or special.has(a, b) != of_people:
                continue
            if next(pair_codes(scorer, a, b), None) is not None:
                continue
            pair = self._score(a.id, b.id)
            if pair.value < scorer.settings.weak_below:
                return
            yield pair

    def _score(self, a: str, b: str) -> ScoredPair:
        if (a, b) not in self._scored:
            self._scored[a, b] = self._scorer.score(a, b)
        return self._scored[a, b]


def _across(
    ones: tuple[Contact, ...], others: tuple[Contact, ...], full: Full
) -> Iterator[tuple[Contact, Contact]]:
    """Each pair of two cohorts, or within one, in the order of the smaller and the larger id."""
    if ones is others:
        yield from combinations(ones, 2)
        return
    mine = {one.id for one in ones}
    for a in sorted((*ones, *others), key=lambda one: one.id):
        if not full(a.id):
            across = others if a.id in mine else ones
            yield from ((a, b) for b in across if b.id > a.id)
