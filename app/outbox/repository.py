"""Queries on the outbox and on the clock."""

from dataclasses import dataclass
from datetime import datetime

from app.graph import NoRow, Query
from app.outbox.models import Entry


@dataclass(frozen=True, slots=True)
class DueRow:
    workspace: str
    id: str
    due: datetime


@dataclass(frozen=True, slots=True)
class ListedRow:
    id: str
    kind: str
    due: datetime | None
    attempts: int
    attempted_at: list[datetime]
    last_error: str | None
    parked_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class EndingRow:
    id: str
    done_at: datetime | None
    parked_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    waiting: int
    parked: int


@dataclass(frozen=True, slots=True)
class Found:
    id: str


@dataclass(frozen=True, slots=True)
class Turn:
    taken: bool
    ahead: bool


put_entry = Query("outbox/put_entry", NoRow)
note_done = Query("outbox/note_done", NoRow)
list_due = Query("outbox/list_due", DueRow)
lease_entry = Query("outbox/lease_entry", Entry)
finish_entry = Query("outbox/finish_entry", NoRow)
postpone_entry = Query("outbox/postpone_entry", NoRow)
park_entry = Query("outbox/park_entry", NoRow)
retry_entry = Query("outbox/retry_entry", Found)
list_entries = Query("outbox/list_entries", ListedRow)
count_entries = Query("outbox/count_entries", Counted)
take_turn = Query("outbox/take_turn", Turn)
end_turn = Query("outbox/end_turn", NoRow)
find_endings = Query("outbox/find_endings", EndingRow)
delete_of_person = Query("outbox/delete_of_person", NoRow)
