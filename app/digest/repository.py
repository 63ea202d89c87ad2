"""Queries on Monday letters."""

from dataclasses import dataclass
from datetime import datetime

from app.belongings.kinds import HeldRow
from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class Recipient:
    id: str
    name: str
    time_zone: str | None
    addresses: list[str]


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    workspace: str
    id: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Kept:
    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class Sent:
    at: datetime


list_recipients = Query("digest/list_recipients", Recipient)
list_connectors = Query("digest/list_connectors", ConnectorRow)
list_kept = Query("digest/list_kept", Kept)
keep_letter = Query("digest/keep_letter", NoRow)
find_letter = Query("digest/find_letter", Sent)
delete_of_person = Query("digest/delete_of_person", NoRow)
list_of_person = Query("digest/list_of_person", HeldRow)
