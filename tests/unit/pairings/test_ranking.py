"""The fast search for the best pairs against scoring every pair, on facts with everything."""

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.pairings.models import Contact, Facts, PairingSettings
from app.pairings.rules import ranking
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.ranking import rank
from app.pairings.rules.scoring import ScoredPair, Scorer
from app.pairings.rules.search import circles, group_tables, need_table, pair_extras, search
from app.pairings.rules.variety import Variety
from tests.pairings_facts import make_catalog, make_facts
from tests.realistic_facts import realistic_facts

DEFAULTS = PairingSettings()
SMALL = make_catalog(Random(1), professions=12, triggers=8)
FUNCTION_FIXTURE = HealthCheck.function_scoped_fixture
DIVISORS = {
    "shared_pool_full_likelihood", "activity_scale", "live_rise_days", "acceptance_prior_weight",
    "learnt_prior_weight", "flow_scale",
}  # fmt: skip
VARIETIES = st.none() | st.builds(Variety, st.integers(1, 3), st.integers(1, 3))
ANY_SEED = st.integers(min_value=0, max_value=10**6)


def every_pair(
    facts: Facts, chosen: PairingSettings, context: str | None = None
) -> list[ScoredPair]:
    """All pairs that may be proposed, best first, by looking at each."""
    scorer = Scorer(facts, chosen, context)
    ids = [contact.id for contact in facts.contacts]
    allowed = [scorer.score(a, b) for a, b in combinations(ids, 2) if not reasons(scorer, a, b)]
    return sorted(allowed, key=lambda pair: pair.rank_key)


TWICE = Variety(2, 2)


def at_most(
    facts: Facts, pairs: list[ScoredPair], variety: Variety | None, limit: int
) -> list[ScoredPair]:
    """The greedy list in which no more is alike than that."""
    if variety is None:
        return pairs[:limit]
    first = {one.id: one.professions[0] if one.professions else "" for one in facts.contacts}
    seen: Counter[object] = Counter()
    chosen: list[ScoredPair] = []
    for pair in pairs:
        a, b = pair.a, pair.b
        kind = frozenset((first[a], first[b]))
        once = (a, "with", first[b]), (b, "with", first[a])
        if len(chosen) < limit and not (
            max(seen[a], seen[b]) >= variety.per_person
            or any(seen[one] for one in once)
            or seen[kind] >= variety.per_kind
        ):
            chosen.append(pair)
            # Of two of one profession each has been listed with that profession.
            seen.update([a, b, kind, *once])
    return chosen


@settings(max_examples=60, deadline=None)
@given(seed=ANY_SEED, contacts=st.integers(0, 40), limit=st.integers(1, 30))
def test_the_search_lists_what_looking_at_every_pair_lists(
    seed: int, contacts: int, limit: int
) -> None:
    facts = make_facts(seed, contacts, catalog=SMALL)
    expected = every_pair(facts, DEFAULTS)
    assert rank(facts, DEFAULTS, limit=limit) == expected[:limit]
    varied = rank(facts, DEFAULTS, limit=limit, variety=TWICE)
    assert varied == at_most(facts, expected, TWICE, limit)


@settings(max_examples=60, deadline=None, suppress_health_check=[FUNCTION_FIXTURE])
@given(
    seed=ANY_SEED,
    contacts=st.integers(2, 40),
    limit=st.integers(1, 30),
    variety=VARIETIES,
    size=st.sampled_from([1, 7, 60]),
)
def test_a_list_is_the_same_however_little_is_looked_at_in_one_go(
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    contacts: int,
    limit: int,
    variety: Variety | None,
    size: int,
) -> None:
    """With so few contacts all would be seen at first sight; here as with very many."""
    for module, name in (
        (ranking, "FIRST_LOOK"),
        (ranking, "FIRST_LOOK_PER_PLACE"),
        (search, "CELLS"),
        (group_tables, "CELLS"),
        (search, "SPECIAL"),
        (pair_extras, "CELLS"),
        (need_table, "CELLS"),
        (circles, "MOST_COHORTS"),
    ):
        monkeypatch.setattr(module, name, size)
    facts = make_facts(seed, contacts, catalog=SMALL)
    expected = at_most(facts, every_pair(facts, DEFAULTS), variety, limit)
    assert rank(facts, DEFAULTS, limit=limit, variety=variety) == expected


@settings(max_examples=20, deadline=None, suppress_health_check=[FUNCTION_FIXTURE])
@given(seed=ANY_SEED, contacts=st.integers(2, 60), variety=VARIETIES)
def test_contacts_who_are_alike_go_by_their_ids(
    monkeypatch: pytest.MonkeyPatch, seed: int, contacts: int, variety: Variety | None
) -> None:
    """A fresh import: nothing known but professions, so that very many pairs score the same."""
    monkeypatch.setattr(ranking, "FIRST_LOOK", 1)
    monkeypatch.setattr(ranking, "FIRST_LOOK_PER_PLACE", 1)
    facts = make_facts(seed, contacts, catalog=SMALL)
    random = Random(seed)
    alike = [
        Contact(contact.id, contact.name, professions=(f"profession_{random.randint(0, 3)}",),
                activity=random.choice([0, 0, 0, 3]))
        for contact in facts.contacts
    ]  # fmt: skip
    random.shuffle(alike)
    facts = replace(facts, contacts=tuple(alike))
    expected = at_most(facts, every_pair(facts, DEFAULTS), variety, 20)
    assert rank(facts, DEFAULTS, limit=20, variety=variety) == expected


