"""The table in a CSV text."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.models import MAX_ROWS, FileRefused, Table
from app.imports.rules.tables import read_table


def familiar(cells: Sequence[str]) -> int:
    return sum(cell.strip().lower() in {"name", "email", "town"} for cell in cells)


def table(text: str, lines_before: int = 0) -> Table:
    return read_table(text, familiar, lines_before)


def lines(read: Table) -> list[int]:
    return [row.line for row in read.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate(separator: str) -> None:
    read = table(f"name{separator}email\nAnn{separator}ann@example.org\n")
    assert read.headings == ("name", "email")
    assert read.rows[0].cells == ("Ann", "ann@example.org")


def test_a_name_with_a_comma_does_not_hide_that_semicolons_separate() -> None:
    read = table("name;town\nLee, Ann;Galway\nDoe, Bob;Cork\n")
    assert [row.cells for row in read.rows] == [("Lee, Ann", "Galway"), ("Doe, Bob", "Cork")]


def test_a_single_column_needs_no_separator() -> None:
    assert [row.cells for row in table("name\nAnn\nBob\n").rows] == [("Ann",), ("Bob",)]


def test_excels_note_of_the_separator_is_no_heading() -> None:
    assert table("sep=;\nname;town\nAnn;Cork\n").headings == ("name", "town")
    assert table("sep=,\nname,town\nAnn,Cork\n").headings == ("name", "town")


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    read = table('name,notes,town\n\nAnn,"two\nlines",Cork\n,,\nBob,one,Galway\n')
    assert lines(read) == [3, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(end: str) -> None:
    assert lines(table(f"name{end}Ann{end}Bob{end}")) == [2, 3]


def test_a_quoted_cell_keeps_its_line_end() -> None:
    assert table('name,town\n"Ann\nLee",Cork\n').rows[0].cells == ("Ann\nLee", "Cork")


def test_lines_before_the_headings_are_skipped_where_the_format_has_them() -> None:
    text = 'Notes:\n"Some, of the, addresses are missing"\n\nname,email,town\nAnn,,Cork\n'
    read = table(text, lines_before=20)
    assert read.headings == ("name", "email", "town")
    assert lines(read) == [5]


def test_empty_headings_at_the_end_are_cut_off_with_their_empty_cells() -> None:
    read = table("name,town,,\nAnn,Cork,,\n")
    assert read.headings == ("name", "town")
    assert read.rows[0].cells == ("Ann", "Cork")


@pytest.mark.parametrize("row", ["Ann", "Ann,Cork,more"])
def test_a_row_of_another_length_is_told_with_its_line(row: str) -> None:
    read = table(f"name,town\nZoe,Galway\n{row}\nBob,Cork\n")
    assert lines(read) == [2, 4]
    (issue,) = read.broken
    assert issue.line == 3
    assert "there are 2 headings" in issue.message


def test_a_quotation_mark_inside_a_quoted_cell_costs_only_its_row() -> None:
    read = table('name,town\n"Jim "Jimmy" Doe",Cork\nBob,Galway\n')
    assert lines(read) == [3]
    assert read.broken[0].line == 2
    assert "must be doubled" in read.broken[0].message


def test_a_quotation_mark_that_is_never_closed_names_the_lines_that_it_swallowed() -> None:
    read = table('name,town\nAnn,Cork\n"Bob,Galway\nEve,Sligo\n')
    assert lines(read) == [2]
    assert read.broken[0].line == 3
    assert "never closed, so lines 3 to 4" in read.broken[0].message


def test_an_endless_cell_is_refused_and_not_read_as_a_row() -> None:
    read = table(f'name,town\n"{"x" * 200_000}",Cork\nBob,Galway\n')
    assert lines(read) == [3]
    assert "131,072 characters" in read.broken[0].message


def test_an_endless_line_refuses_the_file() -> None:
    with pytest.raises(FileRefused, match="Line 2 has more than 1,000,000 characters"):
        table("name\n" + "," * 1_000_001)


def test_too_many_rows_refuse_the_file() -> None:
    with pytest.raises(FileRefused, match="more than 200,000 rows"):
        table("name\n" + "Ann\n" * (MAX_ROWS + 1))


def test_too_many_columns_refuse_the_file() -> None:
    with pytest.raises(FileRefused, match="1,001 columns"):
        table(",".join(["name"] * 1001))


def test_headings_that_cannot_be_read_refuse_the_file() -> None:
    with pytest.raises(FileRefused, match="no line with headings"):
        table('"name,email\nAnn,ann@example.org\n')


@given(st.text(alphabet='ab",;\t\n\r\0 \ud800é', max_size=80))
def test_any_text_is_a_table_or_is_refused(text: str) -> None:
    try:
        read = table("name,town\n" + text)
    except FileRefused:
        return
    assert all(len(row.cells) == len(read.headings) for row in read.rows)


@given(
    st.lists(
        st.lists(st.text(alphabet='ab ",\n;é', min_size=1), min_size=2, max_size=2), min_size=1
    )
)
def test_what_a_csv_writer_wrote_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["name", "town"], *rows])
    expected = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    read = table(out.getvalue())
    assert [row.cells for row in read.rows] == expected
    starts = [1 + i for i in range(1)]
    for row in rows:
        starts.append(starts[-1] + 1 + sum(cell.count("\n") for cell in row))
    kept = [at + 1 for at, row in zip(starts, rows, strict=False) if any(c.strip() for c in row)]
    assert lines(read) == kept
