"""A file in parts, each of which goes in with one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from app.errors import FieldError
from app.imports.rules.entries import Entry

PART_ENTRIES = 2_000
"""So many rows a statement takes well."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries in the order of their first lines, and what is wrong with the rows among them."""

    entries: Sequence[Entry[Any]]
    refused: Sequence[FieldError]

    @property
    def rows(self) -> int:
        """The rows of the file that the part deals with."""
        refused = len({issue.line for issue in self.refused})
        return refused + sum(1 + len(entry.later) for entry in self.entries)


def parts_after(
    line: int, entries: Sequence[Entry[Any]], refused: Sequence[FieldError]
) -> list[Part]:
    """The parts of what begins after a line: up to that one an import has come before."""
    entries = [entry for entry in entries if entry.line > line]
    issues = sorted((one for one in refused if one.line > line), key=lambda one: one.line)
    parts: list[Part] = []
    for start in range(0, len(entries), PART_ENTRIES):
        some = entries[start : start + PART_ENTRIES]
        is_last = start + PART_ENTRIES >= len(entries)
        among = issues if is_last else _up_to(some[-1].line, issues)
        issues = issues[len(among) :]
        parts.append(Part(some, among))
    return [*parts, Part((), issues)] if issues else parts


def _up_to(line: int, issues: Sequence[FieldError]) -> list[FieldError]:
    return list(takewhile(lambda one: one.line <= line, issues))
