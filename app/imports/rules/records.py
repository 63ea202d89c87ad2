"""An import as the graph keeps it, and as it is shown."""

from collections.abc import Sequence
from typing import Any

from app.errors import FieldError
from app.imports.rules.tally import Tally


def progress(tally: Tally) -> dict[str, Any]:
    """The properties that say how far an import has come."""
    return {
        "done": tally.done,
        "created": tally.created,
        "updated": tally.updated,
        "merged": tally.merged,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "suppressed": tally.suppressed,
        "last_line": tally.last_line,
        **_columns("error", tally.errors),
        **_columns("warning", tally.warnings),
    }


def _columns(kind: str, issues: Sequence[FieldError]) -> dict[str, Any]:
    """Issues as lists of equal length; no column is "", because lists hold no null."""
    return {
        f"{kind}_lines": [issue.line for issue in issues],
        f"{kind}_columns": [issue.column or "" for issue in issues],
        f"{kind}_messages": [issue.message for issue in issues],
    }


def issues(
    lines: Sequence[int], columns: Sequence[str], messages: Sequence[str]
) -> list[FieldError]:
    """The issues that were kept as lists."""
    return [
        FieldError(line=line, column=column or None, message=message)
        for line, column, message in zip(lines, columns, messages, strict=True)
    ]


def stopped(last_line: int, why: str = "") -> str:
    """The message of an import that stopped before its end; `why` is a sentence."""
    where = f"after line {last_line}" if last_line else "before the first row"
    again = "Import the same file again: finished rows are matched, and nothing is added twice."
    return " ".join(part for part in (f"It stopped {where}.", why, again) if part)
