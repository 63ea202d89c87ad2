"""Periods, progress, streak and rates, against plain oracles."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from app.goals.models import Per, Progress
from app.goals.rules import (
    explain_miss,
    last_periods,
    period_of,
    progress,
    rate_per_hour,
    streak,
)

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2000, 6, 1, tzinfo=UTC)
DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 8), 167), (date(2026, 11, 1), 169)])
def test_a_week_in_which_the_clock_changes_is_an_hour_shorter_or_longer(
    day: date, hours: int
) -> None:
    week = period_of(day, Per.WEEK, NEW_YORK)
    assert week.ends - week.starts == timedelta(hours=hours)


@given(DAYS, st.sampled_from(Per), st.integers(1, 24))
def test_periods_follow_each_other_without_gap_and_end_with_today(
    today: date, per: Per, count: int
) -> None:
    periods = last_periods(today, per, NEW_YORK, count)
    assert len(periods) == count
    assert periods[-1].first <= today < periods[-1].after
    assert all(a.after == b.first and a.ends == b.starts for a, b in pairwise(periods))


@given(DAYS)
def test_a_month_has_all_its_days_and_no_other(day: date) -> None:
    month = period_of(day, Per.MONTH, NEW_YORK)
    days = [month.first + timedelta(days=n) for n in range((month.after - month.first).days)]
    assert {(d.year, d.month) for d in days} == {(day.year, day.month)}
    assert month.first.day == month.after.day == 1


@given(
    DAYS,
    st.sampled_from(Per),
    st.lists(st.integers(0, 22_000 * 24).map(lambda hours: START + timedelta(hours=hours))),
)
def test_progress_counts_by_the_local_day(today: date, per: Per, done_at: list[datetime]) -> None:
    periods = last_periods(today, per, NEW_YORK, 12)
    local = [at.astimezone(NEW_YORK).date() for at in done_at]
    wanted = [sum(p.first <= day < p.after for day in local) for p in periods]
    assert [p.done for p in progress(periods, done_at, 1)] == wanted


@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_a_streak_is_the_run_of_met_periods_which_the_running_one_never_breaks(
    met: list[bool],
) -> None:
    periods = last_periods(date(2026, 3, 9), Per.WEEK, NEW_YORK, len(met))
    history = [Progress(p, int(m), 1) for p, m in zip(periods, met, strict=True)]
    run = "".join("x" if m else "." for m in met[:-1]).rpartition(".")[2]
    assert streak(history) == len(run) + met[-1]


def test_a_miss_says_what_was_done_and_what_was_pending() -> None:
    week = period_of(date(2026, 3, 4), Per.WEEK, NEW_YORK)
    none = Progress(week, 0, 3)
    said = explain_miss(none, pending=2)
    assert said == "No introduction was made; 2 answers were still open."
    some = explain_miss(Progress(week, 1, 3), pending=0)
    assert some == "1 of 3 introductions were made."
    assert explain_miss(none, pending=1) == "No introduction was made; 1 answer was still open."


@given(st.integers(1, 500), st.floats(2, 1000))
def test_the_range_of_a_rate_is_near_the_exact_gamma_limits(count: int, hours: float) -> None:
    rate = rate_per_hour(count, hours)
    assert rate.per_hour is not None
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < rate.per_hour < rate.high
    assert abs(rate.low * hours - chi2.ppf(0.025, 2 * count) / 2) < 0.05
    assert abs(rate.high * hours - chi2.ppf(0.975, 2 * count + 2) / 2) < 0.05


def test_under_two_hours_there_is_too_little_to_tell() -> None:
    assert rate_per_hour(3, 1.9).per_hour is None
    assert rate_per_hour(0, 2).low == 0
