"""One import from its file to its last row.

Everything about a row goes in with one transaction, which also records how far the import has
come: whatever happens, the record is true, and the same file imported again does the rest.
A dry run does the same and rolls every transaction back, so that its counts are true as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from app.errors import FieldError, GraphUnavailable, InvalidInput, NotFound
from app.graph import IdempotencyGuard, Reader, Writer, chunks
from app.imports import repository
from app.imports.models import FileRefused, ImportFormat, ImportReport, Progress
from app.imports.rules.parsing import OpenedFile, open_file
from app.imports.rules.records import progress, stopped
from app.imports.rules.tally import Tally, count
from app.imports.service.gathering import Entries, gather, save
from app.imports.service.reading import load_import, report_of
from app.people.repository import find_ids
from app.session import Session


@dataclass(frozen=True, slots=True)
class Job:
    """An import whose file is known to be good, before its first row."""

    id: str
    file: OpenedFile
    file_name: str
    checksum: str
    connector: str | None
    """Whose contacts the people become; of relationships, whose view alone may be stated."""
    dry_run: bool

    @property
    def source(self) -> str:
        """Written to whatever the import creates, so that one sees where it came from."""
        return f"import:{self.id}"


class _Preview(Exception):
    """What a transaction would have done; raised inside it, so that it is rolled back."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        super().__init__("rolled back: a dry run")


def prepare(
    session: Session,
    *,
    file_name: str,
    data: bytes,
    file_format: ImportFormat,
    connector: str | None = None,
    mapping: object = None,
    dry_run: bool = False,
) -> Job:
    """Open a file; raises `InvalidInput` when it cannot be imported at all.

    `mapping` is what JSON or YAML made of the mapping. A connector's key imports its own contacts
    and states its own view.
    """
    if connector is not None:
        session.principal.act_as(connector)
    connector = connector or session.connector
    if file_format == "linkedin" and connector is None:
        message = "choose whose connections these are"
        raise InvalidInput(message, errors=[FieldError("/connector", message)])
    if connector is not None:
        _must_be_there(session, connector)
    try:
        file = open_file(data, file_format, mapping)
    except FileRefused as refused:
        raise InvalidInput(str(refused), errors=[FieldError("/file", str(refused))]) from None
    shown = "".join(character for character in file_name if character.isprintable())
    return Job(
        id=token_hex(8),
        file=file,
        file_name=shown[-200:],
        checksum=sha256(data).hexdigest(),
        connector=connector,
        dry_run=dry_run,
    )


def _must_be_there(session: Session, person: str) -> None:
    if not session.read(lambda tx: tx.one(find_ids, ids=[person])).ids:
        raise NotFound(
            f"No person “{person}” in this workspace: import them first, for example "
            "with a CSV of people that has the columns id, name and connector."
        )


def start(session: Session, job: Job, once: IdempotencyGuard | None = None) -> ImportReport:
    """Record that the import begins; its answer is what a repeated request gets."""
    now = session.now()
    values = {
        "status": "running",
        "format": job.file.format,
        "file_name": job.file_name,
        "encoding": job.file.encoding,
        "connector": job.connector,
        "rows": len(job.file.table.rows) + len(job.file.table.broken),
        "ignored_columns": list(job.file.bound.ignored),
        "sha256": job.checksum,
        "started_at": now,
        **progress(Tally(), now),
    }

    def work(tx: Writer) -> ImportReport:
        tx.do(repository.create_import, id=job.id, values=values)
        return _report(tx, job, now)

    return session.write(work, once)


def _report(tx: Reader, job: Job, now: datetime) -> ImportReport:
    row = load_import(tx, job.id)
    if row is None:
        raise NotFound("The record of this import was deleted while it ran.")
    return report_of(row, now)


def perform(session: Session, job: Job, tell: Progress = lambda _, __: None) -> ImportReport:
    """Import every row, or find out what it would do; `start` has recorded the job."""
    with _failing_on_record(session, job):
        entries, tally = gather(session, job.file, job.connector)
        rows = tally.refused + sum(1 + len(entry.later) for entry in entries)
        _record(session, job, progress(tally, session.now()) | {"rows": rows})
        for part in chunks(entries):
            tally = _take(session, job, part, tally)
            tell(tally.done, rows)
        now = session.now()
        status = "previewed" if job.dry_run else "done"
        return _record(session, job, progress(tally, now) | {"status": status, "finished_at": now})


@contextmanager
def _failing_on_record(session: Session, job: Job) -> Iterator[None]:
    """Record that the import failed when it does not come to its end, whatever the reason."""
    finished = False
    try:
        yield
        finished = True
    finally:
        if not finished:
            with suppress(GraphUnavailable):
                _record_failure(session, job)


def _record_failure(session: Session, job: Job) -> None:
    now = session.now()

    def work(tx: Writer) -> None:
        row = load_import(tx, job.id)
        if row is not None:
            values = {"status": "failed", "message": stopped(row.last_line), "finished_at": now}
            tx.do(repository.record_progress, id=job.id, values=values)

    session.write(work)


def _record(session: Session, job: Job, values: dict[str, Any]) -> ImportReport:
    now = session.now()

    def work(tx: Writer) -> ImportReport:
        tx.do(repository.record_progress, id=job.id, values=values)
        return _report(tx, job, now)

    return session.write(work)


def _take(session: Session, job: Job, part: Entries, before: Tally) -> Tally:
    """Save some entries and record it; of a dry run only the record stays."""
    now = session.now()

    def work(tx: Writer) -> Tally:
        results = save(
            tx,
            session.principal,
            job.file.format,
            part,
            connector=job.connector,
            source=job.source,
            now=now,
        )
        tally = before.plus(count(part, results, job.file.heading_of))
        if job.dry_run:
            raise _Preview(tally)
        tx.do(repository.record_progress, id=job.id, values=progress(tally, now))
        return tally

    try:
        return session.write(work)
    except _Preview as preview:
        _record(session, job, progress(preview.tally, now))
        return preview.tally
