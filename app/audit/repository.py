"""Queries on who looked, and who changed keys and settings."""

from dataclasses import dataclass
from datetime import datetime

from app.audit.models import AuditKind
from app.graph import Query


@dataclass(frozen=True, slots=True)
class OpenedRow:
    at: datetime


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    name: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    id: str
    seq: int
    at: datetime
    by: str
    kind: AuditKind
    op: str
    ids: list[str]
    reason: str | None
    path: str | None


find_opened = Query("audit/find_opened", OpenedRow)
find_connector = Query("audit/find_connector", ConnectorRow)
list_entries = Query("audit/list_entries", EntryRow)
list_entries_about = Query("audit/list_entries_about", EntryRow)
