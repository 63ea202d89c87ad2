"""One connector's pairs weighed: what is cut is worth no more than it is said to be."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pairings.models import PairingSettings
from app.plans.models import PlanSettings
from app.plans.service.loading import Common, Own, Week
from app.plans.service.weighing import Weighing, weigh
from tests.pairings_facts import TODAY, make_facts

WEEK = Week("2026-W47", TODAY - timedelta(TODAY.weekday()), "UTC")
EVERY = 10_000


def weighed(seed: int, limit: int) -> Weighing:
    facts = make_facts(seed, 25)
    people = [one.id for one in facts.contacts]
    common = Common(
        seq=1,
        settings=PlanSettings(),
        pairing_settings=PairingSettings(),
        catalog_seq=1,
        last_introduced={one: WEEK.monday - timedelta(9) for one in people[::3]},
        caps={people[0]: 0, people[1]: 5},
        fixed=frozenset({(people[2], people[3])}),
    )
    pairs = [(a, b) for a in people[:8] for b in people[:8] if a < b]
    shown = {pair: [1, 3, None][number % 3] for number, pair in enumerate(pairs)}
    return weigh(Own(facts, shown), common, WEEK, limit)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 40))
def test_no_pair_that_was_cut_is_worth_more_than_the_bound_of_the_rest(
    seed: int, limit: int
) -> None:
    whole, some = weighed(seed, EVERY), weighed(seed, limit)
    assert whole.offer.rest == 0
    assert whole.weighed.complete
    kept = set(some.offer.candidates)
    assert kept <= set(whole.offer.candidates)
    cut = [one.worth for one in whole.offer.candidates if one not in kept]
    assert max(cut, default=0.0) <= some.offer.rest + 1e-12
    if limit >= whole.offer.goal:
        assert some.offer.penalty == pytest.approx(whole.offer.penalty)


def test_who_may_not_be_introduced_and_pairs_of_others_or_at_rest_are_no_candidates() -> None:
    facts = make_facts(3, 25)
    people = [one.id for one in facts.contacts]
    whole = weighed(3, EVERY)
    pairs = {one.pair for one in whole.offer.candidates}
    assert pairs
    assert (people[2], people[3]) not in pairs
    assert not pairs & whole.weighed.resting
    assert people[0] not in {person for pair in pairs for person in pair}
