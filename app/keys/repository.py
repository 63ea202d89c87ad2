"""Queries on API keys."""

from dataclasses import dataclass
from datetime import datetime

from app.belongings.kinds import Gone, HeldRow
from app.graph import NoRow, Query
from app.security import Scope


@dataclass(frozen=True, slots=True)
class KeyRow:
    id: str
    workspace: str
    hash: str
    name: str
    scope: Scope
    connector: str | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Found:
    found: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    connector: bool


create_key = Query("keys/create_key", NoRow)
find_key = Query("keys/find_key", KeyRow)
load_key = Query("keys/load_key", KeyRow)
list_keys = Query("keys/list_keys", KeyRow)
revoke_key = Query("keys/revoke_key", Found)
record_use = Query("keys/record_use", NoRow)
has_person = Query("keys/has_person", RoleRow)
delete_of_person = Query("keys/delete_of_person", Gone)
list_of_person = Query("keys/list_of_person", HeldRow)
