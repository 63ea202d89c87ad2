"""Queries on goals, hours and what they brought."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.belongings.kinds import HeldRow
from app.goals.models import Kind, Per
from app.graph import NoRow, Query


class Made(NamedTuple):
    """When an introduction of the connector went which way."""

    asked_at: datetime | None
    introduced_at: datetime | None
    declined_at: datetime | None


class KnownSince(NamedTuple):
    person: str
    since: date


class Referred(NamedTuple):
    person: str
    on: date
    actual_amount: float


class PaidSide(NamedTuple):
    """One of the two of an introduction that paid."""

    introduction: str
    outcome: str
    name: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    per: Per | None
    introductions: int | None
    own_zone: str | None
    workspace_zone: str
    currency: str
    made: list[Made]


@dataclass(frozen=True, slots=True)
class GatheringRow:
    id: str
    kind: Kind
    on: date
    hours: float
    note: str | None
    group: str | None
    group_name: str | None
    people: list[str]


@dataclass(frozen=True, slots=True)
class Owner:
    connector: str


@dataclass(frozen=True, slots=True)
class ReturnsRow:
    known: list[KnownSince]
    referred: list[Referred]
    paid: list[PaidSide]


@dataclass(frozen=True, slots=True)
class Found:
    found: bool


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A goal or a gathering that went with a person."""

    id: str
    goal: bool
    gathering: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    deleted: int


put_goal = Query("goals/put_goal", Found)
load_goal = Query("goals/load_goal", GoalRow)
create_gathering = Query("goals/create_gathering", NoRow)
add_people = Query("goals/add_people", NoRow)
add_group = Query("goals/add_group", NoRow)
find_gathering_owner = Query("goals/find_gathering_owner", Owner)
list_gatherings = Query("goals/list_gatherings", GatheringRow)
delete_gathering = Query("goals/delete_gathering", Deleted)
load_returns = Query("goals/load_returns", ReturnsRow)
delete_of_person = Query("goals/delete_of_person", GoneRow)
list_of_person = Query("goals/list_of_person", HeldRow)
