"""What became of rows, counted, with what there is to say about each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import FieldError
from app.imports.models import MAX_ISSUES
from app.imports.rules.entries import Entry
from app.people.models import RowResult

HeadingOf = Callable[[str], str | None]
"""The heading of the file for a pointer (`/emails/0`) or the name of a field."""


@dataclass(slots=True)
class Tally:
    """Rows counted: created + updated + unchanged + refused + suppressed are those dealt with.

    `merged` are those of the updated and unchanged that were matched by an identifier.
    """

    created: int = 0
    updated: int = 0
    merged: int = 0
    unchanged: int = 0
    refused: int = 0
    suppressed: int = 0
    errors: list[FieldError] = field(default_factory=list)
    warnings: list[FieldError] = field(default_factory=list)
    last_line: int = 0
    """Up to this line the file was dealt with."""

    @property
    def done(self) -> int:
        return self.created + self.updated + self.unchanged + self.refused + self.suppressed

    def plus(self, other: "Tally") -> "Tally":
        """Both together, with the first issues of the file."""
        return Tally(
            created=self.created + other.created,
            updated=self.updated + other.updated,
            merged=self.merged + other.merged,
            unchanged=self.unchanged + other.unchanged,
            refused=self.refused + other.refused,
            suppressed=self.suppressed + other.suppressed,
            errors=_by_line(self.errors + other.errors),
            warnings=_by_line(self.warnings + other.warnings),
            last_line=max(self.last_line, other.last_line),
        )


def _by_line(issues: Sequence[FieldError]) -> list[FieldError]:
    return sorted(issues, key=lambda issue: issue.line)[:MAX_ISSUES]


def refused_rows(issues: Sequence[FieldError]) -> Tally:
    """The count of rows that were refused before anything was saved."""
    lines = {issue.line for issue in issues}
    return Tally(refused=len(lines), errors=_by_line(issues), last_line=max(lines, default=0))


def count(
    entries: Sequence[Entry[Any]], results: Iterable[RowResult], heading_of: HeadingOf
) -> Tally:
    """Count what became of the rows of these entries."""
    tally = Tally(last_line=max((entry.line for entry in entries), default=0))
    for entry, result in zip(entries, results, strict=True):
        if result.status in ("refused", "suppressed"):
            _refuse(tally, entry, result, heading_of)
        else:
            _take(tally, entry, result, heading_of)
    return tally


def _refuse(tally: Tally, entry: Entry[Any], result: RowResult, heading_of: HeadingOf) -> None:
    rows = 1 + len(entry.later)
    if result.status == "suppressed":
        tally.suppressed += rows
    else:
        tally.refused += rows
    for fault in result.errors:
        column = heading_of(fault.pointer)
        tally.errors.append(FieldError(line=entry.line, column=column, message=fault.message))
    message = f"it is about the same as line {entry.line}, which was refused"
    tally.errors += [FieldError(line=line, column=None, message=message) for line, _ in entry.later]


def _take(tally: Tally, entry: Entry[Any], result: RowResult, heading_of: HeadingOf) -> None:
    changed = result.status != "unchanged"
    tally.created += result.status == "created"
    tally.updated += result.status == "updated"
    tally.unchanged += not changed
    tally.merged += result.recognised
    for _, said_more in entry.later:
        tally.merged += 1
        tally.updated += said_more and changed
        tally.unchanged += not (said_more and changed)
    for warning in result.warnings:
        name, _, message = warning.partition(": ")
        column = heading_of(f"/{name}")
        tally.warnings.append(FieldError(line=entry.line, column=column, message=message))
