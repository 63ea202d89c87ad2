"""Each line of the formula by itself, and the same for many pairs at once."""

from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.pairings.models import STILL, Ask, Contact, Frequency, Need, PairingSettings
from app.pairings.rules import factors
from app.pairings.rules.components.ask import ask_fits
from app.pairings.rules.components.ground import ground
from app.pairings.rules.components.live import window
from app.pairings.rules.components.shared_pool import shared_pools
from app.pairings.rules.exclusions import are_competitors
from app.pairings.rules.flows import FlowRules, total
from app.pairings.rules.scoring import Scorer
from app.pairings.rules.search.group_tables import GroupTables
from app.pairings.rules.search.places import Regions, Segments, folded
from app.pairings.rules.search.profession_groups import ProfessionGroups
from tests.pairings_facts import make_catalog, make_facts

DEFAULTS = PairingSettings()
NAMES = st.sampled_from(
    ["*", "US", "us/NY", "US/NY/Kings", "US/NYC", "US/NY/Kings/Bay Ridge", "CA", "CA/ON", "", "/US"]
)
LISTS = st.lists(st.lists(NAMES, max_size=3).map(tuple), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("a", "b", "factor"),
    [
        ([], ["US"], 0.7),
        (["US/NY"], ["us/ny"], 1.0),
        (["US"], ["US/NY/Kings"], 1.0),
        (["US/NY"], ["US/NYC"], 0.3),
        (["US/NY/Kings"], ["US/NY/Queens"], 0.3),
        (["US/NY"], ["CA/ON"], 0.1),
        (["*"], ["CA/ON"], 0.8),
        (["*"], ["*"], 0.8),
        (["*", "US/NY"], ["US"], 1.0),
    ],
)
def test_regions_overlap_by_their_paths(a: list[str], b: list[str], factor: float) -> None:
    assert factors.region_factor(a, b, DEFAULTS) == factor
    assert factors.region_factor(b, a, DEFAULTS) == factor


@pytest.mark.parametrize(
    ("a", "b", "factor"),
    [
        ([], ["families"], 0.7),
        (["Families"], ["families", "firms"], 0.5),
        (["families"], ["firms"], 0.2),
        (["a", "b", "c"], ["c", "d", "e", "f", "g", "h"], 0.2),
    ],
)
def test_segments_overlap_by_what_is_common(a: list[str], b: list[str], factor: float) -> None:
    assert factors.segment_factor(a, b, DEFAULTS) == factor


@given(lists=LISTS)
def test_places_overlap_alike_one_by_one_and_all_at_once(lists: list[tuple[str, ...]]) -> None:
    same = [folded(words) for words in lists]
    regions, segments = Regions(same, DEFAULTS), Segments(same, DEFAULTS)
    i, j = (grid.ravel() for grid in np.indices((len(lists), len(lists))))
    pairs = list(zip(i, j, strict=True))
    expected = [factors.region_factor(lists[a], lists[b], DEFAULTS) for a, b in pairs]
    assert regions.factor(i, j).tolist() == expected
    assert regions.most == max(expected)
    expected = [factors.segment_factor(lists[a], lists[b], DEFAULTS) for a, b in pairs]
    assert segments.factor(i, j).tolist() == pytest.approx(expected, abs=1e-15)
    assert segments.most >= max(expected)


def test_many_segments_are_counted_too() -> None:
    lists = [tuple(f"s{n}" for n in range(0, 150, step)) for step in (1, 2, 3)]
    one, other = np.array([0, 0, 1]), np.array([1, 2, 2])
    assert Segments(lists, DEFAULTS).factor(one, other).tolist() == [0.5, 50 / 150, 25 / 100]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), competitors=st.booleans())
