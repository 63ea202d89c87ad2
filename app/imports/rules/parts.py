"""A file in parts, each of which goes in with one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from app.errors import FieldError
from app.imports.rules.entries import Entry


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

    def first(self, most: int) -> "Part":
        """The part with at most so many entries that goes in before the rest."""
        some = self.entries[:most]
        return Part(some, self.refused if len(some) == len(self.entries) else self._among(some))

    def without(self, first: "Part") -> "Part":
        """What is left when the first part has gone in."""
        return Part(self.entries[len(first.entries) :], self.refused[len(first.refused) :])

    def _among(self, entries: Sequence[Entry[Any]]) -> Sequence[FieldError]:
        return list(takewhile(lambda one: one.line <= entries[-1].line, self.refused))


def part_after(line: int, entries: Sequence[Entry[Any]], refused: Sequence[FieldError]) -> Part:
    """All that begins after a line: up to that one an import has come before."""
    return Part(
        [entry for entry in entries if entry.line > line],
        sorted((one for one in refused if one.line > line), key=lambda one: one.line),
    )
