"""The one place that asks what time it is, so that tests can set the time."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def sortable(moment: datetime) -> str:
    """A moment as text that is in the order of time.

    The built-in database finds a range of texts by an index, and of times only by looking at all.
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
