"""From the bytes of a file to what its rows say, with every bad row named."""

from dataclasses import dataclass

from app.imports.models import ImportFormat, Issue, Row
from app.imports.rules.columns import Bound, bind, familiarity
from app.imports.rules.decoding import decode
from app.imports.rules.drafts import (
    AcquaintanceDraft,
    PersonDraft,
    Professions,
    RelationshipDraft,
    read_acquaintance,
    read_linkedin,
    read_person,
    read_relationship,
)
from app.imports.rules.formats import COLUMNS
from app.imports.rules.mapping import read_mapping
from app.imports.rules.tables import read_table

Draft = PersonDraft | RelationshipDraft | AcquaintanceDraft
LINES_BEFORE_LINKEDIN = 20
"""LinkedIn writes a note of a few lines before the headings; its length has changed before."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A whole file, read: drafts in the order of their lines, and what was refused."""

    encoding: str
    drafts: tuple[Draft, ...]
    errors: tuple[Issue, ...]
    refused: int
    """Rows with at least one error."""
    ignored_columns: tuple[str, ...]

    @property
    def rows(self) -> int:
        return len(self.drafts) + self.refused


def parse_file(
    data: bytes, file_format: ImportFormat, mapping: object, professions: Professions
) -> ParsedFile:
    """Read a file; raises `FileRefused` when it is no file of this format at all.

    `mapping` is what JSON or YAML made of the user's mapping, or None.
    """
    columns = COLUMNS[file_format]
    mapped = read_mapping(mapping, columns.names)
    text, encoding = decode(data)
    before = LINES_BEFORE_LINKEDIN if file_format == "linkedin" else 0
    table = read_table(text, lambda cells: familiarity(columns, mapped, cells), before)
    bound = bind(columns, mapped, table)
    drafts: list[Draft] = []
    errors = list(table.broken)
    refused = len(table.broken)
    for row in table.rows:
        if bound.wants(row):
            found = _read_row(file_format, bound, row, professions)
            if isinstance(found, list):
                errors += found
                refused += 1
            elif found is not None:
                drafts.append(found)
    errors.sort(key=lambda issue: issue.line)
    return ParsedFile(encoding, tuple(drafts), tuple(errors), refused, bound.ignored)


def _read_row(
    file_format: ImportFormat, bound: Bound, row: Row, professions: Professions
) -> Draft | list[Issue] | None:
    match file_format:
        case "linkedin":
            return read_linkedin(bound, row, professions)
        case "people":
            return read_person(bound, row, professions)
        case "relationships":
            return read_relationship(bound, row)
        case "acquaintances":
            return read_acquaintance(bound, row)
