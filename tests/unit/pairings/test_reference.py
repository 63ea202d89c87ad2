"""The rules of pairings against the formula read out naively, and against figures by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pairings.models import Catalog, Contact, Facts, Frequency, Need, PairingSettings
from app.pairings.rules.scoring import Scorer
from tests.formula_reference import expected_of
from tests.pairings_facts import make_catalog, make_facts

DEFAULTS = PairingSettings()
SMALL = make_catalog(Random(1), professions=12, triggers=8)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), contacts=st.integers(2, 20))
def test_every_pair_scores_as_the_formula_reads(seed: int, contacts: int) -> None:
    facts = make_facts(seed, contacts, catalog=SMALL)
    # What people say after meetings is no part of the formula as it reads.
    people = tuple(replace(one, kept=(0, 0), glad=(0, 0)) for one in facts.contacts)
    facts = replace(facts, contacts=people)
    scorer = Scorer(facts, DEFAULTS)
    for one, other in combinations(sorted(people, key=lambda person: person.id), 2):
        found, expected = scorer.score(one.id, other.id), expected_of(facts, one, other)
        for part, amount in vars(expected).items():
            assert getattr(found, part) == pytest.approx(amount, abs=1e-12), (
                part,
                one.id,
                other.id,
            )
        assert found.relationship == 0.8
        assert found.score == pytest.approx(expected.acceptance * 0.8 * expected.value, abs=1e-12)


def need(likelihood: float, start: int, end: int, free: float | None = None) -> Need:
    return Need(likelihood, start, end, "why", "a source", free)


CATALOG = Catalog(
    profession_names={key: key for key in ("attorney", "broker", "cook", "drummer", "lender")},
    trigger_names={key: key for key in ("death", "inheritance", "wedding", "move")},
    meets={
        "attorney": {"death": Frequency(5, "s"), "inheritance": Frequency(5, "s", 100)},
        "cook": {"wedding": Frequency(10, "s")},
        "drummer": {"wedding": Frequency(10, "s", 0)},
        "lender": {"move": Frequency(2, "s")},
    },
    needs={
        "death": {"broker": need(0.4, 0, 200), "attorney": need(0.5, 50, 60)},
        "inheritance": {"broker": need(0.6, 0, 200, free=1.0)},
        "wedding": {"cook": need(0.9, -100, -100), "drummer": need(0.5, -50, 0)},
        "move": {"broker": need(0.9, 0, 30), "lender": need(0.9, 0, 30)},
    },
    occasions={"death": "dying", "inheritance": "dying"},
    spheres={"attorney": "legal", "cook": "events", "drummer": "events", "lender": "finance"},
    no_flow_to={"lender": frozenset({"broker"})},
)


@pytest.mark.parametrize(
    ("giver", "taker", "a_year"),
    [
        # Death on day 50: 5 · .4 · .3 · 150/200 = .45; inheritance, day 100: 5 · .6 · 1 · .5 = 1.5.
        # The same client has both: only 1.5 counts, in a lawyer's voice.
        pytest.param(["attorney"], ["broker"], 4 / 3 * 0.8 * 1.5, id="one occasion, one client"),
        # The cook is met with the need for a cook, when the drummer's window has not begun.
        pytest.param(["cook"], ["drummer"], 4 / 3 * 0.4 * 10 * 0.5 * 0.3, id="before the window"),
        # The drummer meets the couple on the day, when the cook's one day is over.
        pytest.param(["drummer"], ["cook"], 0.0, id="after a window of one day"),
        # Of two who see as many, the first by its key: on the cook's day, not the drummer's.
        pytest.param(["drummer", "cook"], ["cook", "drummer"], 0.0, id="only what one lacks"),
        pytest.param(["lender"], ["broker"], 0.0, id="who would not name them"),
        pytest.param(["cook", "lender"], ["broker"], 0.0, id="a duty is the person's"),
    ],
)
def test_flows_are_as_counted_by_hand(giver: list[str], taker: list[str], a_year: float) -> None:
    one = Contact("a", "A", professions=tuple(giver), regions=("US",), segments=("x",))
    other = Contact("b", "B", professions=tuple(taker), regions=("US",), segments=("x",))
    facts = Facts("w", "c", NOW, CATALOG, (one, other))
    assert Scorer(facts, DEFAULTS).score("a", "b").a_to_b == pytest.approx(a_year, abs=1e-12)


def test_of_equal_figures_the_first_profession_by_its_key_gives_voice_and_day() -> None:
    catalog = replace(
        CATALOG,
        spheres={**CATALOG.spheres, "drummer": "legal"},
        needs={"wedding": {"broker": need(0.5, -200, 0), "cook": need(0.9, -100, -100)}},
    )
    one = Contact("a", "A", professions=("drummer", "cook"), regions=("US",), segments=("x",))
    other = Contact("b", "B", professions=("broker",), regions=("US",), segments=("x",))
    facts = Facts("w", "c", NOW, catalog, (one, other))
    by_hand = 4 / 3 * 0.4 * 10 * 0.5 * 0.3 * 100 / 200
    assert Scorer(facts, DEFAULTS).score("a", "b").a_to_b == pytest.approx(by_hand, abs=1e-12)


def test_their_own_figure_has_the_voice_and_the_day_of_what_they_practice_first() -> None:
    one = Contact(
        "a", "A", professions=("cook", "attorney"), own_meets={"wedding": Frequency(6, "own")},
        regions=("US",), segments=("x",),
    )  # fmt: skip
    other = Contact("b", "B", professions=("drummer",), regions=("US",), segments=("x",))
    facts = Facts("w", "c", NOW, CATALOG, (one, other))
    by_hand = 4 / 3 * 0.4 * 6 * 0.5 * 0.3
    assert Scorer(facts, DEFAULTS).score("a", "b").a_to_b == pytest.approx(by_hand, abs=1e-12)


def test_a_reason_to_know_each_other_that_has_no_chance_is_none() -> None:
    people = tuple(Contact(key, key, professions=("cook",), regions=("US",)) for key in "ab")
    facts = Facts("w", "c", NOW, CATALOG, people, circles={"a": 3, "b": 1})
    reasons = Scorer(facts, DEFAULTS).score("a", "b").may_know_reasons
    assert reasons == pytest.approx({"same_sphere": 0.15, "same_circles": 0.1})
    no_spheres = PairingSettings(may_know_sphere=0.0)
    assert [*Scorer(facts, no_spheres).score("a", "b").may_know_reasons] == ["same_circles"]
