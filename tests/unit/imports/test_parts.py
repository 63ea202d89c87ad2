"""A file in parts: each row in one of them, and none again after the line that is recorded."""

from itertools import cycle
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.errors import FieldError
from app.imports.rules.entries import Entry
from app.imports.rules.parts import Part, part_after


def entries(count: int) -> list[Entry[Any]]:
    """One for every second line from 2 on."""
    return [Entry(line, None) for line in range(2, 2 * count + 2, 2)]


def issue(line: int) -> FieldError:
    return FieldError(line=line, column=None, message="no name")


def in_parts(rest: Part, most: int) -> list[Part]:
    """The parts as they go in, one after the other."""
    parts = []
    while rest.rows:
        parts.append(rest.first(most))
        rest = rest.without(parts[-1])
    return parts


def test_refused_rows_are_dealt_with_among_the_rows_around_them() -> None:
    refused = [issue(3), issue(3), issue(23), issue(9_999)]
    first, second = in_parts(part_after(0, entries(12), refused), 10)
    assert (len(first.entries), [one.line for one in first.refused]) == (10, [3, 3])
    assert first.rows == 10 + 1
    assert [one.line for one in second.refused] == [23, 9_999]
    assert second.rows == 2 + 2


@given(st.integers(0, 40), st.lists(st.integers(2, 90)), st.lists(st.integers(1, 50), min_size=1))
def test_whatever_the_pace_each_row_is_in_one_part(
    count: int, refused: list[int], paces: list[int]
) -> None:
    rest = whole = part_after(0, entries(count), [issue(line) for line in refused])
    parts = []
    for pace in cycle(paces):
        if not rest.rows:
            break
        parts.append(rest.first(pace))
        rest = rest.without(parts[-1])
    assert [entry for part in parts for entry in part.entries] == whole.entries
    assert [one for part in parts for one in part.refused] == whole.refused
    assert sum(part.rows for part in parts) == whole.rows


def test_what_was_dealt_with_is_in_no_part_again() -> None:
    part = part_after(5, entries(4), [issue(3), issue(5), issue(7)])
    assert [entry.line for entry in part.entries] == [6, 8]
    assert [one.line for one in part.refused] == [7]


def test_a_file_of_refused_rows_alone_is_a_part() -> None:
    assert part_after(0, [], [issue(2), issue(3)]).first(1).rows == 2


def test_nothing_left_is_an_empty_part() -> None:
    assert part_after(9, entries(4), [issue(3)]).rows == 0
