"""Weeks: which there are, when they begin, and for which a plan can be made."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.plans.rules.weeks import (
    BadWeek,
    begin_of,
    current_week,
    in_utc,
    monday_of,
    refuse_unplannable,
    week_of,
)

SUNDAY_EVENING = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("week", "monday"),
    [
        ("2026-W01", date(2025, 12, 29)),
        ("2026-W48", date(2026, 11, 23)),
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
    ],
)
def test_a_week_begins_on_its_monday(week: str, monday: date) -> None:
    assert monday_of(week) == monday
    assert week_of(monday) == week


@pytest.mark.parametrize(
    ("week", "why"),
    [
        ("2027-W53", "2027 has 52 weeks"),
        ("2026-W54", "2026 has 53 weeks"),
        ("2026-W00", "no week 2026-W00"),
        ("0000-W01", "no year"),
        ("9999-W53", "no year"),
        ("2026-48", "2026-W48"),
    ],
)
def test_a_week_that_does_not_exist_is_refused(week: str, why: str) -> None:
    with pytest.raises(BadWeek, match=why):
        monday_of(week)


def test_it_is_another_week_further_east() -> None:
    assert current_week(SUNDAY_EVENING, "America/New_York") == "2026-W47"
    assert current_week(SUNDAY_EVENING, "Asia/Tokyo") == "2026-W48"


def test_a_week_that_is_over_is_refused_where_it_is_over() -> None:
    assert refuse_unplannable("2026-W47", SUNDAY_EVENING, "UTC") == date(2026, 11, 16)
    with pytest.raises(BadWeek, match="2026-W47 is over; it is 2026-W48"):
        refuse_unplannable("2026-W47", SUNDAY_EVENING, "Asia/Tokyo")
    with pytest.raises(BadWeek, match="more than a year ahead"):
        refuse_unplannable("2028-W01", SUNDAY_EVENING, "UTC")


def test_the_begin_of_a_week_is_monday_midnight_where_the_workspace_is() -> None:
    begin = begin_of(date(2026, 11, 23), "Asia/Tokyo")
    assert begin == datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert begin.date() == date(2026, 11, 23)
    assert in_utc(begin) == datetime(2026, 11, 22, 15, tzinfo=UTC)
