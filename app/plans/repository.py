"""Queries on plans, and what decides them; properties and rows as the graph keeps them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from app.graph import NoRow, Query, Reader
from app.pairings.repository import load_settings
from app.plans.models import PlanSettings
from app.workspaces.rules import own_constants

Cells = list[list[Any]]
Dated = Annotated[Cells, "with date values"]


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    id: str


@dataclass(frozen=True, slots=True)
class ConnectorsRow:
    connectors: list[str]


@dataclass(frozen=True, slots=True)
class WeekRow:
    seq: int
    introduced: Dated
    limits: Dated
    proposed: Cells


@dataclass(frozen=True, slots=True)
class ShownRow:
    shown: Cells
    made: Dated


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
    proposed: Cells


@dataclass(frozen=True, slots=True)
class RunRow:
    id: str
    status: str
    connectors: list[str]
    done: int
    message: str | None
    started_at: datetime
    heartbeat_at: datetime


list_connectors = Query("plans/list_connectors", ConnectorRow)
list_planned = Query("plans/list_planned", ConnectorsRow)
load_week = Query("plans/load_week", WeekRow)
load_shown = Query("plans/load_shown", ShownRow)
find_plans = Query("plans/find_plans", PlanRow)
put_plans = Query("plans/put_plans", NoRow)
create_proposals = Query("plans/create_proposals", NoRow)
create_run = Query("plans/create_run", NoRow)
record_run = Query("plans/record_run", NoRow)
list_runs = Query("plans/list_runs", RunRow)


def read_plan_settings(tx: Reader) -> PlanSettings:
    """The workspace's constants of the weekly plan."""
    row = tx.optional(load_settings)
    if row is None:
        return PlanSettings()
    return own_constants(PlanSettings, row.keys, row.values)
