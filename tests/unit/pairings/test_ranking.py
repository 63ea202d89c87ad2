"""The fast search for the best pairs against scoring every pair, on facts with everything."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pairings.models import Facts, PairingSettings
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.ranking import rank
from app.pairings.rules.scoring import ScoredPair, Scorer
from tests.pairings_facts import make_catalog, make_facts

DEFAULTS = PairingSettings()
SMALL = make_catalog(Random(1), professions=12, triggers=8)
ANY_SEED = st.integers(min_value=0, max_value=10**6)


def every_pair(
    facts: Facts, chosen: PairingSettings, context: str | None = None
) -> list[ScoredPair]:
    """All pairs that may be proposed, best first, by looking at each."""
    scorer = Scorer(facts, chosen, context)
    ids = [contact.id for contact in facts.contacts]
    allowed = [scorer.score(a, b) for a, b in combinations(ids, 2) if not reasons(scorer, a, b)]
    return sorted(allowed, key=lambda pair: pair.rank_key)


def at_most(pairs: list[ScoredPair], times: int, limit: int) -> list[ScoredPair]:
    """The greedy list in which nobody appears more often than that."""
    seen: dict[str, int] = {}
    chosen: list[ScoredPair] = []
    for pair in pairs:
        if max(seen.get(pair.a, 0), seen.get(pair.b, 0)) < times and len(chosen) < limit:
            chosen.append(pair)
            for person in (pair.a, pair.b):
                seen[person] = seen.get(person, 0) + 1
    return chosen


@settings(max_examples=60, deadline=None)
@given(seed=ANY_SEED, contacts=st.integers(0, 40), limit=st.integers(1, 30))
def test_the_search_lists_what_looking_at_every_pair_lists(
    seed: int, contacts: int, limit: int
) -> None:
    facts = make_facts(seed, contacts, catalog=SMALL)
    expected = every_pair(facts, DEFAULTS)
    assert rank(facts, DEFAULTS, limit=limit, max_per_person=0) == expected[:limit]
    assert rank(facts, DEFAULTS, limit=limit) == at_most(expected, 2, limit)


@settings(max_examples=30, deadline=None)
@given(
    seed=ANY_SEED,
    name=st.sampled_from(sorted(set(PairingSettings.model_fields) - {"allow_competitors"})),
    factor=st.sampled_from([0.0, 0.5, 1.5]),
)
def test_the_search_is_exact_under_other_settings(seed: int, name: str, factor: float) -> None:
    value = getattr(DEFAULTS, name) * factor
    chosen = PairingSettings.model_validate(
        {
            name: type(getattr(DEFAULTS, name))(value) or 1e-3
            if name.endswith(("scale", "likelihood", "rise_days", "prior_weight"))
            else type(getattr(DEFAULTS, name))(value)
        }
    )
    facts = make_facts(seed, 25, catalog=SMALL)
    assert rank(facts, chosen, limit=400, max_per_person=0) == every_pair(facts, chosen)


def test_a_larger_network_is_searched_exactly_too() -> None:
    facts = make_facts(7, 150)
    assert rank(facts, DEFAULTS, limit=40) == at_most(every_pair(facts, DEFAULTS), 2, 40)


def test_the_search_scores_few_of_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = make_facts(3, 400)
    scored: list[str] = []
    score = Scorer.score

    def counted(self: Scorer, a: str, b: str) -> ScoredPair:
        scored.append(a)
        return score(self, a, b)

    monkeypatch.setattr(Scorer, "score", counted)
    rank(facts, DEFAULTS, limit=10)
    assert len(scored) < 400 * 399 / 2 / 50


def test_only_pairs_with_the_wanted_profession_are_listed() -> None:
    facts = make_facts(5, 60, catalog=SMALL)
    wanted = "profession_3"
    practising = {c.id for c in facts.contacts if wanted in c.professions}
    expected = [p for p in every_pair(facts, DEFAULTS) if {p.a, p.b} & practising]
    assert expected
    assert rank(facts, DEFAULTS, limit=10, profession=wanted) == at_most(expected, 2, 10)


@settings(max_examples=20, deadline=None)
@given(seed=ANY_SEED)
def test_trust_in_a_context_is_used_when_it_is_asked_for(seed: int) -> None:
    facts = make_facts(seed, 25, catalog=SMALL)
    expected = every_pair(facts, DEFAULTS, "profession_1")
    found = rank(facts, DEFAULTS, limit=500, max_per_person=0, context="profession_1")
    assert found == expected


@settings(max_examples=30, deadline=None)
@given(seed=ANY_SEED, data=st.data())
def test_more_trust_never_lowers_a_score(seed: int, data: st.DataObject) -> None:
    facts = make_facts(seed, 12, catalog=SMALL)
    who = data.draw(st.integers(0, 11))
    low, high = sorted(data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1))))

    def scores(trust: float) -> list[float]:
        person = replace(facts.contacts[who], trust=trust, trust_by_context={})
        contacts = (*facts.contacts[:who], person, *facts.contacts[who + 1 :])
        scorer = Scorer(replace(facts, contacts=contacts), DEFAULTS)
        return [scorer.score(person.id, c.id).score for c in contacts if c is not person]

    assert all(a <= b + 1e-12 for a, b in zip(scores(low), scores(high), strict=True))


@settings(max_examples=30, deadline=None)
@given(seed=ANY_SEED)
def test_the_order_of_the_two_does_not_matter(seed: int) -> None:
    facts = make_facts(seed, 8, catalog=SMALL)
    scorer = Scorer(facts, DEFAULTS)
    for a, b in combinations([c.id for c in facts.contacts], 2):
        assert scorer.score(a, b) == scorer.score(b, a)
        assert reasons(scorer, a, b) == reasons(scorer, b, a)


@settings(max_examples=30, deadline=None)
@given(seed=ANY_SEED)
def test_a_score_recomputes_from_its_parts(seed: int) -> None:
    facts = make_facts(seed, 8, catalog=SMALL)
    scorer = Scorer(facts, DEFAULTS)
    for a, b in combinations([c.id for c in facts.contacts], 2):
        pair = scorer.score(a, b)
        assert all(0 <= part <= 1 + 1e-12 for part in pair.components.values())
        value = sum(scorer.weights[name] * part for name, part in pair.components.items())
        assert pair.value == pytest.approx(value, abs=1e-12)
        assert pair.score == pytest.approx(pair.acceptance * pair.relationship * value, abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(seed=ANY_SEED)
def test_one_more_contact_changes_nothing_between_the_others(seed: int) -> None:
    facts = make_facts(seed, 9, catalog=SMALL)
    fewer = replace(facts, contacts=facts.contacts[:-1])
    ids = [c.id for c in fewer.contacts]
    for a, b in combinations(ids, 2):
        assert Scorer(facts, DEFAULTS).score(a, b) == Scorer(fewer, DEFAULTS).score(a, b)


def test_a_connector_without_contacts_gets_an_empty_list() -> None:
    assert rank(make_facts(1, 0, catalog=SMALL), DEFAULTS, limit=10) == []
