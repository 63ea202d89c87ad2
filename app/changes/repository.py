"""Queries on the change log."""

from dataclasses import dataclass
from datetime import datetime

from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class LogRow:
    workspace: str
    keys: list[str]
    values: list[str]


@dataclass(frozen=True, slots=True)
class PositionRow:
    next_seq: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    id: str
    seq: int
    at: datetime
    kind: str
    deleted: list[str] | None


list_unpruned = Query("changes/list_unpruned", LogRow)
find_position = Query("changes/find_position", PositionRow)
list_prunable = Query("changes/list_prunable", EntryRow)
delete_entries = Query("changes/delete_entries", NoRow)
put_tombstones = Query("changes/put_tombstones", NoRow)
record_position = Query("changes/record_position", NoRow)
