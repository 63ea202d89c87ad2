"""What a connector wants to do in a day, a week or a month, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Per(StrEnum):
    """The length of a period; a week begins on Monday (ISO 8601), a month on its first day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """Local days from `first` up to, not including, `after`; and the same as UTC instants."""

    first: date
    after: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Progress:
    """How many were done in a period against how many were wanted (at least 1)."""

    period: Period
    done: int
    wanted: int

    @property
    def met(self) -> bool:
        return self.done >= self.wanted


@dataclass(frozen=True)
class Rate:
    """Events per hour; `low` and `high` hold it in 95 of 100 cases; absent = too little to tell."""

    count: int
    hours: float
    per_hour: float | None
    low: float | None
    high: float | None
