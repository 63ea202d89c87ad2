"""How the report of an import looks."""

from rich.text import Text

from app.imports.models import ImportReport, TitleReport
from app.terminal import err, say, say_json

MOST_ERRORS_SHOWN = 20
MOST_TITLES_SHOWN = 10


def show_import(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        say_json(report)
        return
    verb = "would be" if report.status == "previewed" else "were"
    rows = "row" if report.rows == 1 else "rows"
    say(
        f"{report.rows} {rows}: {report.created} {verb} added, {report.updated} updated "
        f"({report.merged} matched), {report.unchanged} unchanged, {report.refused} not imported"
    )
    if report.suppressed:
        say(f"{_deleted_people(report.suppressed)} Add them again only when they agree.")
    if report.titles:
        _say_titles(report.titles)
    if report.message:
        err.print(Text(report.message))
    if report.ignored_columns:
        err.print(f"  columns not used: {', '.join(report.ignored_columns)}", markup=False)
    if report.warnings:
        err.print(f"  {len(report.warnings)} warnings about imported rows (see --json)")
    for error in report.errors[:MOST_ERRORS_SHOWN]:
        err.print(Text(f"  line {error.line}, {error.column or 'row'}: {error.message}"))
    if len(report.errors) > MOST_ERRORS_SHOWN:
        err.print(f"  … and {len(report.errors) - MOST_ERRORS_SHOWN} more (see --json)")


def _say_titles(titles: TitleReport) -> None:
    """How many titles say a profession, and the most frequent of those that don't."""
    unsure = titles.suggested + titles.not_recognized
    if titles.recognized or unsure:
        say(
            f"Titles: {titles.recognized} recognized, {titles.suggested} could be one of several, "
            f"{titles.not_recognized} not recognized, {titles.ruled_out} left out"
        )
    for title in titles.open[:MOST_TITLES_SHOWN]:
        could_be = f": {', '.join(title.suggestions)}?" if title.suggestions else ""
        err.print(Text(f"  {title.rows} × “{title.title[:80]}”{could_be}"))


def _deleted_people(rows: int) -> str:
    """A sentence about rows that were left out."""
    if rows == 1:
        return "1 row is about someone who was deleted, and was left out."
    return f"{rows} rows are about people who were deleted, and were left out."
