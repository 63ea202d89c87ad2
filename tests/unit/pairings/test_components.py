"""Each component is one thing: its key, weight, value, bounds, evidence and words agree."""

from itertools import combinations
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pairings.models import ComponentName, PairingSettings
from app.pairings.rules.components import COMPONENTS, Component
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.ranking import rank
from app.pairings.rules.scoring import Scorer
from tests.pairings_facts import make_catalog, make_facts

SMALL = make_catalog(Random(1), professions=12, triggers=8)
NAMES = get_args(ComponentName)
each_component = pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: one.name)


def alone(component: type[Component]) -> PairingSettings:
    """Settings under which this component alone makes the value."""
    weights = {f"weight_{name}": 1.0 if name == component.name else 0.0 for name in NAMES}
    return PairingSettings.model_validate(weights | {"weak_below": 0.01, "trust_floor": 0.0})


def test_the_api_names_the_components_in_their_order() -> None:
    assert tuple(component.name for component in COMPONENTS) == NAMES


def test_the_weights_are_settings_and_add_up_to_one() -> None:
    weights = Scorer(make_facts(1, 0), PairingSettings()).weights
    fields = {name for name in PairingSettings.model_fields if name.startswith("weight_")}
    assert {f"weight_{name}" for name in weights} == fields
    assert sum(weights.values()) == pytest.approx(1)


@each_component
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_component_alone_is_searched_exactly(component: type[Component], seed: int) -> None:
    facts, chosen = make_facts(seed, 25, catalog=SMALL), alone(component)
    scorer = Scorer(facts, chosen)
    ids = [contact.id for contact in facts.contacts]
    every = [scorer.score(a, b) for a, b in combinations(ids, 2) if not reasons(scorer, a, b)]
    expected = sorted(every, key=lambda pair: pair.rank_key)
    assert rank(facts, chosen, limit=400) == expected


@each_component
def test_what_has_a_value_has_evidence_and_a_sentence(component: type[Component]) -> None:
    facts = make_facts(3, 40, catalog=SMALL)
    scorer = Scorer(facts, PairingSettings())
    made = component(scorer)
    pairs = [scorer.pair(a.id, b.id) for a, b in combinations(facts.contacts, 2)]
    valued = [two for two in pairs if made.value(two) > 0]
    assert valued
    for two in valued:
        assert next(made.evidence(two)).text
        assert two.a.contact.name in made.sentence(two)
