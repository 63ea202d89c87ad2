"""The best pairs, exactly, without scoring every pair.

A first look at the most promising pairs gives a list, and its last score a floor: only pairs that
can reach the floor are looked at again, and of these only such are scored whose turn comes.
"""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import combinations, count

from app.pairings.models import Contact, Facts, PairingSettings
from app.pairings.rules.exclusions import pair_codes
from app.pairings.rules.factors import first_profession
from app.pairings.rules.scoring import ScoredPair, Scorer
from app.pairings.rules.search.search import TOLERANCE, Found, Search
from app.pairings.rules.variety import Taken, Variety, kind_of_pair

FIRST_LOOK = 4_000
FIRST_LOOK_PER_PLACE = 200
"""So many pairs are looked at first, and so many more for each place of the list."""
FURTHER = 8
"""How many times as far the next look goes when the last did not fill the list."""
FARTHEST = 500_000
"""A look that goes farther costs more than to go by a floor."""
TIE = 1e-12
"""Scores as close as this may be the same once they are rounded."""


def rank(
    facts: Facts,
    settings: PairingSettings,
    *,
    limit: int,
    variety: Variety | None = None,
    profession: str | None = None,
    context: str | None = None,
) -> list[ScoredPair]:
    """The best pairs of these facts (see `rank_by`); `context`: where trust is meant."""
    scorer = Scorer(facts, settings, context)
    return rank_by(scorer, limit=limit, variety=variety, profession=profession)


def rank_by(
    scorer: Scorer, *, limit: int, variety: Variety | None = None, profession: str | None = None
) -> list[ScoredPair]:
    """The best pairs, best first (see `Ranking.best`)."""
    return Ranking(scorer, profession).best(limit, variety)


class Ranking:
    """One connector's pairs in the order of their scores."""

    def __init__(self, scorer: Scorer, profession: str | None = None) -> None:
        """`profession`: at least one of the two practices it."""
        self._scorer = scorer
        self._scored: dict[tuple[str, str], ScoredPair] = {}
        self.search = Search(scorer, profession)

    def best(self, limit: int, variety: Variety | None = None) -> list[ScoredPair]:
        """The best pairs, best first, no more of them alike than `variety` allows (None: any).

        Ties of the score, rounded to 12 decimals, go by the ids.
        """
        budget = FIRST_LOOK + FIRST_LOOK_PER_PLACE * limit
        while True:
            found = self.search.leading(budget)
            listed = self._listed(found, limit, Taken(variety))
            if found.complete:
                return listed
            if len(listed) == limit or budget > FARTHEST:
                break
            budget *= FURTHER
        floor = max(0.0, listed[-1].score - TIE) if listed else 0.0
        kept: list[ScoredPair] = []
        full: set[tuple[str, str]] = set()
        while True:
            taken = Taken(variety)
            listed = self._listed(self.search.reaching(floor, full), limit, taken, floor, kept)
            if len(listed) == limit or floor == 0:
                return listed
            # Better pairs took people from the first list, so that it ends lower than that did.
            floor = floor / 2 if floor > self._scorer.settings.weak_below / FURTHER else 0.0
            # What is full now is full further down: of its pairs only those listed matter.
            full = taken.full_kinds
            kept = [pair for pair in listed if self._kind(pair) in full]

    def _kind(self, pair: ScoredPair) -> tuple[str, str]:
        people = self._scorer.contacts
        return kind_of_pair(people[pair.a], people[pair.b])

    def _listed(
        self,
        found: Found,
        limit: int,
        taken: Taken,
        floor: float = 0.0,
        kept: Iterable[ScoredPair] = (),
    ) -> list[ScoredPair]:
        """The best of these pairs, and of those kept, that score `floor` and may be listed."""
        people = self._scorer.contacts
        pairs: list[ScoredPair] = []
        for pair in self._best_first(found, floor, taken, kept):
            a, b = people[pair.a], people[pair.b]
            if not taken.bars(a, b):
                pairs.append(pair)
                taken.add(a, b)
            if len(pairs) == limit:
                break
        return pairs

    def _best_first(
        self, found: Found, floor: float, taken: Taken, kept: Iterable[ScoredPair]
    ) -> Iterator[ScoredPair]:
        """Pairs in the order of their scores, each scored when no bound before it is left."""
        serial = count()
        ready: list[tuple[tuple[float, str, str], int, ScoredPair, Iterator[ScoredPair]]] = []

        def put(alike: Iterator[ScoredPair]) -> None:
            pair = next(alike, None)
            if pair is not None and pair.score >= floor:
                heappush(ready, (pair.rank_key, next(serial), pair, alike))

        for pair in kept:
            put(iter([pair]))
        for at, bound in enumerate(found.bounds):
            while ready and ready[0][2].score > bound + TOLERANCE:
                _, _, pair, alike = heappop(ready)
                yield pair
                put(alike)
            put(self._alike(found, at, taken))
        while ready:
            _, _, pair, alike = heappop(ready)
            yield pair
            put(alike)

    def _alike(self, found: Found, at: int, taken: Taken) -> Iterator[ScoredPair]:
        """The pairs of two cohorts that may be proposed: all with the same score, by their ids."""
        scorer, special = self._scorer, self.search.special
        i, j = int(found.ones[at]), int(found.others[at])
        of_people = bool(found.of_people[at])
        if of_people:
            pairs = iter([(self.search.people[i], self.search.people[j])])
        else:
            members = self.search.cohorts.members
            pairs = _across(members[i], members[j], taken)
        for a, b in pairs:
            if taken.bars(a, b) or special.has(a, b) != of_people:
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
    ones: tuple[Contact, ...], others: tuple[Contact, ...], taken: Taken
) -> Iterator[tuple[Contact, Contact]]:
    """Each pair of two cohorts, or within one, in the order of the smaller and the larger id.

    People of a cohort practice the same first: its pairs end when these are listed often enough.
    """
    first, other_first = first_profession(ones[0]), first_profession(others[0])
    pairs: Iterator[tuple[Contact, Contact]]
    if ones is others:
        pairs = combinations(ones, 2)
    else:
        mine = {one.id for one in ones}
        pairs = (
            (a, b)
            for a in sorted((*ones, *others), key=lambda one: one.id)
            if not taken.has_enough(a)
            for b in (others if a.id in mine else ones)
            if b.id > a.id
        )
    for pair in pairs:
        if taken.has_kind(first, other_first):
            return
        yield pair
