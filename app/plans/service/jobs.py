"""A week's planning from its request to the saved plans.

A planning is a job, and the plannings of one week in a workspace run one after the other. Facts
are read and the week is decided outside any transaction; the plans are written when the facts have
not changed since, else the week is decided again.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_hex
from time import monotonic

from app.errors import FieldError, IntrosError, InvalidInput, NotFound, PlanOvertaken
from app.graph import Reader, Writer, chunks
from app.jobs import service as jobs
from app.jobs.models import Job, NewJob
from app.jobs.service import Ending, JobRun
from app.people.repository import find_ids
from app.plans import repository
from app.plans.models import NewPlan, Plan
from app.plans.rules.weeks import BadWeek, is_over, monday_of, refuse_unplannable
from app.plans.service.deciding import Decided, Overtaken, Tell, decide
from app.plans.service.loading import Week
from app.plans.service.reading import (
    PlanPayload,
    decided_plan,
    failed_plan,
    lane_of,
    read_plans,
    running_plan,
    zone_of,
)
from app.plans.service.records import proposal_rows, row_of
from app.security import policy
from app.session import Session

ATTEMPTS = 4
"""How often a week is decided when others keep changing the facts."""
PATIENCE_SECONDS = 10.0
"""After so long an answer says that the planning is still running."""
NEW = timedelta(minutes=1)
"""So long a plan is new: anyone who waits for one that takes long finds it."""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
KIND = "plan"
RAISED: dict[str, type[IntrosError]] = {one.code: one for one in (PlanOvertaken, NotFound)}
"""Errors of a planning that anyone who waits for it gets as they were."""


@dataclass(frozen=True, slots=True)
class Planning:
    """A request that may be fulfilled."""

    week: Week
    connectors: tuple[str, ...]
    dry_run: bool

    @property
    def job(self) -> NewJob:
        """The planning as a job; the same request is the same job."""
        what = "try" if self.dry_run else "plan"
        whom = sha256("\n".join(self.connectors).encode()).hexdigest()[:32]
        payload = PlanPayload(
            week=self.week.name,
            zone=self.week.zone,
            connectors=self.connectors,
            dry_run=self.dry_run,
        )
        return NewJob(
            id=f"{what}|{self.week.name}|{whom}",
            kind=KIND,
            payload=payload.model_dump_json(),
            lane=None if self.dry_run else lane_of(self.week.name),
            total=len(self.connectors),
        )


def prepare(session: Session, new: NewPlan) -> Planning:
    """Look at a request; raises `Forbidden`, `NotFound`, or `InvalidInput` for a week that is over.

    A bound key plans for its own connector, an administrator's for no one: a plan tells who
    someone trusts.
    """
    for connector in new.connectors or (session.connector or policy.EVERYONE,):
        policy.demand(session.principal, "plan", connector)
    zone = zone_of(session)
    connectors = _connectors(session, new)
    try:
        week = Week(new.week, monday_of(new.week), zone)
        planning = Planning(week, tuple(connectors), new.dry_run)
        if not connectors or _missing(session, planning):
            refuse_unplannable(new.week, session.now(), zone)
    except BadWeek as error:
        message = str(error)
        raise InvalidInput(
            f"{message}.", errors=[FieldError(pointer="/week", message=message)]
        ) from None
    return planning


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


def plan(session: Session, planning: Planning, patience: float = PATIENCE_SECONDS) -> Plan:
    """The plan, or one with the status `running` when it takes longer than `patience` seconds.

    The same request joins the planning that waits or runs, and so learns what a dry run found.
    """
    if not _missing(session, planning):
        return _saved(session, planning)
    new = planning.job
    jobs.put_or_join(session, new)
    job = jobs.wait_for_result(session, new.id, patience)
    if job is None:
        # Another request has had its result, and this one came late.
        return running_plan(planning.week.name, 0, new.total, dry_run=planning.dry_run)
    return _result(session, planning, job)


def _result(session: Session, planning: Planning, job: Job) -> Plan:
    week = planning.week.name
    if job.is_open:
        return running_plan(week, job.done, job.total, dry_run=planning.dry_run)
    if job.status == "done" and planning.dry_run:
        found = session.read(lambda tx: jobs.load_content(tx, job.id))
        return Plan.model_validate_json(found)
    if job.status == "done":
        return _saved(session, planning)
    if job.code in RAISED:
        raise RAISED[job.code](job.message or "")
    return failed_plan(week, job, dry_run=planning.dry_run)


def _saved(session: Session, planning: Planning) -> Plan:
    plan = read_plans(session, planning.week.name, planning.connectors)
    return plan.model_copy(update={"dry_run": planning.dry_run})


def perform(session: Session, planning: Planning, tell: Tell = lambda _, __: None) -> Plan:
    """Plan the week in this process for those who have no plan yet; returns everyone's.

    Another planning of the week that runs already is waited for. Raises `PlanOvertaken`.
    """
    if planning.dry_run:
        return _preview(session, planning, tell)
    new = planning.job
    while _missing(session, planning):
        leased = jobs.put_or_take(session, new)
        if leased is not None:
            run = JobRun(session, leased)
            jobs.perform_here(run, jobs.Handler(lambda run: _perform(run, planning, tell)))
            break
        tell(0, len(planning.connectors))
        jobs.wait_a_moment()
    return read_plans(session, planning.week.name, planning.connectors)


def perform_queued(run: JobRun) -> Ending:
    """Perform a planning that waited in the queue, or whose process died."""
    payload = PlanPayload.model_validate_json(run.job.payload)
    week = Week(payload.week, monday_of(payload.week), payload.zone)
    return _perform(run, Planning(week, payload.connectors, payload.dry_run), lambda _, __: None)


def _perform(run: JobRun, planning: Planning, tell: Tell) -> Ending:
    def told(done: int, total: int) -> None:
        run.tell(done, total)
        tell(done, total)

    if planning.dry_run:
        found = _preview(run.session, planning, told).model_dump_json().encode()
        return lambda _: found
    if missing := _missing(run.session, planning):
        _plan_and_save(run, planning.week, missing, told)
    return lambda _: b""


def _plan_and_save(run: JobRun, week: Week, connectors: list[str], tell: Tell) -> None:
    for _ in range(ATTEMPTS):
        with suppress(Overtaken):
            _save(run, week, decide(run.session, week, connectors, tell))
            return
    raise _overtaken()


def _save(run: JobRun, week: Week, decided: Decided) -> None:
    """Write the plans if the facts are as they were read; raises `Overtaken` otherwise."""
    sides = [
        row for plan in decided.plans for row in proposal_rows(plan, week.name, decided.reasons)
    ]
    run_id = token_hex(8)

    def work(tx: Writer) -> None:
        if tx.facts_seq != decided.facts_seq:
            raise Overtaken
        rows = [row_of(plan, week, decided, run_id, tx.now, tx.seq) for plan in decided.plans]
        for part in chunks(rows):
            tx.do(repository.put_plans, rows=part)
        for part in chunks(sides):
            tx.do(repository.create_proposals, rows=part)

    run.write(work)


def _preview(session: Session, planning: Planning, tell: Tell) -> Plan:
    """The plan as it would be; saved ones are shown as they are."""
    missing, begin = _missing(session, planning), monotonic()
    saved = [one for one in planning.connectors if one not in set(missing)]
    before = read_plans(session, planning.week.name, saved)
    if not missing:
        return before.model_copy(update={"dry_run": True})
    for _ in range(ATTEMPTS):
        with suppress(Overtaken):
            decided = decide(session, planning.week, missing, tell)
            return decided_plan(planning.week.name, decided, before, monotonic() - begin)
    raise _overtaken()


def _overtaken() -> PlanOvertaken:
    return PlanOvertaken("Other changes came in while it was planned. Plan it again in a minute.")


def _missing(session: Session, planning: Planning) -> list[str]:
    there = session.read(lambda tx: _planned(tx, planning.week, planning.connectors))
    return [connector for connector in planning.connectors if connector not in there]


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