@settings(max_examples=30, deadline=None)
@given(
    seed=ANY_SEED,
    name=st.sampled_from(sorted(set(PairingSettings.model_fields) - {"allow_competitors"})),
    factor=st.sampled_from([0.0, 0.5, 1.5]),
)
def test_the_search_is_exact_under_other_settings(seed: int, name: str, factor: float) -> None:
    default = getattr(DEFAULTS, name)
    changed = max(0.001, default * factor) if name in DIVISORS else min(1.0, default * factor)
    value = int(default * factor) if isinstance(default, int) else changed
    value = max(value, 3) if name == "learnt_least" else value
    chosen = PairingSettings.model_validate({name: value})
    facts = make_facts(seed, 25, catalog=SMALL)
    assert rank(facts, chosen, limit=400) == every_pair(facts, chosen)


@settings(max_examples=20, deadline=None)
@given(seed=ANY_SEED)
def test_the_search_is_exact_where_competitors_may_be_introduced(seed: int) -> None:
    chosen = PairingSettings(allow_competitors=True)
    facts = make_facts(seed, 25, catalog=SMALL)
    assert rank(facts, chosen, limit=400) == every_pair(facts, chosen)


@cache
def varied_network() -> tuple[Facts, list[ScoredPair]]:
    """And every pair in it, which takes a second to look at."""
    facts = realistic_facts(7, 250)
    return facts, every_pair(facts, DEFAULTS)


@pytest.mark.parametrize(
    ("limit", "variety"), [(10, TWICE), (40, Variety(1, 1)), (100, None), (200, TWICE)]
)
def test_a_network_of_real_variety_is_searched_exactly(limit: int, variety: Variety | None) -> None:
    facts, pairs = varied_network()
    expected = at_most(facts, pairs, variety, limit)
    assert rank(facts, DEFAULTS, limit=limit, variety=variety) == expected


def test_few_of_the_pairs_are_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = realistic_facts(3, 1000)
    scored: list[str] = []
    score = Scorer.score

    def counted(self: Scorer, a: str, b: str) -> ScoredPair:
        scored.append(a)
        return score(self, a, b)

    monkeypatch.setattr(Scorer, "score", counted)
    assert len(rank(facts, DEFAULTS, limit=10, variety=TWICE)) == 10
    assert len(scored) < 200


def test_only_pairs_with_the_wanted_profession_are_listed() -> None:
    facts = make_facts(5, 60, catalog=SMALL)
    wanted = "profession_3"
    practising = {c.id for c in facts.contacts if wanted in c.professions}
    expected = [p for p in every_pair(facts, DEFAULTS) if {p.a, p.b} & practising]
    assert expected
    found = rank(facts, DEFAULTS, limit=10, profession=wanted, variety=TWICE)
    assert found == at_most(facts, expected, TWICE, 10)


@settings(max_examples=20, deadline=None)
@given(seed=ANY_SEED)
def test_trust_in_a_context_is_used_when_it_is_asked_for(seed: int) -> None:
    facts = make_facts(seed, 25, catalog=SMALL)
    expected = every_pair(facts, DEFAULTS, "profession_1")
    found = rank(facts, DEFAULTS, limit=500, context="profession_1")
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
        value *= 1 - pair.may_know
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


@settings(max_examples=40, deadline=None, suppress_health_check=[FUNCTION_FIXTURE])
@given(seed=ANY_SEED, limit=st.integers(1, 400), size=st.sampled_from([1, 60, 10_000]))
def test_the_search_is_exact_whatever_the_standings(
    monkeypatch: pytest.MonkeyPatch, seed: int, limit: int, size: int
) -> None:
    monkeypatch.setattr(ranking, "FIRST_LOOK", size)
    monkeypatch.setattr(ranking, "FIRST_LOOK_PER_PLACE", 1)
    facts = make_facts(seed, 25, catalog=SMALL)
    random = Random(seed)
    contacts = tuple(
        replace(one, standing=random.choice([None, 0.0, 0.3, 1.0, random.random()]))
        for one in facts.contacts
    )
    facts = replace(facts, contacts=contacts)
    assert rank(facts, DEFAULTS, limit=limit) == every_pair(facts, DEFAULTS)[:limit]


def test_the_relationship_is_the_smaller_of_the_two_standings() -> None:
    a, b = Contact("a", "A", standing=0.3), Contact("b", "B", standing=0.9)
    scorer = Scorer(replace(make_facts(1, 0), contacts=(a, b, Contact("c", "C"))), DEFAULTS)
    assert scorer.score("a", "b").relationship == 0.3
    assert scorer.score("b", "c").relationship == DEFAULTS.standing_unknown


def test_a_connector_without_contacts_gets_an_empty_list() -> None:
    assert rank(make_facts(1, 0, catalog=SMALL), DEFAULTS, limit=10) == []


def test_scores_that_only_rounding_tells_apart_go_by_the_ids(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first look finds the higher one; the other comes before it all the same."""
    monkeypatch.setattr(ranking, "FIRST_LOOK", 1)
    monkeypatch.setattr(ranking, "FIRST_LOOK_PER_PLACE", 0)
    facts = make_facts(1, 3, catalog=SMALL)
    trust = (0.9, 0.9 - 1e-14, 0.9 + 1e-14)
    people = tuple(
        Contact(f"p{n}", "P", professions=(f"profession_{min(n, 1)}",), activity=9, trust=own)
        for n, own in enumerate(trust)
    )
    facts = replace(facts, contacts=people, connected=frozenset({("p1", "p2")}))
    expected = every_pair(facts, DEFAULTS)
    assert [(pair.a, pair.b) for pair in expected][:2] == [("p0", "p1"), ("p0", "p2")]
    assert expected[0].score < expected[1].score
    assert rank(facts, DEFAULTS, limit=1) == expected[:1]