def test_no_two_people_are_worth_more_than_their_kinds(seed: int, competitors: bool) -> None:
    catalog = make_catalog(Random(seed), professions=8, triggers=6)
    facts = make_facts(seed, 12, catalog=catalog)
    chosen = PairingSettings(allow_competitors=competitors)
    random = Random(seed)
    people = [
        Contact(c.id, c.name, own_meets=c.own_meets,
                professions=tuple(random.sample(list(catalog.meets), random.randint(0, 4))))
        for c in facts.contacts
    ]  # fmt: skip
    kinds = list(dict.fromkeys(factors.kind_of(person) for person in people))
    scorer = Scorer(replace(facts, contacts=tuple(people)), chosen)
    groups = ProfessionGroups(kinds, scorer.flows)
    (table,) = GroupTables(groups, scorer.components, chosen, 1.0)
    (_, mutual), (_, larger) = table.saturating
    for a in people:
        for b in people:
            i, j = kinds.index(factors.kind_of(a)), kinds.index(factors.kind_of(b))
            one, other = scorer.profile(a.id), scorer.profile(b.id)
            forth, back = total(scorer.terms(one, other)), total(scorer.terms(other, one))
            assert larger[i, j] >= max(forth, back)
            assert mutual[i, j] >= factors.harmonic_mean(forth, back)
            cosine = factors.cosine(one.sources, other.sources)
            assert table.linear[i, j] >= 0.12 * cosine
            compete = replace(a, regions=("*",)), replace(b, regions=("*",))
            assert table.rivals[i, j] == are_competitors(scorer, *compete)
            assert table.related[i, j] == (not scorer.spheres(a).isdisjoint(scorer.spheres(b)))


def test_ones_own_figure_counts_instead_of_the_professions_even_when_it_is_lower() -> None:
    catalog = make_catalog(Random(1), professions=3, triggers=4)
    profession, met = next((p, met) for p, met in catalog.meets.items() if len(met) > 1)
    trigger, other, *_ = met
    own = {trigger: Frequency(0.0, "own")}
    contact = Contact("x", "X", professions=(profession,), own_meets=own)
    seen = FlowRules(catalog, DEFAULTS).met(factors.kind_of(contact))
    assert seen[trigger].per_quarter == 0.0
    assert seen[other].per_quarter == met[other].per_quarter


@pytest.mark.parametrize(
    ("day", "open_by"),
    [(9, 0.0), (16, 0.0), (17, 1 / 14), (29, 13 / 14), (30, 1.0), (90, 1.0), (91, 0.0)],
)
def test_a_need_opens_over_a_fortnight_and_closes_at_once(day: int, open_by: float) -> None:
    need = Need(0.5, 30, 90, "why", "judgement")
    assert window(need, day, DEFAULTS) == pytest.approx(open_by)


OTHER = Contact(
    "other",
    "Other",
    professions=("cpa", "dj"),
    current_organisations=frozenset({"firm"}),
    past_organisations=frozenset({"old"}),
    pools={"pool": 0.5},
)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({}, False),
        ({"persons": {"other"}}, True),
        ({"persons": {"somebody"}}, False),
        ({"professions": {"cpa"}}, True),
        ({"professions": {"cpa"}, "pools": {"pool"}}, True),
        ({"professions": {"cpa"}, "pools": {"lake"}}, False),
        ({"organisations": {"firm"}}, True),
        ({"organisations": {"old"}}, False),
        ({"persons": {"other"}, "organisations": {"elsewhere"}}, True),
    ],
)
def test_an_ask_fits_whom_it_names_or_whoever_has_all_it_names(
    wanted: dict[str, set[str]], fits: bool
) -> None:
    ask = Ask("a", "x", **{name: frozenset(some) for name, some in wanted.items()})  # type: ignore[arg-type]
    assert ask_fits(ask, OTHER) is fits


def test_pools_are_shared_by_the_mean_of_the_weights_up_to_one() -> None:
    a, b = Contact("a", "A", pools={"p": 0.25, "q": 1.0}), Contact("b", "B", pools={"p": 1.0})
    assert shared_pools(a, b) == 0.5
    assert shared_pools(a, a) == 1.0


def test_common_ground_counts_an_employer_once_one_of_them_has_left() -> None:
    def at(now: set[str], before: set[str]) -> Contact:
        return Contact("x", "X", current_organisations=frozenset(now),
                       past_organisations=frozenset(before))  # fmt: skip

    assert ground(at({"o"}, set()), at({"o"}, set()), DEFAULTS) == 0.0
    assert ground(at({"o"}, set()), at(set(), {"o"}), DEFAULTS) == pytest.approx(0.4)
    both = ground(at(set(), {"o", "p"}), at({"p"}, {"o"}), DEFAULTS)
    assert both == pytest.approx(1 - 0.6**2)


