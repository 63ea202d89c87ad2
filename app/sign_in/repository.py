"""Queries on sign-in links and sessions."""

from dataclasses import dataclass
from datetime import datetime

from app.belongings.kinds import HeldRow
from app.graph import NoRow, Query
from app.security import Scope


@dataclass(frozen=True, slots=True)
class LinkRow:
    id: str
    workspace: str
    hash: str
    scope: Scope
    expires_at: datetime
    connector: str
    name: str


@dataclass(frozen=True, slots=True)
class SessionRow(LinkRow):
    time_zone: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    id: str
    connector: str
    name: str
    scope: Scope
    created_at: datetime | None
    last_used_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    found: bool


@dataclass(frozen=True, slots=True)
class Deleted:
    deleted: int


@dataclass(frozen=True, slots=True)
class Expired:
    workspace: str
    id: str


create_link = Query("sign_in/create_link", Found)
find_link = Query("sign_in/find_link", LinkRow)
delete_link = Query("sign_in/delete_link", Deleted)
create_session = Query("sign_in/create_session", NoRow)
find_session = Query("sign_in/find_session", SessionRow)
delete_session = Query("sign_in/delete_session", NoRow)
list_expired = Query("sign_in/list_expired", Expired)
delete_expired = Query("sign_in/delete_expired", NoRow)
list_sessions = Query("sign_in/list_sessions", ListedRow)
load_session = Query("sign_in/load_session", ListedRow)
record_use = Query("sign_in/record_use", NoRow)
delete_of_person = Query("sign_in/delete_of_person", NoRow)
list_of_person = Query("sign_in/list_of_person", HeldRow)
