"""A week's planning from its request to the saved plans.

One planning of a week runs at a time in a workspace: it is claimed under the workspace's lock,
and its record, the `PlanRun`, says how far it is. Facts are read and the week is decided outside
any transaction; the plans are written when the facts have not changed since, else the week is
decided again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from time import monotonic, sleep

from app.errors import FieldError, GraphUnavailable, InvalidInput, NotFound, PlanOvertaken
from app.graph import Reader, Writer, chunks
from app.people.repository import find_ids
from app.plans import repository
from app.plans.models import NewPlan, Plan
from app.plans.rules.weeks import BadWeek, is_over, monday_of, refuse_unplannable
from app.plans.service.deciding import Decided, Overtaken, Tell, decide
from app.plans.service.loading import Week
from app.plans.service.reading import decided_plan, read_plans, zone_of
from app.plans.service.records import is_alive, proposal_rows, row_of
from app.security import policy
from app.session import Session

ATTEMPTS = 4
"""How often a week is decided when others keep changing the facts."""
HEARTBEAT = 5.0
"""Seconds between two notes of how far it is."""
NEW = timedelta(minutes=1)
"""So long a plan is new: anyone who waits for one that takes long finds it."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LOOK = 0.1
"""Seconds between two looks whether another's planning has ended."""


@dataclass(frozen=True, slots=True)
class Job:
    """A request that may be fulfilled."""

    week: Week
    connectors: tuple[str, ...]
    dry_run: bool


def prepare(session: Session, new: NewPlan) -> Job:
    """Look at a request; raises `Forbidden`, `NotFound`, or `InvalidInput` for a week that is over.

    A bound key plans for its own connector; an administrator's needs a reason, because a plan
    tells who someone trusts.
    """
    for connector in new.connectors or (session.connector or policy.EVERYONE,):
        policy.demand(session.principal, "see_private", connector)
    zone = zone_of(session)
    connectors = _connectors(session, new)
    try:
        job = Job(Week(new.week, monday_of(new.week), zone), tuple(connectors), new.dry_run)
        if not connectors or _missing(session, job):
            refuse_unplannable(new.week, session.now(), zone)
    except BadWeek as error:
        message = str(error)
        raise InvalidInput(
            f"{message}.", errors=[FieldError(pointer="/week", message=message)]
        ) from None
    return job


def _connectors(session: Session, new: NewPlan) -> list[str]:
    wanted = new.connectors or ((session.connector,) if session.connector else None)
    if wanted is None:
        rows = session.read(lambda tx: tx.many(repository.list_connectors))
        return [row.id for row in rows]
    unique = sorted(set(wanted))
    found = session.read(
        lambda tx: {one for part in chunks(unique) for one in tx.one(find_ids, ids=part).ids},
    )
    if missing := [connector for connector in unique if connector not in found]:
        raise NotFound(f"No person “{missing[0]}” here.")
    return unique


def perform(session: Session, job: Job, tell: Tell = lambda _, __: None) -> Plan:
    """Plan the week for those who have no plan yet; returns everyone's.

    A planning of the same week that runs already is waited for. Raises `PlanOvertaken`.
    """
    if job.dry_run:
        return _preview(session, job, tell)
    while missing := _missing(session, job):
        # Looked at without the lock first: others wait for it.
        busy = session.read(lambda tx: _is_planned_now(tx, job))
        run = None if busy else _claim(session, job, missing)
        if run is not None:
            run.perform(tell)
            break
        tell(0, len(job.connectors))
        sleep(LOOK)
    return read_plans(session, job.week.name, job.connectors)


def _preview(session: Session, job: Job, tell: Tell) -> Plan:
    """The plan as it would be; saved ones are shown as they are."""
    missing, begin = _missing(session, job), monotonic()
    saved = [one for one in job.connectors if one not in set(missing)]
    before = read_plans(session, job.week.name, saved)
    if not missing:
        return before.model_copy(update={"dry_run": True})
    for _ in range(ATTEMPTS):
        with suppress(Overtaken):
            decided = decide(session, job.week, missing, tell)
            return decided_plan(job.week.name, decided, before, monotonic() - begin)
    raise _overtaken()


