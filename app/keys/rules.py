"""Until when a key works."""

from datetime import UTC, date, datetime, time, timedelta


def end_of(day: date) -> datetime:
    """The moment at which a day is over, in UTC; raises `OverflowError` for the last of all."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)
