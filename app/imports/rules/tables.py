"""The table in a CSV text: which separator, which line has the headings, which rows."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from app.errors import FieldError
from app.imports.models import MAX_LINE, MAX_ROWS, FileRefused, Row, Table
from app.imports.rules.cells import AROUND, legible, one_line

SEPARATORS = (",", ";", "\t")
MAX_COLUMNS = 1_000
Familiarity = Callable[[Sequence[str]], int]
"""How many of these cells are headings that one knows."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines that the CSV reader could not make a row of."""

    line: int
    reason: str


def read_table(text: str, familiar: Familiarity, lines_before: int = 0) -> Table:
    """Read the table; raises `FileRefused` when there is none, or it is too large.

    The separator is the one under which most headings are known. The headings are the first line
    that is not blank; with `lines_before`, the best known of that many lines and one.
    """
    separator, skip = _find_headings(text, familiar, lines_before)
    records = _records(text, separator)
    heading = next(islice(records, skip, None))
    if isinstance(heading, Broken):
        raise FileRefused(f"The headings on line {heading.line} cannot be read: {heading.reason}.")
    headings = _without_empty_tail(heading.cells)
    if len(headings) > MAX_COLUMNS:
        raise FileRefused(f"There are {len(headings):,} columns; at most {MAX_COLUMNS:,} are read.")
    rows: list[Row] = []
    broken: list[FieldError] = []
    for record in records:
        row = _fitting(record, len(headings)) if isinstance(record, Row) else record
        if isinstance(row, Row):
            rows.append(row)
        else:
            broken.append(FieldError(line=row.line, column=None, message=row.reason))
        if len(rows) + len(broken) > MAX_ROWS:
            raise FileRefused(f"There are more than {MAX_ROWS:,} rows: split the file.")
    return Table(headings, tuple(rows), tuple(broken))


def _find_headings(text: str, familiar: Familiarity, lines_before: int) -> tuple[str, int]:
    """The separator, and how many records come before the headings."""
    best = (-1, 0, ",", 0)
    for separator in SEPARATORS:
        for skip, record in enumerate(islice(_records(text, separator), lines_before + 1)):
            if isinstance(record, Row):
                known, cells = familiar(record.cells), len(record.cells)
                if (known, cells) > best[:2]:
                    best = (known, cells, separator, skip)
    if best[0] < 0:
        raise FileRefused("There is no line with headings in the file.")
    return best[2], best[3]


def _records(text: str, separator: str) -> Iterator[Row | Broken]:
    """The rows that are not blank, with their first lines as an editor counts them."""
    reader = csv.reader(_lines(text), delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(line, _explain(str(error), line, reader.line_num))
            continue
        if line == 1 and cells and cells[0].startswith("sep="):
            continue  # Excel's own note of the separator
        if any(cell.strip(AROUND) for cell in cells):
            yield Row(line, tuple(cells))


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise FileRefused(f"Line {number} has more than {MAX_LINE:,} characters: no table.")
        yield line


def _explain(error: str, first: int, last: int) -> str:
    lines = f"lines {first} to {last} are" if last > first else "this line is"
    if "unexpected end of data" in error:
        return f"a quotation mark opens here and is never closed, so {lines} not read"
    if "field larger than" in error:
        return f"a cell has more than {csv.field_size_limit():,} characters, so {lines} not read"
    return f"{lines} not read: a quotation mark inside a quoted cell must be doubled"


def _fitting(row: Row, width: int) -> Row | Broken:
    """The row cut to the headings; a row of another length has its values in wrong columns."""
    cells = row.cells
    if len(cells) < width:
        return Broken(row.line, f"the row has {len(cells)} cells, but there are {width} headings")
    if any(cell.strip(AROUND) for cell in cells[width:]):
        return Broken(row.line, f"the row has {len(cells)} cells, but there are {width} headings")
    return Row(row.line, cells[:width])


def _without_empty_tail(cells: tuple[str, ...]) -> tuple[str, ...]:
    headings = [legible(one_line(cell.strip(AROUND))) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)
