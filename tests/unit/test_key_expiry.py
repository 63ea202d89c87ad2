"""Until when `intros keys create --expires` lets a key work."""

from datetime import UTC, datetime

import pytest
import typer

from app.cli.access import expiry

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_a_day_counts_to_its_end() -> None:
    assert expiry("2027-01-31", NOON) == datetime(2027, 2, 1, tzinfo=UTC)


def test_days_count_from_now() -> None:
    assert expiry("90d", NOON) == datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["soon", "90", "2027-02-31", "9999-12-31", "-1d", ""])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="90d"):
        expiry(text, NOON)
