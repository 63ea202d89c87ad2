"""Imports: what a file is read as, what is wrong with it, and how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.base_models import Model
from app.errors import FieldError

ImportFormat = Literal["linkedin", "people", "relationships", "acquaintances"]
ImportStatus = Literal["previewed", "running", "done", "failed", "undone"]

MAX_ROWS = 200_000
"""Rows of one file."""
MAX_LINE = 1_000_000
"""Characters of one line: what is longer is no table."""
MAX_TITLES = 100
"""Titles that an import lists as not recognized."""
MAX_ISSUES = 1_000
"""Errors, and as many warnings, that an import keeps; it counts the others."""


class FileRefused(ValueError):
    """The whole file cannot be taken; the message says why and what would help."""


class OpenTitle(Model):
    """A title of which no profession is sure, and what it could be, the most likely first."""

    title: str
    rows: int
    suggestions: tuple[str, ...]


class TitleReport(Model):
    """What the titles of a file say, of people whose professions no one states."""

    recognized: int = 0
    """Rows whose title, with the company, says a profession."""
    suggested: int = 0
    """Rows whose title could be one of up to three; nothing is saved."""
    not_recognized: int = 0
    ruled_out: int = 0
    """Rows of people who are retired, study, seek work, or assist others."""
    open: tuple[OpenTitle, ...] = ()
    """The titles behind `suggested` and `not_recognized`, the most frequent first: up to 100."""


class ImportReport(Model):
    """An import as the API shows it.

    rows = created + updated + unchanged + refused + suppressed once it is done; `merged` are those
    of the updated and unchanged that were matched by an identifier. Blank rows are not counted.
    """

    id: str
    status: ImportStatus
    format: ImportFormat
    file_name: str
    encoding: str
    connector: str | None
    rows: int
    done: int
    """Rows dealt with so far."""
    created: int
    updated: int
    merged: int
    unchanged: int
    refused: int
    suppressed: int
    """Rows about people who were deleted: they are added again only when they agree."""
    errors: tuple[FieldError, ...]
    """Why rows were refused or suppressed: the first thousand."""
    warnings: tuple[FieldError, ...]
    """What was left out of rows that were taken: the first thousand."""
    ignored_columns: tuple[str, ...]
    titles: TitleReport | None
    """Nothing before the end, and of files without titles."""
    message: str | None
    """Why it failed, and what to do."""
    started_at: datetime
    finished_at: datetime | None


Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the physical line on which it starts, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a text: headings as they stand, rows, and the lines that are no rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: tuple[FieldError, ...]
