"""Looking at imports, those under way too."""

from dataclasses import asdict

from app.errors import NotFound
from app.graph import Reader
from app.imports import repository
from app.imports.models import ImportReport, TitleReport
from app.imports.repository import ImportRow
from app.imports.rules.records import issues, stopped
from app.imports.rules.tally import Tally
from app.security import policy
from app.session import Session

SHOWN = ImportReport.model_fields.keys() - {"errors", "warnings", "titles"}


def get_import(session: Session, import_id: str) -> ImportReport:
    """An import as it stands; a bound key sees those of its own connector.

    Raises `NotFound`. One whose process has died is shown as failed, with what to do.
    """
    row = session.read(lambda tx: load_import(tx, import_id))
    if row is None:
        raise NotFound(policy.HIDDEN["see_import"].format(import_id))
    if row.connector is None:
        policy.demand(session.principal, "see_shared_import", policy.EVERYONE, named=import_id)
    else:
        policy.demand(session.principal, "see_import", row.connector, named=import_id)
    return report_of(row)


def load_import(tx: Reader, import_id: str) -> ImportRow | None:
    return tx.optional(repository.find_import, id=import_id)


def tally_of(row: ImportRow) -> Tally:
    """What is recorded of the rows that were dealt with."""
    return Tally(
        created=row.created,
        updated=row.updated,
        merged=row.merged,
        unchanged=row.unchanged,
        refused=row.refused,
        suppressed=row.suppressed,
        errors=issues(row.error_lines, row.error_columns, row.error_messages),
        warnings=issues(row.warning_lines, row.warning_columns, row.warning_messages),
        last_line=row.last_line,
    )


def report_of(row: ImportRow) -> ImportReport:
    shown = {name: value for name, value in asdict(row).items() if name in SHOWN}
    if row.status == "running" and not row.has_job:
        shown |= {"status": "failed", "message": stopped(row.last_line)}
    tally = tally_of(row)
    titles = TitleReport.model_validate_json(row.titles) if row.titles else None
    return ImportReport(
        errors=tuple(tally.errors), warnings=tuple(tally.warnings), titles=titles, **shown
    )


def finished_checksums(session: Session) -> set[str]:
    """SHA-256, in hexadecimal, of the files that were imported to their end."""
    rows = session.read(lambda tx: tx.many(repository.list_finished_files))
    return {row.sha256 for row in rows}
