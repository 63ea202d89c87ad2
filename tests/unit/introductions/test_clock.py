"""When something is due, wherever one is, and what silence brings."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.introductions.models import IntroductionSettings, Situation
from app.introductions.rules.clock import days_later, lapse

SETTINGS = IntroductionSettings()
NEW_YORK = ZoneInfo("America/New_York")
ZONES = [
    "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"
]  # fmt: skip
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
START = datetime(2026, 11, 2, 15, tzinfo=UTC)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 6 * 365 * 24 * 60).map(lambda m: FIRST + timedelta(minutes=m)),
    st.integers(1, 400),
)
def test_it_is_due_at_nine_so_many_days_later_wherever_one_is(
    name: str, moment: datetime, days: int
) -> None:
    zone = ZoneInfo(name)
    due = days_later(moment, days, zone).astimezone(zone)
    assert due.date() == moment.astimezone(zone).date() + timedelta(days)
    assert (due.hour, due.minute) == (9, 0)


def test_a_change_of_the_clocks_in_between_moves_nothing() -> None:
    before = datetime(2026, 10, 30, 20, tzinfo=UTC)
    due = days_later(before, 7, NEW_YORK)
    assert due == datetime(2026, 11, 6, 14, tzinfo=UTC)
    assert days_later(before - timedelta(7), 7, NEW_YORK) == datetime(2026, 10, 30, 13, tzinfo=UTC)


def asked(**other: object) -> Situation:
    due = days_later(START, 7, NEW_YORK)
    fields = {"created_at": START, "asked_at": START, "due": due} | other
    return Situation("asked", **fields)  # type: ignore[arg-type]


def at(days: int, hour: int = 15) -> datetime:
    return datetime(2026, 11, 2, hour, tzinfo=UTC) + timedelta(days)


def test_an_asked_one_is_reminded_of_once_after_a_week_and_expires_after_two() -> None:
    assert lapse(asked(), at(6), NEW_YORK, SETTINGS) is None
    assert lapse(asked(), at(7), NEW_YORK, SETTINGS) == (
        "remind",
        days_later(START, 14, NEW_YORK),
    )
    reminded = asked(due=days_later(START, 14, NEW_YORK), reminded=1)
    assert lapse(reminded, at(13), NEW_YORK, SETTINGS) is None
    assert lapse(reminded, at(14), NEW_YORK, SETTINGS) == ("expire", None)


def test_a_rest_ends_on_its_day_and_goes_on() -> None:
    until = days_later(START, 30, NEW_YORK)
    resting = asked(due=until, paused_until=until)
    assert lapse(resting, at(29), NEW_YORK, SETTINGS) is None
    assert lapse(resting, at(30), NEW_YORK, SETTINGS) == (
        "resume",
        days_later(START, 37, NEW_YORK),
    )


@pytest.mark.parametrize(("state", "field", "days"), [
    ("draft", "created_at", 28), ("introduced", "introduced_at", 60)
])  # fmt: skip
def test_silence_has_an_end(state: str, field: str, days: int) -> None:
    there = Situation(state, due=START, **{field: START})  # type: ignore[arg-type]
    found = lapse(there, at(days - 1), NEW_YORK, SETTINGS)
    assert found is not None
    assert found[0] == "remind"
    assert lapse(there, at(days), NEW_YORK, SETTINGS) == ("expire", None)


@pytest.mark.parametrize("state", ["agreed", "met"])
def test_what_only_the_connector_can_end_comes_back_each_week(state: str) -> None:
    there = Situation(state, due=START)  # type: ignore[arg-type]
    assert lapse(there, at(0), NEW_YORK, SETTINGS) == ("remind", days_later(START, 7, NEW_YORK))


def test_after_a_meeting_there_are_touches_at_thirty_and_ninety_days() -> None:
    first = days_later(START, 30, NEW_YORK)
    there = Situation("followed_up", due=first)
    found = lapse(there, at(30), NEW_YORK, SETTINGS)
    assert found is not None
    assert found[0] == "remind"
    assert found[1] is not None
    assert found[1].astimezone(NEW_YORK).date() == date(2026, 11, 2) + timedelta(90)
    second = Situation("followed_up", due=found[1], reminded=1)
    assert lapse(second, at(90), NEW_YORK, SETTINGS) == ("remind", None)
