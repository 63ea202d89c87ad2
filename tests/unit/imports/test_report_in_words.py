"""What the command line says of an import."""

from datetime import UTC, datetime

import pytest

from app.imports.models import ImportReport
from app.terminal.imports import show_import


@pytest.mark.parametrize(("rows", "said"), [(1, "1 row: "), (2, "2 rows: ")])
def test_one_row_is_counted_in_the_singular(
    rows: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    report = ImportReport(
        id="one", status="done", format="people", file_name="me.csv", encoding="UTF-8",
        connector=None, message=None, updated=0, merged=0, unchanged=0, suppressed=0, refused=0,
        errors=(), warnings=(), ignored_columns=(),
        rows=rows, done=rows, created=rows, started_at=now, finished_at=now,
    )  # fmt: skip
    show_import(report, as_json=False)
    assert capsys.readouterr().out.startswith(said)
