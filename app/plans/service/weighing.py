"""One connector's pairs of a week: ranked, and weighed by fairness and freshness."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.pairings.models import Facts, Pair
from app.pairings.rules.exclusions import person_codes, score_if_proposed
from app.pairings.rules.factors import first_profession
from app.pairings.rules.ranking import Ranking
from app.pairings.rules.scoring import ScoredPair, Scorer
from app.pairings.rules.search.pair_bounds import spread
from app.pairings.rules.variety import Variety, kind_of_pair
from app.plans.models import Candidate, Cut, LeftOutCode, Numbers, Offer, Positions
from app.plans.rules.left_out import OF_A_PERSON, Weighed
from app.plans.rules.plan_value import fairness, freshness, leading_reason, reason_penalty
from app.plans.rules.pricing import by_kind
from app.plans.service.loading import Common, Own, Week

WEIGHED_AT_FIRST = 60
"""Pairs of a connector; more where they could gain something."""
AT_FIRST = Variety(per_person=6, per_kind=3)
"""These pairs are not too much alike: a week takes few of one person or of one kind."""
MOST_CUT = 50_000
"""Pairs of a connector that are known one by one without being weighed: 12 bytes each."""


class Weighing:
    """A connector's pairs: the best are weighed at once, others when they are asked for.

    Those at rest, those of someone else's plan, and those of people who may be in no more
    introductions are never candidates.
    """

    def __init__(
        self, own: Own, common: Common, week: Week, at_first: int = WEIGHED_AT_FIRST
    ) -> None:
        self._own, self._common = own, common
        free = tuple(one for one in own.facts.contacts if common.caps.get(one.id, 1) > 0)
        self.scorer = Scorer(replace(own.facts, contacts=free), common.pairing_settings)
        """Knows all who may be in a candidate, to explain what is chosen."""
        self._fair = {
            one.id: fairness(common.last_introduced.get(one.id), week.monday, common.settings)
            for one in free
        }
        self._resting: set[Pair] = set()
        self._fixed: set[Pair] = set()
        settings = common.settings
        ranking = Ranking(self.scorer)
        # The penalty is made of the best pairs: these are never cut.
        ranked = ranking.best(max(at_first, settings.plan_goal), AT_FIRST)
        goal = settings.plan_goal
        self.offer = Offer(
            connector=own.facts.connector_id,
            candidates=tuple(self._candidates(ranked)),
            goal=goal,
            per_kind=settings.plan_max_per_kind,
            penalty=reason_penalty((one.score for one in ranked), goal, settings),
            cut=self._cut(ranking, ranked),
        )

    def weigh(self, positions: Positions) -> Offer:
        """The offer in which these of the pairs that were cut are weighed."""
        cut = self.offer.cut
        pairs = {
            self._pair(one, other)
            for one, other in zip(
                cut.ones[positions].tolist(), cut.others[positions].tolist(), strict=True
            )
        }
        scored = (score_if_proposed(self.scorer, a, b) for a, b in sorted(pairs))
        new = self._candidates(one for one in scored if one is not None)
        self.offer = replace(
            self.offer,
            candidates=(*self.offer.candidates, *new),
            cut=_without(cut, cut.ones[positions], cut.others[positions]),
        )
        return self.offer

    @property
    def weighed(self) -> Weighed:
        """What explains who is left out."""
        cut = self.offer.cut
        seen = np.unique(np.concatenate([cut.ones, cut.others])).tolist()
        return Weighed(
            partners=self._partners,
            candidates=self.offer.candidates,
            resting=frozenset(self._resting),
            fixed=frozenset(self._fixed),
            unweighed=frozenset(cut.people[at] for at in seen),
            complete=not cut.beyond,
        )

    def _pair(self, one: int, other: int) -> Pair:
        a, b = sorted((self.offer.cut.people[one], self.offer.cut.people[other]))
        return a, b

    def _candidates(self, scored: Iterable[ScoredPair]) -> list[Candidate]:
        found = []
        for one in scored:
            pair = (one.a, one.b)
            shown = self._own.shown.get(pair, 0)
            if pair in self._common.fixed:
                self._fixed.add(pair)
            elif shown is None:
                self._resting.add(pair)
            else:
                fair = (self._fair[one.a] + self._fair[one.b]) / 2
                worth = one.score * fair * freshness(shown, self._common.settings)
                reason = leading_reason(one.occasion, one.components, self.scorer.weights)
                people = self.scorer.contacts
                kind = kind_of_pair(people[one.a], people[one.b])
                if kind in self._own.lately:
                    worth *= self._common.settings.plan_variety
                found.append(Candidate(one.a, one.b, one.score, worth, reason, kind))
        return found

    def _cut(self, ranking: Ranking, ranked: Iterable[ScoredPair]) -> Cut:
        """The other pairs with the most that each can be worth: as if never shown before."""
        rest = spread(ranking.search, MOST_CUT)
        people = tuple(one.id for one in ranking.search.people)
        at = {person: position for position, person in enumerate(people)}
        fair = np.array([self._fair[person] for person in people])
        most = rest.bounds * (fair[rest.ones] + fair[rest.others]) / 2
        highest = np.sort(fair)[-2:]
        cut = Cut(
            people=people,
            ones=rest.ones.astype(np.int32),
            others=rest.others.astype(np.int32),
            most=_not_below(most),
            firsts=tuple(map(first_profession, ranking.search.people)),
            beyond=rest.beyond * float(highest.sum()) / 2,
        )
        if self._own.lately:
            kept = dict.fromkeys(self._own.lately, self._common.settings.plan_variety)
            most = cut.most * by_kind(cut, kept, 1.0)
            cut = replace(cut, most=_not_below(most))
        pairs = np.array([(at[one.a], at[one.b]) for one in ranked], np.int32).reshape(-1, 2)
        return _without(cut, pairs[:, 0], pairs[:, 1])

    @cached_property
    def _partners(self) -> tuple[tuple[str, LeftOutCode | None], ...]:
        return _partners(self._own.facts, self._common)


def _not_below(most: Numbers) -> NDArray[np.float32]:
    """Rough numbers that are never below the true ones."""
    higher: NDArray[np.float32] = np.nextafter(most.astype(np.float32), np.float32(np.inf))
    return higher


def _without(cut: Cut, ones: NDArray[np.int32], others: NDArray[np.int32]) -> Cut:
    """The cut pairs but for these, however often they are listed."""
    width = len(cut.people)
    taken = np.minimum(ones, others).astype(np.int64) * width + np.maximum(ones, others)
    own = np.minimum(cut.ones, cut.others).astype(np.int64) * width
    left = ~np.isin(own + np.maximum(cut.ones, cut.others), taken)
    return replace(cut, ones=cut.ones[left], others=cut.others[left], most=cut.most[left])


def _partners(facts: Facts, common: Common) -> tuple[tuple[str, LeftOutCode | None], ...]:
    scorer = Scorer(facts, common.pairing_settings)
    return tuple(
        (one.id, next((OF_A_PERSON[code] for code in codes if code in OF_A_PERSON), None))
        for one in facts.contacts
        if "not_a_partner" not in (codes := list(person_codes(scorer, one)))
    )
