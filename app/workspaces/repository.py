"""Queries on workspaces."""

from dataclasses import dataclass
from datetime import datetime

from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class WorkspaceRow:
    id: str
    name: str
    country: str
    currency: str
    time_zone: str
    seq: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Deleted:
    deleted: int


create_workspace = Query("workspaces/create_workspace", NoRow)
find_workspace = Query("workspaces/find_workspace", WorkspaceRow)
list_workspaces = Query("workspaces/list_workspaces", WorkspaceRow)
delete_nodes = Query("workspaces/delete_nodes", Deleted)
delete_workspace = Query("workspaces/delete_workspace", NoRow)
