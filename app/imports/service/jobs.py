"""One import from its file to its last row.

Everything about a row goes in with one transaction, which also records how far the import has
come: whatever happens, the record is true. An import is a job: when its process dies, another one
goes on after the last line that is recorded. A dry run does the same and rolls every transaction
back, so that its counts are true as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex
from time import monotonic

from app.base_models import Model
from app.errors import FieldError, InvalidInput, NotFound
from app.graph import IdempotencyGuard, Reader, Writer
from app.imports import repository
from app.imports.models import FileRefused, ImportFormat, ImportReport, Progress, TitleReport
from app.imports.rules.mapping import dump_mapping, restore_mapping
from app.imports.rules.parsing import OpenedFile, open_file
from app.imports.rules.parts import Part, part_after
from app.imports.rules.records import progress, stopped
from app.imports.rules.row_readers import PersonDraft
from app.imports.rules.tally import Tally, count, refused_rows
from app.imports.rules.titles import report_titles
from app.imports.service.gathering import gather, save
from app.imports.service.reading import load_import, report_of, tally_of
from app.jobs import service as jobs
from app.jobs.models import Job, NewJob
from app.jobs.rules import Pace
from app.jobs.service import Ending, JobRun, Leased
from app.people.repository import find_ids
from app.security import policy
from app.security.policy import What
from app.session import Session

KIND = "import"
SAYS: Mapping[ImportFormat, What] = {"relationships": "bring_in", "acquaintances": "pair"}
"""What files say of people who have been imported before."""
WITH_TITLES = ("linkedin", "people")


class ImportPayload(Model):
    """What a process has to know, beside the file, to perform an import that another one took."""

    format: ImportFormat
    connector: str | None
    mapping: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """An import whose file is known to be good, before its first row."""

    id: str
    file: OpenedFile
    file_name: str
    data: bytes
    mapping: object
    connector: str | None
    """Whose contacts the people become; of relationships, whose view alone may be stated."""
    dry_run: bool

    @property
    def rows(self) -> int:
        """Rows of the file, those that cannot be read included."""
        return len(self.file.table.rows) + len(self.file.table.broken)

    @property
    def job(self) -> NewJob:
        """The import as a job, with all that another process would need."""
        payload = ImportPayload(
            format=self.file.format,
            connector=self.connector,
            mapping=dump_mapping(self.mapping),
            dry_run=self.dry_run,
        )
        return NewJob(self.id, KIND, payload.model_dump_json(), total=self.rows, content=self.data)


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
) -> PreparedImport:
    """Open a file; raises `InvalidInput` when it cannot be imported at all.

    `mapping` is what JSON or YAML made of the mapping. A connector's key imports its own contacts
    and states its own view.
    """
    if connector is not None:
        policy.demand(session.principal, "bring_in", connector)
    if file_format in SAYS:
        policy.demand_for_anyone(session.principal, SAYS[file_format])
    connector = connector or session.connector
    if file_format == "linkedin" and connector is None:
        message = "choose whose connections these are"
        raise InvalidInput(message, errors=[FieldError(pointer="/connector", message=message)])
    if connector is not None:
        _must_be_there(session, connector)
    try:
        file = open_file(data, file_format, mapping)
    except FileRefused as refused:
        raise InvalidInput(
            str(refused), errors=[FieldError(pointer="/file", message=str(refused))]
        ) from None
    shown = "".join(character for character in file_name if character.isprintable())
    return PreparedImport(
        id=token_hex(8),
        file=file,
        file_name=shown[-200:],
        data=data,
        mapping=mapping,
        connector=connector,
        dry_run=dry_run,
    )


def _must_be_there(session: Session, person: str) -> None:
    if not session.read(lambda tx: tx.one(find_ids, ids=[person])).ids:
        raise NotFound(
            f"No person “{person}” in this workspace: import them first, for example "
            "with a CSV of people that has the columns id, name and connector."
        )


def enqueue(
    session: Session, prepared: PreparedImport, once: IdempotencyGuard | None = None
) -> ImportReport:
    """Leave the import to the next free worker; its answer is what a repeated request gets."""

    def work(tx: Writer) -> ImportReport:
        _create(tx, prepared)
        jobs.put(tx, session.principal, prepared.job)
        return _report(tx, prepared.id)

    report = session.write(work, once)
    jobs.bell.ring()
    return report


def perform(
    session: Session, prepared: PreparedImport, tell: Progress = lambda _, __: None
) -> ImportReport:
    """Import every row, or find out what it would do, in this process.

    What goes wrong is recorded and raised; should the process die, another one goes on.
    """

    def work(tx: Writer) -> Leased:
        _create(tx, prepared)
        return jobs.put_leased(tx, session.principal, prepared.job)

    run = JobRun(session, session.write(work))
    importing = ImportRun(run, prepared.file, prepared.connector, prepared.dry_run, tell)
    jobs.perform_here(run, jobs.Handler(lambda _: importing.perform(), record_failure))
    return session.read(lambda tx: _report(tx, prepared.id))


def _create(tx: Writer, prepared: PreparedImport) -> None:
    """Record the import as begun."""
    values = {
        "status": "running",
        "format": prepared.file.format,
        "file_name": prepared.file_name,
        "encoding": prepared.file.encoding,
        "connector": prepared.connector,
        "rows": prepared.rows,
        "ignored_columns": list(prepared.file.bound.ignored),
        "sha256": sha256(prepared.data).hexdigest(),
        "started_at": tx.now,
        **progress(Tally()),
    }
    tx.do(repository.create_import, id=prepared.id, values=values)


def _report(tx: Reader, import_id: str) -> ImportReport:
    row = load_import(tx, import_id)
    if row is None:
        raise NotFound("The record of this import was deleted while it ran.")
    return report_of(row)


def perform_queued(run: JobRun) -> Ending:
    """Perform an import that waited in the queue, or whose process died."""
    payload = ImportPayload.model_validate_json(run.job.payload)
    file = open_file(run.content(), payload.format, restore_mapping(payload.mapping))
    return ImportRun(run, file, payload.connector, payload.dry_run).perform()


def record_failure(tx: Writer, job: Job, message: str) -> None:
    """Record that an import does not come to its end, and why."""
    row = load_import(tx, job.id)
    if row is not None:
        values = {
            "status": "failed",
            "message": stopped(row.last_line, message),
            "finished_at": tx.now,
        }
        tx.do(repository.record_progress, id=job.id, values=values)


@dataclass(slots=True)
class ImportRun:
    """An import that this process performs."""

    run: JobRun
    file: OpenedFile
    connector: str | None
    dry_run: bool
    told: Progress = lambda _, __: None
    pace: Pace = field(default_factory=Pace)

    def perform(self) -> Ending:
        """Import every row after the last line that is recorded."""
        row = self.run.session.read(lambda tx: load_import(tx, self.run.job.id))
        if row is None:
            raise NotFound("The record of this import was deleted before it began.")
        tally = tally_of(row)
        entries, refused = gather(self.run.session, self.file, self.connector)
        rest = part_after(tally.last_line, entries, refused)
        rows = tally.done + rest.rows
        while rest.rows:
            self.run.tell(tally.done, rows)
            tally, part = self._take_first(rest, tally, rows)
            rest = rest.without(part)
            self.told(tally.done, rows)
        self.run.note(tally.done, rows)
        titles = report_titles(e.item for e in entries if isinstance(e.item, PersonDraft))
        return lambda tx: self._finish(tx, tally, rows, titles)

    def _take_first(self, rest: Part, before: Tally, rows: int) -> tuple[Tally, Part]:
        """Save the first of what is left and record it; of a dry run only the record stays."""
        part, begun, awaited = rest, monotonic(), False

        def work(tx: Writer) -> Tally:
            nonlocal part, begun, awaited
            part, begun = rest.first(self.pace.rows), monotonic()
            tally = self._save(tx, part, before)
            awaited = self.run.session.is_awaited()
            if self.dry_run:
                raise _Preview(tally)
            self._record(tx, tally, rows)
            return tally

        try:
            tally = self.run.write(work, self._slow_down)
        except _Preview as preview:
            tally = preview.tally
            self.run.write(lambda tx: self._record(tx, tally, rows))
        self.pace = self.pace.after(len(part.entries), monotonic() - begun, awaited=awaited)
        return tally, part

    def _slow_down(self) -> None:
        self.pace = self.pace.overtaken()

    def _save(self, tx: Writer, part: Part, before: Tally) -> Tally:
        results = save(
            tx,
            self.run.session.principal,
            self.file.format,
            part.entries,
            connector=self.connector,
            # Written to whatever it creates, so that one sees where that came from.
            source=f"import:{self.run.job.id}",
            now=tx.now,
            secret=self.run.session.graph.secret(),
        )
        counted = count(part.entries, results, self.file.heading_of)
        return before.plus(refused_rows(part.refused)).plus(counted)

    def _record(self, tx: Writer, tally: Tally, rows: int, **more: object) -> None:
        values = progress(tally) | {"rows": rows} | more
        tx.do(repository.record_progress, id=self.run.job.id, values=values)

    def _finish(self, tx: Writer, tally: Tally, rows: int, titles: TitleReport) -> bytes:
        status = "previewed" if self.dry_run else "done"
        said = titles.model_dump_json() if self.file.format in WITH_TITLES else None
        self._record(tx, tally, rows, status=status, titles=said, finished_at=tx.now)
        return b""
