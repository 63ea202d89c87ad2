"""An import as the graph keeps it, and as it is shown."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.imports.models import Issue
from app.imports.rules.tally import Tally

SILENCE = timedelta(minutes=2)
"""An import that has not been heard of for so long has died: each step takes seconds."""


def progress(tally: Tally, now: datetime) -> dict[str, Any]:
    """The properties that say how far an import has come; `now` shows that it lives."""
    return {
        "done": tally.done,
        "created": tally.created,
        "updated": tally.updated,
        "merged": tally.merged,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "last_line": tally.last_line,
        "heartbeat_at": now,
        **_columns("error", tally.errors),
        **_columns("warning", tally.warnings),
    }


def _columns(kind: str, issues: Sequence[Issue]) -> dict[str, Any]:
    """Issues as lists of equal length; no column is "", because lists hold no null."""
    return {
        f"{kind}_lines": [issue.line for issue in issues],
        f"{kind}_columns": [issue.column or "" for issue in issues],
        f"{kind}_messages": [issue.message for issue in issues],
    }


def issues(lines: Sequence[int], columns: Sequence[str], messages: Sequence[str]) -> list[Issue]:
    """The issues that were kept as lists."""
    return [
        Issue(line=line, column=column or None, message=message)
        for line, column, message in zip(lines, columns, messages, strict=True)
    ]


def stopped(last_line: int) -> str:
    """The message of an import that stopped before its end."""
    where = f"after line {last_line}" if last_line else "before the first row"
    return (
        f"It stopped {where}. Import the same file again: finished rows are matched, and "
        "nothing is added twice."
    )
