"""With whom it is time to be in touch: by how well one knows them."""

from datetime import date, timedelta

import pytest

from app.keep_in_touch.models import Known, TouchSettings
from app.keep_in_touch.rules import every_days, overdue

TODAY = date(2026, 6, 1)
DEFAULTS = TouchSettings()


def known(person: str, trust: float, days: int) -> Known:
    return Known(person, person.capitalize(), trust, TODAY - timedelta(days))


@pytest.mark.parametrize(
    ("trust", "days"), [(1.0, 30), (0.9, 30), (0.89, 90), (0.6, 90), (0.3, 180), (0.29, None)]
)
def test_the_better_one_knows_somebody_the_more_often_one_is_in_touch(
    trust: float, days: int | None
) -> None:
    assert every_days(trust, DEFAULTS) == days


def test_who_is_overdue_by_most_of_their_time_comes_first() -> None:
    people = [
        known("late", 0.6, 100),
        known("today", 0.9, 30),
        known("later", 0.9, 45),
        known("early", 0.9, 29),
        known("stranger", 0.1, 900),
    ]
    found = overdue(people, TODAY, DEFAULTS)
    assert [(one.person_id, one.overdue_days) for one in found] == [
        ("later", 15), ("late", 10), ("today", 0),
    ]  # fmt: skip


def test_a_workspace_may_take_more_time() -> None:
    slow = TouchSettings(touch_vouched_days=60)
    assert overdue([known("later", 0.9, 45)], TODAY, slow) == []
