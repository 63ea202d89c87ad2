"""Queries on imports."""

from dataclasses import dataclass
from datetime import datetime

from app.belongings.kinds import HeldRow
from app.graph import NoRow, Query
from app.imports.models import ImportFormat, ImportStatus


@dataclass(frozen=True, slots=True)
class ImportRow:
    id: str
    status: ImportStatus
    format: ImportFormat
    file_name: str
    encoding: str
    connector: str | None
    rows: int
    done: int
    created: int
    updated: int
    merged: int
    unchanged: int
    refused: int
    suppressed: int
    last_line: int
    error_lines: list[int]
    error_columns: list[str]
    error_messages: list[str]
    warning_lines: list[int]
    warning_columns: list[str]
    warning_messages: list[str]
    ignored_columns: list[str]
    titles: str | None
    message: str | None
    started_at: datetime
    finished_at: datetime | None
    has_job: bool
    """Whether its job waits or runs."""


@dataclass(frozen=True, slots=True)
class Checksum:
    sha256: str


create_import = Query("imports/create_import", NoRow)
record_progress = Query("imports/record_progress", NoRow)
find_import = Query("imports/find_import", ImportRow)
list_finished_files = Query("imports/list_finished_files", Checksum)
delete_of_person = Query("imports/delete_of_person", NoRow)
list_of_person = Query("imports/list_of_person", HeldRow)