def _overtaken() -> PlanOvertaken:
    return PlanOvertaken("Other changes came in while it was planned. Plan it again in a minute.")


def _missing(session: Session, job: Job) -> list[str]:
    there = session.read(lambda tx: _planned(tx, job.week, job.connectors))
    return [connector for connector in job.connectors if connector not in there]


def _planned(tx: Reader, week: Week, connectors: Sequence[str]) -> set[str]:
    """Who of them has a plan.

    One that proposes no one no longer counts once facts have changed, because contacts may have
    come: unless it has just been made, or the week is over.
    """
    now = tx.now
    before = NEVER if is_over(week.monday, now, week.zone) else now - NEW
    row = tx.one(
        repository.list_planned, week=week.name, connectors=list(connectors), before=before
    )
    return set(row.connectors)


class _Run:
    """A planning that this process has claimed."""

    def __init__(self, session: Session, job: Job, run: str, connectors: list[str]) -> None:
        self._session, self._job = session, job
        self._id, self._connectors = run, connectors
        self._noted = monotonic()

    def perform(self, tell: Tell) -> None:
        """Decide and save; the record says how it ended, whatever the reason."""
        with self._recording():
            for _ in range(ATTEMPTS):
                with suppress(Overtaken):
                    decided = decide(
                        self._session,
                        self._job.week,
                        self._connectors,
                        self._telling(tell),
                    )
                    self._save(decided)
                    return
            raise _overtaken()

    def _telling(self, tell: Tell) -> Tell:
        def told(done: int, total: int) -> None:
            tell(done, total)
            if monotonic() - self._noted > HEARTBEAT:
                self._note({"done": done, "heartbeat_at": self._session.now()})
                self._noted = monotonic()

        return told

    def _note(self, values: dict[str, object]) -> None:
        self._session.write(lambda tx: tx.do(repository.record_run, id=self._id, values=values))

    def _save(self, decided: Decided) -> None:
        """Write the plans if the facts are as they were read; raises `Overtaken` otherwise."""
        week = self._job.week
        sides = [row for plan in decided.plans for row in proposal_rows(plan, week.name)]

        def work(tx: Writer) -> None:
            if tx.facts_seq != decided.facts_seq:
                raise Overtaken
            rows = [row_of(plan, week, decided, self._id, tx.now, tx.seq) for plan in decided.plans]
            for part in chunks(rows):
                tx.do(repository.put_plans, rows=part)
            for part in chunks(sides):
                tx.do(repository.create_proposals, rows=part)
            values = {"status": "done", "done": len(self._connectors), "heartbeat_at": tx.now}
            tx.do(repository.record_run, id=self._id, values=values)

        self._session.write(work)

    @contextmanager
    def _recording(self) -> Iterator[None]:
        ended, message = False, "It was stopped. Plan it again."
        try:
            yield
            ended = True
        except PlanOvertaken as error:
            message = error.detail
            raise
        finally:
            if not ended:
                with suppress(GraphUnavailable):
                    self._note({"status": "failed", "message": message})


def _is_planned_now(tx: Reader, job: Job) -> bool:
    now, runs = tx.now, tx.many(repository.list_runs, week=job.week.name)
    return any(is_alive(run, now) for run in runs)


def _claim(session: Session, job: Job, connectors: list[str]) -> _Run | None:
    """Record that this process plans the week; None when another does, or has just done it."""
    run = token_hex(8)

    def work(tx: Writer) -> bool:
        if _planned(tx, job.week, connectors) or _is_planned_now(tx, job):
            return False
        values = {
            "week": job.week.name,
            "status": "running",
            "connectors": connectors,
            "done": 0,
            "started_at": tx.now,
            "heartbeat_at": tx.now,
        }
        tx.do(repository.create_run, id=run, values=values)
        return True

    return _Run(session, job, run, connectors) if session.write(work) else None
