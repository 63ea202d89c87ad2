"""Queries of backups: of every label and relationship type alike (`Query.about`)."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class NodeRow:
    properties: dict[str, Any]


class LinkCells(NamedTuple):
    target: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinksRow:
    source: str
    links: list[LinkCells]


@dataclass(frozen=True, slots=True)
class WorkspaceRow:
    seq: int
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Created:
    created: int


@dataclass(frozen=True, slots=True)
class Deleted:
    deleted: int


@dataclass(frozen=True, slots=True)
class Parked:
    parked: int


@dataclass(frozen=True, slots=True)
class IdentifiedRow:
    identifier: str
    person: str


@dataclass(frozen=True, slots=True)
class People:
    ids: list[str]


list_nodes = Query("backups/list_nodes", NodeRow)
list_links = Query("backups/list_links", LinksRow)
find_workspace = Query("backups/find_workspace", WorkspaceRow)
create_nodes = Query("backups/create_nodes", NoRow)
create_links = Query("backups/create_links", Created)
create_workspace = Query("backups/create_workspace", NoRow)
delete_nodes = Query("backups/delete_nodes", Deleted)
park_waiting = Query("backups/park_waiting", Parked)
list_identified = Query("backups/list_identified", IdentifiedRow)
find_people = Query("backups/find_people", People)
put_tombstones = Query("backups/put_tombstones", NoRow)