@pytest.mark.parametrize(
    ("years", "others", "together"),
    [
        ((2010, 2014), (2014, 2018), True),
        ((2010, 2013), (2014, 2018), False),
        ((2010, STILL), (2019, 2020), True),
        (None, (2014, 2018), False),
    ],
)
def test_an_employer_in_the_same_years_is_no_common_ground_but_may_make_them_know_each_other(
    years: tuple[int, int] | None, others: tuple[int, int], together: bool
) -> None:
    def at(person: str, there: tuple[int, int] | None) -> Contact:
        worked = {"o": (there,)} if there else {}
        return Contact(person, person, past_organisations=frozenset({"o"}), worked=worked)

    a, b = at("a", years), at("b", others)
    scorer = Scorer(replace(make_facts(1, 0), contacts=(a, b)), DEFAULTS)
    assert ground(a, b, DEFAULTS) == pytest.approx(0.0 if together else 0.4)
    assert scorer.may_know(a, b) == ({"same_years": 0.5} if together else {})


def test_common_ground_is_the_chance_that_any_of_it_binds() -> None:
    shared = Contact("x", "X", town="Rye", schools=frozenset({"s", "t"}), groups=frozenset({"g"}))
    same = Contact("y", "Y", town="rye", schools=frozenset({"s", "t"}), groups=frozenset({"g"}))
    assert ground(shared, same, DEFAULTS) == pytest.approx(1 - 0.9**2 * 0.8 * 0.85)


def test_trust_is_taken_in_the_context_or_in_the_first_profession_or_in_general() -> None:
    contact = Contact("x", "X", professions=("cpa", "dj"), trust=0.3,
                      trust_by_context={"cpa": 0.9, "dj": 0.6})  # fmt: skip
    assert factors.stated_trust(contact, None) == 0.9
    assert factors.stated_trust(contact, "dj") == 0.6
    assert factors.stated_trust(contact, "florist") == 0.3
    assert factors.stated_trust(Contact("y", "Y", trust_by_context={"dj": 0.6}), None) is None


@pytest.mark.parametrize(
    ("trust", "asked", "accepted", "chance"),
    [(0.4, 0, 0, 0.66), (0.9, 0, 0, 0.86), (0.9, 2, 2, 5.44 / 6), (0.3, 1.5, 0, 2.48 / 5.5)],
)
def test_acceptance_starts_from_trust_and_learns_from_answers(
    trust: float, asked: float, accepted: float, chance: float
) -> None:
    contact = Contact("x", "X", asked=asked, accepted=accepted)
    assert factors.acceptance(contact, trust, DEFAULTS) == pytest.approx(chance)


@pytest.mark.parametrize(
    ("trust", "said", "learnt"),
    [(0.9, (0, 0), 0.9), (0.9, (0, 2), 0.9), (0.9, (0, 3), 3.6 / 7), (0.3, (4, 4), 5.2 / 8)],
)
def test_trust_learns_from_what_is_said_after_meetings_once_it_is_several(
    trust: float, said: tuple[int, int], learnt: float
) -> None:
    assert factors.learnt_trust(trust, said, DEFAULTS) == pytest.approx(learnt)


def test_who_followed_up_is_trusted_more_and_who_was_glad_trusts_the_connector_more() -> None:
    scorer = Scorer(make_facts(1, 0), DEFAULTS)
    assert scorer.trust(Contact("x", "X", trust=0.3, kept=(4, 4))) == pytest.approx(5.2 / 8)
    assert scorer.trust(Contact("x", "X", trust=0.3, glad=(4, 4))) == 0.3
    glad = Contact("x", "X", trust=0.9, trust_in_connector=0.3, glad=(4, 4))
    assert scorer.acceptance(glad) == pytest.approx(0.5 + 0.4 * 5.2 / 8)


def test_unrated_people_count_a_little_more_with_a_shared_group() -> None:
    facts = make_facts(1, 0)
    scorer = Scorer(facts, DEFAULTS)
    assert scorer.trust(Contact("x", "X", since=date(2020, 1, 1))) == 0.4
    assert scorer.trust(Contact("x", "X", groups=facts.connector_groups)) == 0.5
    assert scorer.trust(Contact("x", "X", groups=facts.connector_groups, trust=0.0)) == 0.0


def test_what_somebody_thinks_of_the_connector_decides_whether_they_accept() -> None:
    scorer = Scorer(make_facts(1, 0), DEFAULTS)
    assert scorer.acceptance(Contact("x", "X", trust=0.9, trust_in_connector=0.0)) == 0.5


@pytest.mark.parametrize(
    "constants",
    [{"weight_ask": -0.1}, {"region_unknown": 1.1}, {"activity_scale": 0}, {"too_new_days": -1},
     {"activity_scale": float("nan")}, {"weight_of_nothing": 0.1}],
)  # fmt: skip
def test_constants_that_are_none_are_refused(constants: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        PairingSettings.model_validate(constants)
