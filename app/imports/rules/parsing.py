"""From the bytes of a file to what its rows say, with every bad row named."""

from dataclasses import dataclass

from app.errors import FieldError
from app.imports.models import ImportFormat, Row, Table
from app.imports.rules.columns import Bound, bind, familiarity
from app.imports.rules.decoding import decode
from app.imports.rules.formats import COLUMNS, FIELDS
from app.imports.rules.mapping import read_mapping
from app.imports.rules.row_readers import (
    Draft,
    Professions,
    read_acquaintance,
    read_linkedin,
    read_person,
    read_relationship,
)
from app.imports.rules.tables import read_table

LINES_BEFORE_LINKEDIN = 20
"""LinkedIn writes a note of a few lines before the headings; its length has changed before."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that is what it is said to be: its table, and which column is what."""

    format: ImportFormat
    encoding: str
    table: Table
    bound: Bound

    def heading_of(self, pointer: str) -> str | None:
        """The heading for a pointer into what a row became (`/emails/0`), if it has one."""
        field = pointer.strip("/").partition("/")[0]
        column = FIELDS[self.format].get(field, field)
        if column == "name" and not self.bound.has(column):
            column = "first_name"
        return self.bound.heading(column) if self.bound.has(column) else None


@dataclass(frozen=True, slots=True)
class ReadRows:
    """What the rows of a file say, in the order of their lines, and why some were refused."""

    drafts: tuple[Draft, ...]
    errors: tuple[FieldError, ...]


def open_file(data: bytes, file_format: ImportFormat, mapping: object = None) -> OpenedFile:
    """Open a file; raises `FileRefused` when it is no file of this format at all.

    `mapping` is what JSON or YAML made of the user's mapping, or None.
    """
    columns = COLUMNS[file_format]
    mapped = read_mapping(mapping, columns.names)
    text, encoding = decode(data)
    before = LINES_BEFORE_LINKEDIN if file_format == "linkedin" else 0
    table = read_table(text, lambda cells: familiarity(columns, mapped, cells), before)
    return OpenedFile(file_format, encoding, table, bind(columns, mapped, table))


def read_rows(file: OpenedFile, professions: Professions) -> ReadRows:
    """Read every row that the mapping keeps; blank rows, and members who have left, are none."""
    drafts: list[Draft] = []
    errors = list(file.table.broken)
    for row in file.table.rows:
        if file.bound.wants(row):
            found = _read_row(file, row, professions)
            if isinstance(found, list):
                errors += found
            elif found is not None:
                drafts.append(found)
    return ReadRows(tuple(drafts), tuple(errors))


def _read_row(
    file: OpenedFile, row: Row, professions: Professions
) -> Draft | list[FieldError] | None:
    match file.format:
        case "linkedin":
            return read_linkedin(file.bound, row, professions)
        case "people":
            return read_person(file.bound, row, professions)
        case "relationships":
            return read_relationship(file.bound, row)
        case "acquaintances":
            return read_acquaintance(file.bound, row)
