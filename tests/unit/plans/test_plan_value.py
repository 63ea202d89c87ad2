"""What a pairing is worth in a week: fairness, freshness, the leading reason."""

from datetime import date, timedelta

import pytest

from app.pairings.models import ComponentName
from app.plans.models import PlanSettings, Showing
from app.plans.rules.plan_value import (
    fairness,
    freshness,
    leading_reason,
    reason_penalty,
    times_shown,
)

SETTINGS = PlanSettings()
MONDAY = date(2026, 11, 23)
PAIR = ("a", "b")


@pytest.mark.parametrize(
    ("days_ago", "factor"),
    [(None, 1.25), (0, 1.0), (6, 1.0), (7, 1 + 0.25 / 12), (42, 1.125), (84, 1.25), (900, 1.25)],
)
def test_whoever_was_not_introduced_for_long_counts_more(
    days_ago: int | None, factor: float
) -> None:
    last = None if days_ago is None else MONDAY - timedelta(days_ago)
    assert fairness(last, MONDAY, SETTINGS) == pytest.approx(factor)


def shown(*weeks_ago: int) -> int | None:
    showings = [Showing(PAIR, (MONDAY - timedelta(weeks=one)).toordinal()) for one in weeks_ago]
    return times_shown(showings, MONDAY, SETTINGS).get(PAIR, 0)


def test_each_week_in_which_a_pair_was_shown_in_vain_costs_a_fifth() -> None:
    assert [freshness(times, SETTINGS) for times in (0, 1, 2)] == pytest.approx([1, 0.8, 0.64])
    assert shown() == 0
    assert shown(1) == shown(30) == 1
    assert shown(3, 2, 1) == 3


def test_a_pair_shown_four_times_rests_for_sixty_days() -> None:
    assert shown(4, 3, 2, 1) is None
    assert shown(11, 10, 9, 8) is None
    assert shown(12, 11, 10, 9) == 0
    assert shown(14, 13, 12, 11, 1) == 1


def test_the_week_itself_and_later_ones_are_not_earlier() -> None:
    assert shown(0) == shown(-1) == 0


def test_the_leading_reason_is_the_occasion_that_brings_most_or_what_adds_most() -> None:
    weights: dict[ComponentName, float] = {"mutual_flow": 0.3, "shared_pool": 0.2, "ground": 0.05}
    components: dict[ComponentName, float] = {"mutual_flow": 0.2, "shared_pool": 0.9, "ground": 1}
    assert leading_reason(None, components, weights) == "shared_pool"
    assert leading_reason("wedding", components, weights) == "wedding"
    assert leading_reason(None, dict.fromkeys(weights, 0.0), weights) == "mutual_flow"


def test_the_penalty_is_a_tenth_of_the_mean_of_the_best_scores() -> None:
    assert reason_penalty([0.1, 0.6, 0.3, 0.3], 3, SETTINGS) == pytest.approx(0.04)
    assert reason_penalty([0.5], 3, SETTINGS) == pytest.approx(0.05)
    assert reason_penalty([], 3, SETTINGS) == 0
