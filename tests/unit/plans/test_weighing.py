"""One connector's pairs weighed: what is cut is worth no more than it is said to be."""

from datetime import timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pairings.models import Pair, PairingSettings
from app.pairings.rules.variety import kind_of_pair
from app.plans.models import Offer, PlanSettings
from app.plans.service import weighing
from app.plans.service.loading import Common, Own, Week
from app.plans.service.weighing import Weighing
from app.relationships.facts import Acquaintances
from tests.pairings_facts import TODAY, make_facts

WEEK = Week("2026-W47", TODAY - timedelta(TODAY.weekday()), "UTC")
EVERY = 5_000


def weighed(seed: int, limit: int) -> Weighing:
    """With the `limit` best pairs as candidates at first."""
    facts = make_facts(seed, 25)
    people = [one.id for one in facts.contacts]
    common = Common(
        facts_seq=1,
        settings=PlanSettings(),
        pairing_settings=PairingSettings(),
        catalog_seq=1,
        last_introduced={one: WEEK.monday - timedelta(9) for one in people[::3]},
        caps={people[0]: 0, people[1]: 5},
        fixed=frozenset({(people[2], people[3])}),
        acquaintances=Acquaintances(()),
    )
    pairs = [(a, b) for a in people[:8] for b in people[:8] if a < b]
    shown = {pair: [1, 3, None][number % 3] for number, pair in enumerate(pairs)}
    kinds = frozenset(kind_of_pair(*two) for two in combinations(facts.contacts[:12], 2))
    return Weighing(Own(facts, shown, kinds), common, WEEK, limit)


def all_weighed(seed: int) -> Weighing:
    """With every pair as a candidate."""
    found = weighed(seed, EVERY)
    found.weigh(np.arange(len(found.offer.cut.most)))
    return found


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_no_pair_that_was_cut_is_worth_more_than_is_said_of_it(seed: int, limit: int) -> None:
    whole, some = all_weighed(seed), weighed(seed, limit)
    kept = set(some.offer.candidates)
    assert kept <= set(whole.offer.candidates)
    most = most_of(some.offer)
    for one in set(whole.offer.candidates) - kept:
        assert one.worth <= most[one.pair] + 1e-12
    if limit >= whole.offer.goal:
        assert some.offer.penalty == pytest.approx(whole.offer.penalty)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 200))
def test_what_is_asked_for_is_weighed_as_if_it_had_been_among_the_first(
    seed: int, limit: int, asked: int
) -> None:
    whole, some = all_weighed(seed), weighed(seed, limit)
    before, positions = most_of(some.offer), np.arange(asked)[: len(some.offer.cut.most)]
    offer = some.weigh(positions)
    assert offer is some.offer
    left = most_of(offer)
    new = before.keys() - left.keys()
    worth = {one.pair: one.worth for one in whole.offer.candidates}
    assert len({one.pair for one in offer.candidates}) == len(offer.candidates)
    candidates = {one.pair: one.worth for one in offer.candidates}
    assert {pair for pair in new if pair in worth} == new & candidates.keys()
    assert all(candidates[pair] == pytest.approx(worth[pair]) for pair in candidates)
    assert worth.keys() <= candidates.keys() | left.keys()


def most_of(offer: Offer) -> dict[Pair, float]:
    """What each pair that was cut can be worth; of two bounds the higher."""
    found: dict[Pair, float] = {}
    cut = offer.cut
    for one, other, most in zip(cut.ones, cut.others, cut.most, strict=True):
        a, b = sorted((cut.people[one], cut.people[other]))
        found[a, b] = max(found.get((a, b), 0.0), float(most))
    return found


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_pairs_too_many_to_know_one_by_one_are_bounded_together(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = all_weighed(seed)
    monkeypatch.setattr(weighing, "MOST_CUT", 2)
    some = weighed(seed, 3)
    known = most_of(some.offer).keys() | {one.pair for one in some.offer.candidates}
    beyond = [one.worth for one in whole.offer.candidates if one.pair not in known]
    assert beyond
    assert max(beyond) <= some.offer.cut.beyond
    assert not some.weighed.complete


def test_who_may_not_be_introduced_and_pairs_of_others_or_at_rest_are_no_candidates() -> None:
    facts = make_facts(3, 25)
    people = [one.id for one in facts.contacts]
    whole = all_weighed(3)
    pairs = {one.pair for one in whole.offer.candidates}
    assert pairs
    assert (people[2], people[3]) not in pairs
    assert not pairs & whole.weighed.resting
    assert people[0] not in {person for pair in pairs for person in pair}
