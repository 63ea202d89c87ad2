"""Pairs of people bounded without scoring: none is lost, none can score more than is said."""

from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.pairings.models import Facts, PairingSettings
from app.pairings.rules.exclusions import person_codes, score_if_proposed
from app.pairings.rules.scoring import Scorer
from app.pairings.rules.search.pair_bounds import Spread, spread
from app.pairings.rules.search.search import Search
from tests.pairings_facts import make_catalog, make_facts

EVERY = 10**6


def alike(seed: int) -> Facts:
    """Some contacts with two others of whom only the id differs."""
    catalog = make_catalog(Random(seed), professions=12, triggers=12)
    facts = make_facts(seed, 9, rich=seed % 2 == 0, catalog=catalog)
    contacts = (replace(one, id=f"{one.id}{n}") for one in facts.contacts for n in ("", "x", "y"))
    return replace(facts, contacts=tuple(contacts))


def bounds_of(search: Search, found: Spread) -> dict[frozenset[str], float]:
    bounds: dict[frozenset[str], float] = {}
    for bound, one, other in zip(found.bounds, found.ones, found.others, strict=True):
        pair = frozenset({search.people[one].id, search.people[other].id})
        assert len(pair) == 2
        bounds[pair] = max(bounds.get(pair, 0.0), float(bound))
    return bounds


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([1, 10, 60, EVERY]))
def test_every_pair_that_may_be_proposed_is_there_or_scores_no_more_than_those_beyond(
    seed: int, most: int
) -> None:
    scorer = Scorer(alike(seed), PairingSettings(allow_competitors=True))
    search = Search(scorer)
    found = spread(search, most)
    bounds = bounds_of(search, found)
    free = sorted(
        p.id for p in scorer.facts.contacts if next(person_codes(scorer, p), None) is None
    )
    for a, b in combinations(free, 2):
        pair = score_if_proposed(scorer, a, b)
        if pair is not None:
            assert pair.score <= bounds.get(frozenset({a, b}), found.beyond) + 1e-9
    if most == EVERY:
        assert found.beyond == 0
