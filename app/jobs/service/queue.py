"""The queue: jobs are put, waited for, looked at, canceled and forgotten."""

import json
from dataclasses import asdict, dataclass
from secrets import token_hex
from time import monotonic

from app.apart import in_each_workspace
from app.errors import NotFound
from app.graph import Reader, Writer, chunks
from app.jobs import repository
from app.jobs.models import Job, JobItem, NewJob
from app.jobs.repository import JobCounts
from app.jobs.rules import LEASE, pack, unpack
from app.jobs.service.bell import bell
from app.security import Principal
from app.session import Installation, Session

LOOK_SECONDS = 0.5
"""Between two looks at a job that another process may perform."""
FORGOTTEN_AT_ONCE = 500
LISTED = 200
PART = "jobs"
"""The part of the system that acts here."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A job, and the lease by which this process holds it."""

    job: Job
    lease: str


def put(tx: Writer, principal: Principal, new: NewJob) -> None:
    """Put a job of this principal into the queue, in place of one with its id that has ended.

    The caller rings the `bell` when the transaction is over.
    """
    _delete(tx, [new.id])
    values = {
        "kind": new.kind,
        "status": "queued",
        "payload": new.payload,
        "lane": new.lane,
        "principal": json.dumps(asdict(principal)),
        "attempts": 0,
        "done": 0,
        "total": new.total,
        "created_at": tx.now,
        "due": tx.now,
    }
    tx.do(repository.create_job, id=new.id, values=values)
    _keep(tx, new.id, new.content)


def keep_result(tx: Writer, job_id: str, result: bytes) -> None:
    """Keep the result of a job that has just ended, in place of its file."""
    tx.do(repository.delete_parts, ids=[job_id])
    _keep(tx, job_id, result)


def _keep(tx: Writer, job_id: str, content: bytes) -> None:
    for n, data in enumerate(pack(content)):
        tx.do(repository.create_part, job=job_id, id=f"{job_id}|{n}", n=n, data=data)


def load_content(tx: Reader, job_id: str) -> bytes:
    """The file of a job, or the result of one that has ended."""
    return unpack(row.data for row in tx.many(repository.load_parts, id=job_id))


def put_leased(tx: Writer, principal: Principal, new: NewJob) -> Leased:
    """Put a job without a lane, and take it at once: for who performs it in this process."""
    put(tx, principal, new)
    token = token_hex(8)
    job = tx.one(repository.lease_job, id=new.id, lease=token, now=tx.now, until=tx.now + LEASE)
    return Leased(job, token)


def lease(tx: Writer, job_id: str) -> Leased | None:
    """Take a job that is due; None when another process has it, or another of its lane."""
    token = token_hex(8)
    job = tx.optional(
        repository.lease_job, id=job_id, lease=token, now=tx.now, until=tx.now + LEASE
    )
    return None if job is None else Leased(job, token)


def put_or_join(session: Session, new: NewJob) -> None:
    """Put a job, unless it waits or runs already, or its result is owed to someone."""
    there = session.read(lambda tx: find(tx, new.id))
    if there is None or not there.is_open:
        session.write(lambda tx: _put_unless_there(tx, session.principal, new))
        bell.ring()


def put_or_take(session: Session, new: NewJob) -> Leased | None:
    """Take a job for this process, and put it before if need be; None while it cannot be taken."""

    def work(tx: Writer) -> Leased | None:
        there = find(tx, new.id)
        if there is None or not there.is_open:
            put(tx, session.principal, new)
        return lease(tx, new.id)

    return session.write(work)


def _put_unless_there(tx: Writer, principal: Principal, new: NewJob) -> None:
    there = find(tx, new.id)
    if there is None or not (there.is_open or there.owed):
        put(tx, principal, new)
    elif there.owed and not there.is_open:
        tx.do(repository.clear_owed, id=new.id)


def find(tx: Reader, job_id: str) -> Job | None:
    """A job that waits, runs, or has lately ended."""
    return tx.optional(repository.find_job, id=job_id)


def list_lane(tx: Reader, lane: str) -> list[Job]:
    """The jobs of a lane, the newest first."""
    return tx.many(repository.list_lane, lane=lane)


def wait_for(session: Session, job_id: str, seconds: float) -> Job | None:
    """The job once it has ended, or as it is after so many seconds; None when it is not there."""
    deadline = monotonic() + seconds
    while True:
        rung = bell.count
        job = session.read(lambda tx: find(tx, job_id))
        left = deadline - monotonic()
        if job is None or not job.is_open or left <= 0:
            return job
        bell.wait(rung, min(left, LOOK_SECONDS))


def wait_for_result(session: Session, job_id: str, seconds: float) -> Job | None:
    """As `wait_for`; when it is not done by then, its result is kept for who asks again."""
    job = wait_for(session, job_id, seconds)
    if job is not None and job.is_open and not job.owed:
        session.write(lambda tx: tx.do(repository.mark_owed, id=job_id))
    return job


def wait_a_moment() -> None:
    """Return when another job has ended, or at the time of the next look."""
    bell.wait(bell.count, LOOK_SECONDS)


def list_jobs(session: Session) -> list[JobItem]:
    """The workspace's jobs that wait, run or have lately ended, the newest first."""
    rows = session.read(lambda tx: tx.many(repository.list_jobs, most=LISTED))
    shown = JobItem.model_fields.keys()
    return [
        JobItem(**{name: value for name, value in asdict(row).items() if name in shown})
        for row in rows
    ]


def cancel_job(session: Session, job_id: str) -> None:
    """Ask for a job to end at its next step; raises `NotFound` when it does not wait or run."""
    asked = session.write(lambda tx: tx.optional(repository.request_cancel, id=job_id, now=tx.now))
    if asked is None:
        raise NotFound(f"There is no job “{job_id}” that waits or runs. See `intros jobs list`.")
    bell.ring()


def count_jobs(installation: Installation) -> JobCounts:
    """How many jobs of the whole installation wait and how many run, for its operator."""
    return installation.read(lambda tx: tx.one(repository.count_jobs, now=installation.now()))


def forget_ended(installation: Installation) -> None:
    """Delete the jobs whose results no one asks for any longer; done once a minute."""
    now = installation.now()
    rows = installation.read(
        lambda tx: tx.many(repository.list_forgettable_jobs, now=now, most=FORGOTTEN_AT_ONCE)
    )
    in_each_workspace(
        installation, PART, rows, lambda session, ids: session.write(lambda tx: _delete(tx, ids))
    )


def _delete(tx: Writer, ids: list[str]) -> None:
    for part in chunks(ids):
        tx.do(repository.delete_parts, ids=part)
        tx.do(repository.delete_ended_jobs, ids=part)
