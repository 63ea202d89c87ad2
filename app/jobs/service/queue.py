"""The queue: jobs are put, waited for, looked at, canceled and forgotten."""

from collections import defaultdict
from datetime import datetime
from secrets import token_hex
from time import monotonic

from app.graph import Graph, Reader, Writer, chunks
from app.jobs import repository
from app.jobs.models import Job, NewJob
from app.jobs.repository import JobCounts
from app.jobs.rules import LEASE, pack, unpack
from app.jobs.service.bell import bell

LOOK_SECONDS = 0.5
"""Between two looks at a job that another process may perform."""
FORGOTTEN_AT_ONCE = 500


def put(tx: Writer, new: NewJob) -> None:
    """Put a job into the queue, in place of one with its id that has ended.

    The caller rings the `bell` when the transaction is over.
    """
    _delete(tx, [new.id])
    values = {
        "kind": new.kind,
        "status": "queued",
        "payload": new.payload,
        "lane": new.lane,
        "by": tx.by,
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


def lease(tx: Writer, job_id: str) -> tuple[Job, str] | None:
    """Take a job, and the lease by which it is held; None when another process has it."""
    token = token_hex(8)
    job = tx.optional(
        repository.lease_job, id=job_id, lease=token, now=tx.now, until=tx.now + LEASE
    )
    return None if job is None else (job, token)


def find(tx: Reader, job_id: str) -> Job | None:
    """A job that waits, runs, or has lately ended."""
    return tx.optional(repository.find_job, id=job_id)


def list_lane(tx: Reader, lane: str) -> list[Job]:
    """The jobs of a lane, the newest first."""
    return tx.many(repository.list_lane, lane=lane)


def wait_for(graph: Graph, workspace: str, job_id: str, seconds: float) -> Job | None:
    """The job once it has ended, or as it is after so many seconds; None when it is not there."""
    deadline = monotonic() + seconds
    while True:
        rung = bell.count
        job = graph.read(workspace, lambda tx: find(tx, job_id))
        left = deadline - monotonic()
        if job is None or not job.is_open or left <= 0:
            return job
        bell.wait(rung, min(left, LOOK_SECONDS))


def count_jobs(graph: Graph, now: datetime) -> JobCounts:
    """How many jobs of the whole installation wait and how many run, for its operator."""
    return graph.read_all_workspaces(lambda tx: tx.one(repository.count_jobs, now=now))


def forget_ended(graph: Graph, now: datetime) -> None:
    """Delete the jobs whose results no one asks for any longer; done once a minute."""
    rows = graph.read_all_workspaces(
        lambda tx: tx.many(repository.list_forgettable_jobs, now=now, most=FORGOTTEN_AT_ONCE)
    )
    by_workspace: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_workspace[row.workspace].append(row.id)
    for workspace, ids in by_workspace.items():
        graph.write(workspace, lambda tx, ids=ids: _delete(tx, ids))  # type: ignore[misc]


def _delete(tx: Writer, ids: list[str]) -> None:
    for part in chunks(ids):
        tx.do(repository.delete_parts, ids=part)
        tx.do(repository.delete_ended_jobs, ids=part)
