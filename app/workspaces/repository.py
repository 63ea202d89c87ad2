"""Queries on workspaces and keys."""

from dataclasses import dataclass
from datetime import datetime

from app.belongings.kinds import Gone, HeldRow
from app.graph import NoRow, Query
from app.security import Scope


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
class KeyRow:
    id: str
    workspace: str
    hash: str
    scope: Scope
    connector: str | None
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    found: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    deleted: int


create_workspace = Query("workspaces/create_workspace", NoRow)
find_workspace = Query("workspaces/find_workspace", WorkspaceRow)
list_workspaces = Query("workspaces/list_workspaces", WorkspaceRow)
delete_nodes = Query("workspaces/delete_nodes", Deleted)
delete_workspace = Query("workspaces/delete_workspace", NoRow)
create_key = Query("workspaces/create_key", NoRow)
find_key = Query("workspaces/find_key", KeyRow)
list_keys = Query("workspaces/list_keys", KeyRow)
revoke_key = Query("workspaces/revoke_key", Found)
has_person = Query("workspaces/has_person", Found)
delete_of_person = Query("workspaces/delete_of_person", Gone)
list_of_person = Query("workspaces/list_of_person", HeldRow)
