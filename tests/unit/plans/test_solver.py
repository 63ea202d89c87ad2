"""The choice of a week: never worse than greedy, within a true bound, the best where it can be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.models import Candidate, Offer, Problem, gap_of
from app.plans.rules import solver
from app.plans.rules.choosing import choose_greedily, is_feasible, objective_of, worth_of
from app.plans.rules.solver import bound_by_goals, solve
from tests.patience import PATIENCE_SECONDS
from tests.plan_problems import best_of_all, make_week

seeds = st.integers(0, 10**6)


def plenty() -> float:
    return PATIENCE_SECONDS


def no_time() -> float:
    return 0.0


def candidate(
    a: str,
    b: str,
    worth: float,
    reason: str = "mutual_flow",
    kind: tuple[str, str] | None = None,
) -> Candidate:
    return Candidate(a, b, worth, worth, reason, kind or (a, b))


@given(seeds, st.integers(1, 3), st.integers(0, 4), st.integers(1, 3), st.integers(0, 2))
def test_a_small_week_is_planned_as_well_as_can_be(
    seed: int, connectors: int, contacts: int, goal: int, cap: int
) -> None:
    week = make_week(seed, connectors, contacts, people=5, kept=3, goal=goal, cap=cap)
    found = solve(week.cut, plenty, week.more)
    assert is_feasible(week.whole, found.chosen)
    assert found.objective == pytest.approx(objective_of(week.whole, found.chosen))
    assert found.objective == pytest.approx(best_of_all(week.whole), abs=1e-7)
    assert found.gap == 0


@given(seeds, st.integers(1, 12), st.integers(2, 14), st.integers(1, 30), st.integers(1, 4))
def test_a_plan_is_never_worse_than_greedy_and_never_above_its_bound(
    seed: int, connectors: int, contacts: int, kept: int, goal: int
) -> None:
    week = make_week(seed, connectors, contacts, people=20, kept=kept, goal=goal)
    greedy = objective_of(week.cut, choose_greedily(week.cut))
    found = solve(week.cut, plenty)
    assert is_feasible(week.whole, found.chosen)
    assert greedy - 1e-12 <= found.objective <= found.bound
    assert found.gap == gap_of(found.objective, found.bound)


@given(
    seeds, st.integers(1, 8), st.integers(2, 12), st.integers(1, 20), st.integers(0, 40),
    st.sampled_from([0.0, 0.05, 0.5]),
)  # fmt: skip
def test_the_bound_is_true_for_the_pairs_that_were_cut(
    seed: int, connectors: int, contacts: int, kept: int, known: int, slack: float
) -> None:
    week = make_week(seed, connectors, contacts, people=16, kept=kept, known=known, slack=slack)
    best = solve(week.whole, plenty)
    assert best.gap == 0
    assert solve(week.cut, plenty).bound >= best.objective - 1e-9
    assert solve(week.cut, no_time).bound >= best.objective - 1e-9
    assert solve(week.cut, plenty, week.more).bound >= best.objective - 1e-9


@given(
    seeds, st.integers(1, 8), st.integers(2, 12), st.integers(1, 6),
    st.sampled_from([0.0, 0.05, 0.5]),
)  # fmt: skip
def test_with_more_pairs_at_hand_nothing_is_lost_by_cutting(
    seed: int, connectors: int, contacts: int, kept: int, slack: float
) -> None:
    week = make_week(seed, connectors, contacts, people=16, kept=kept, slack=slack)
    found = solve(week.cut, plenty, week.more)
    assert found.objective == pytest.approx(solve(week.whole, plenty).objective, rel=1e-6)
    assert found.gap == 0


def test_when_time_is_over_the_greedy_plan_is_the_answer() -> None:
    week = make_week(5, 10, 12, people=20, kept=10)
    found = solve(week.cut, no_time, week.more)
    assert found.chosen == choose_greedily(week.cut)
    assert found.method == "greedy"
    assert found.objective <= found.bound == bound_by_goals(week.cut)


def test_fixing_what_is_clear_loses_little(monkeypatch: pytest.MonkeyPatch) -> None:
    week = make_week(7, 60, 30, people=80, kept=40)
    best = solve(week.cut, plenty, week.more)
    monkeypatch.setattr(solver, "MOST_OPEN", 400)
    some_open = solve(week.cut, plenty, week.more)
    assert best.gap == 0
    assert 0 <= some_open.gap < 0.01
    assert is_feasible(week.whole, some_open.chosen)
    assert some_open.bound >= best.objective - 1e-9


def test_where_more_pairs_cannot_be_had_the_candidates_are_still_used_well() -> None:
    week = make_week(7, 30, 30, people=40, kept=20)
    found = solve(week.cut, plenty)
    assert found.method == "integer program"
    assert found.objective > objective_of(week.cut, choose_greedily(week.cut))


def test_a_week_without_connectors_or_pairs_is_an_empty_plan() -> None:
    for problem in (Problem(()), Problem((Offer("c", (), 3, 0.0),))):
        found = solve(problem, plenty)
        assert (found.objective, found.bound, found.gap) == (0, 0, 0)
        assert found.chosen == tuple(() for _ in problem.offers)


def test_a_pair_goes_to_the_connector_for_whom_it_is_worth_most() -> None:
    one = Offer("one", (candidate("a", "b", 0.5), candidate("c", "d", 0.4)), 1, 0.0)
    other = Offer("other", (candidate("a", "b", 0.6),), 1, 0.0)
    found = solve(Problem((one, other)), plenty)
    assert [some[0].pair for some in found.chosen] == [("c", "d"), ("a", "b")]
    assert found.objective == pytest.approx(1.0)


def test_nobody_is_introduced_more_often_than_they_may() -> None:
    offer = Offer("c", tuple(candidate("star", f"x{n}", 0.9 - n / 100) for n in range(5)), 3, 0.0)
    assert len(solve(Problem((offer,), cap=2), plenty).chosen[0]) == 2
    assert len(solve(Problem((offer,), {"star": 5}, cap=2), plenty).chosen[0]) == 3
    assert solve(Problem((offer,), {"star": 0}, cap=2), plenty).chosen == ((),)


def test_a_third_pairing_of_one_leading_reason_costs_the_penalty() -> None:
    alike = tuple(candidate(f"a{n}", f"b{n}", 0.5) for n in range(3))
    another = candidate("y", "z", 0.46, "shared_pool")
    offer = Offer("c", (*alike, another), 3, 0.05)
    assert worth_of(offer, alike) == pytest.approx(1.45)
    assert another in solve(Problem((offer,)), plenty).chosen[0]
    cheaper = replace(offer, penalty=0.03)
    assert solve(Problem((cheaper,)), plenty).objective == pytest.approx(1.47)


def test_a_connectors_week_has_no_kind_twice_unless_it_may() -> None:
    kind = ("caterer", "venue_manager")
    alike = tuple(candidate(f"a{n}", f"b{n}", 0.5 + n / 100, kind=kind) for n in range(3))
    offer = Offer("c", (*alike, candidate("y", "z", 0.1)), 3, 0.0)
    assert [one.pair for one in solve(Problem((offer,)), plenty).chosen[0]] == [
        ("a2", "b2"),
        ("y", "z"),
    ]
    twice = replace(offer, per_kind=2)
    assert len(solve(Problem((twice,)), plenty).chosen[0]) == 3


def test_a_pairing_worth_less_than_its_penalty_is_left_out() -> None:
    pairs = (candidate("a", "b", 0.5), candidate("c", "d", 0.5), candidate("e", "f", 0.03))
    assert len(solve(Problem((Offer("c", pairs, 3, 0.05),)), plenty).chosen[0]) == 2
