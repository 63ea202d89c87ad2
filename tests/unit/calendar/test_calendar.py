"""What stands in the calendar, read back by another library than the one that wrote it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from app.calendar.rules.entries import WHAT_TO_DO, entries
from app.calendar.rules.icalendar_text import calendar_text
from app.introductions.models import Answers, Introduction, State
from app.introductions.rules.lifecycle import OPEN

NEW_YORK, AUCKLAND = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")


def introduction(state: State, due: datetime | None, a_name: str = "Ann Osei") -> Introduction:
    return Introduction(
        id="i1",
        connector_id="dana",
        a="ann",
        b="lee",
        a_name=a_name,
        b_name="Lee Park",
        state=state,
        purpose="referral_sources",
        opt_in="both",
        plan_week=None,
        why_a="",
        why_b="",
        shown=(),
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
        due=due,
        paused_until=None,
        outcome=None,
        allowed=(),
        answers=Answers(a=None, b=None),
        version=7,
    )


def test_every_open_state_says_what_to_do() -> None:
    assert set(WHAT_TO_DO) == set(OPEN)


@pytest.mark.parametrize(
    ("zone", "day"), [(NEW_YORK, date(2026, 12, 1)), (AUCKLAND, date(2026, 12, 2))]
)
def test_an_entry_stands_on_its_day_where_the_connector_is(zone: ZoneInfo, day: date) -> None:
    due = datetime(2026, 12, 1, 14, tzinfo=UTC)
    text = calendar_text(entries([introduction("agreed", due)], zone))
    event = vobject.readOne(text.decode()).vevent
    assert event.dtstart.value == day
    assert event.summary.value == "Introduce Ann Osei and Lee Park: both said yes"
    assert event.uid.value == "i1@intros"
    assert event.sequence.value == "7"


def test_what_has_ended_or_waits_for_nothing_stands_nowhere() -> None:
    due = datetime(2026, 12, 1, 14, tzinfo=UTC)
    found = entries([introduction("closed", due), introduction("asked", None)], NEW_YORK)
    assert found == []


def test_a_name_with_line_ends_and_separators_makes_no_other_property() -> None:
    due = datetime(2026, 12, 1, 14, tzinfo=UTC)
    name = "Ann\r\nATTENDEE:mailto:x@y.example;, \\n"
    text = calendar_text(entries([introduction("met", due, name)], NEW_YORK))
    event = vobject.readOne(text.decode()).vevent
    assert "attendee" not in event.contents
    assert [child.name for child in vobject.readOne(text.decode()).components()] == ["VEVENT"]
