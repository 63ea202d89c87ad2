"""A file in parts: each row in one of them, and none again after the line that is recorded."""

from typing import Any

from app.errors import FieldError
from app.imports.rules.entries import Entry
from app.imports.rules.parts import PART_ENTRIES, parts_after


def entries(count: int) -> list[Entry[Any]]:
    """One for every second line from 2 on."""
    return [Entry(line, None) for line in range(2, 2 * count + 2, 2)]


def issue(line: int) -> FieldError:
    return FieldError(line=line, column=None, message="no name")


def test_refused_rows_are_dealt_with_among_the_rows_around_them() -> None:
    refused = [issue(3), issue(3), issue(2 * PART_ENTRIES + 3), issue(9_999)]
    first, second = parts_after(0, entries(PART_ENTRIES + 2), refused)
    assert (len(first.entries), [one.line for one in first.refused]) == (PART_ENTRIES, [3, 3])
    assert first.rows == PART_ENTRIES + 1
    assert [one.line for one in second.refused] == [2 * PART_ENTRIES + 3, 9_999]
    assert second.rows == 2 + 2


def test_what_was_dealt_with_is_in_no_part_again() -> None:
    refused = [issue(3), issue(5), issue(7)]
    (part,) = parts_after(5, entries(4), refused)
    assert [entry.line for entry in part.entries] == [6, 8]
    assert [one.line for one in part.refused] == [7]


def test_a_file_of_refused_rows_alone_is_a_part() -> None:
    (part,) = parts_after(0, [], [issue(2), issue(3)])
    assert part.rows == 2


def test_nothing_left_is_no_part() -> None:
    assert parts_after(9, entries(4), [issue(3)]) == []
