"""What a connector wants to do in a day, a week or a month, and how far they got."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, Strict

from app.base_models import Body, Model
from app.etags import etag_of_content
from app.field_types import Day, Id, Text


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


Kind = Literal["one_to_one", "event", "call"]


class GoalIn(Body):
    """How many introductions to make in each period."""

    per: Per = Per.WEEK
    introductions: Annotated[int, Strict(), Field(ge=1, le=100)] = 3


class PeriodMade(Model):
    """One period: its local days, both included, how many were made, and why it fell short."""

    first: date
    last: date
    made: int
    met: bool
    running: bool
    why: str | None


class Goal(Model):
    """The goal, the progress, and earlier periods; `streak` counts periods met in a row."""

    connector_id: str
    per: Per
    introductions: int
    is_default: bool
    made: int
    streak: int
    periods: tuple[PeriodMade, ...]

    @property
    def etag(self) -> str:
        """Of what is set, not of the progress."""
        return etag_of_content(f"{self.per} {self.introductions} {self.is_default}")


class GatheringIn(Body):
    """Time spent: the people met, and the group whose event it was."""

    connector_id: Id
    kind: Kind
    on: Day
    hours: Annotated[float, Field(gt=0, le=24, allow_inf_nan=False)]
    people: tuple[Id, ...] = Field(default=(), max_length=500)
    group: Id | None = None
    note: Text | None = None


class Gathering(Model):
    id: str
    kind: Kind
    on: date
    hours: float
    people: tuple[str, ...]
    group: str | None
    group_name: str | None
    note: str | None


class GatheringList(Model):
    items: tuple[Gathering, ...]
    next_cursor: str | None = None


class Money(Model):
    """An amount with its ISO 4217 currency."""

    amount: float
    currency: str


class Return(Model):
    """What time of one kind brought; without rates when too few hours are logged."""

    name: str
    hours: float
    relationships: int
    per_hour: float | None
    low: float | None
    high: float | None
    money: Money
    money_per_hour: float | None


class Paid(Model):
    introduction: str
    outcome: Literal["relationship", "referral"]
    people: tuple[str, ...]


class ReturnOnTime(Model):
    by_activity: tuple[Return, ...]
    by_group: tuple[Return, ...]
    introductions: tuple[Paid, ...]
    """Those that paid."""
