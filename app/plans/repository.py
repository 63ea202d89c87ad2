"""Queries on plans, and what decides them; properties and rows as the graph keeps them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.belongings.kinds import Gone, HeldRow
from app.graph import NoRow, Query, Reader
from app.plans.models import PlanSettings
from app.workspace_settings.rules import own_settings


class LastIntroduced(NamedTuple):
    person: str
    last: datetime


class Limits(NamedTuple):
    """A person who is not introduced as often as everyone else."""

    person: str
    max_per_week: int | None
    away_until: date | None


class ProposedSide(NamedTuple):
    """One of the two of a pairing in a plan; `pair` is the same for both."""

    group: str
    pair: str
    person: str


class MadeSide(NamedTuple):
    """One of the two of an introduction."""

    introduction: str
    person: str
    created_at: datetime | None


class SavedSide(NamedTuple):
    """One of the two of a saved pairing; the first carries it as JSON."""

    rank: int
    side: str
    person: str
    pairing: str | None


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    id: str


@dataclass(frozen=True, slots=True)
class ConnectorsRow:
    connectors: list[str]


@dataclass(frozen=True, slots=True)
class WeekRow:
    introduced: list[LastIntroduced]
    limits: list[Limits]
    proposed: list[ProposedSide]
    """`group`: the connector."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    shown: list[ProposedSide]
    """`group`: the week."""
    made: list[MadeSide]


@dataclass(frozen=True, slots=True)
class PlanRow:
    connector: str
    run: str
    objective: float
    run_objective: float
    run_bound: float
    seconds: float
    left_out: list[str]
    left_out_codes: list[str]
    proposed: list[SavedSide]


list_connectors = Query("plans/list_connectors", ConnectorRow)
list_planned = Query("plans/list_planned", ConnectorsRow)
load_week = Query("plans/load_week", WeekRow)
load_shown = Query("plans/load_shown", ShownRow)
find_plans = Query("plans/find_plans", PlanRow)
put_plans = Query("plans/put_plans", NoRow)
create_proposals = Query("plans/create_proposals", NoRow)
delete_of_person = Query("plans/delete_of_person", Gone)
delete_proposals_of_person = Query("plans/delete_proposals_of_person", Gone)
drop_left_out_person = Query("plans/drop_left_out_person", Gone)
list_of_person = Query("plans/list_of_person", HeldRow)


def read_plan_settings(tx: Reader) -> PlanSettings:
    """The workspace's constants of the weekly plan."""
    return own_settings(PlanSettings, tx.node.setting_keys, tx.node.setting_values)
