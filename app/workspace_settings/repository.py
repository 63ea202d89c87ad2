"""Queries on the settings of a workspace; a transaction knows them already, by its node."""

from dataclasses import dataclass

from app.graph import Query


@dataclass(frozen=True, slots=True)
class ChangedRow:
    key: str


put_settings = Query("workspace_settings/put_settings", ChangedRow)
