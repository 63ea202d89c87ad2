"""What the command line says of an import."""

from datetime import UTC, datetime

import pytest

from app.imports.models import ImportReport, OpenTitle, TitleReport
from app.terminal.imports import show_import


@pytest.mark.parametrize(("rows", "said"), [(1, "1 row: "), (2, "2 rows: ")])
def test_one_row_is_counted_in_the_singular(
    rows: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    report = ImportReport(
        id="one", status="done", format="people", file_name="me.csv", encoding="UTF-8",
        connector=None, message=None, titles=None,
        updated=0, merged=0, unchanged=0, suppressed=0, refused=0,
        errors=(), warnings=(), ignored_columns=(),
        rows=rows, done=rows, created=rows, started_at=now, finished_at=now,
    )  # fmt: skip
    show_import(report, as_json=False)
    assert capsys.readouterr().out.startswith(said)


def test_titles_are_counted_and_the_most_frequent_that_say_too_little_are_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    titles = TitleReport(
        recognized=7, suggested=2, not_recognized=1, ruled_out=3,
        open=(
            OpenTitle(title="Wedding flowers", rows=2, suggestions=("florist", "dj")),
            OpenTitle(title="Wizard", rows=1, suggestions=()),
        ),
    )  # fmt: skip
    report = ImportReport(
        id="one", status="done", format="people", file_name="me.csv", encoding="UTF-8",
        connector=None, message=None, titles=titles,
        updated=0, merged=0, unchanged=0, suppressed=0, refused=0,
        errors=(), warnings=(), ignored_columns=(),
        rows=13, done=13, created=13, started_at=now, finished_at=now,
    )  # fmt: skip
    show_import(report, as_json=False)
    said = capsys.readouterr()
    assert (
        "Titles: 7 recognized, 2 could be one of several, 1 not recognized, 3 left out" in said.out
    )
    assert "2 × “Wedding flowers”: florist, dj?" in said.err
    assert "1 × “Wizard”\n" in said.err
