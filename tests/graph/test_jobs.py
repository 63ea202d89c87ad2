"""Jobs: put into the queue, performed once by whichever process is free, cancelled, forgotten.

Engines are shared by tests and services: the kinds of these jobs are known to no other runner.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Lock

import pytest
from neo4j import Driver

from app.clock import SystemClock
from app.errors import NotFound
from app.graph import Graph
from app.jobs import service
from app.jobs.models import NewJob
from app.jobs.service import Ending, Handler, JobRun, JobRunner
from app.jobs.service.running import CANCELLED
from tests.graph.working_jobs import (
    content_of,
    echo,
    ended,
    let_lease_run_out,
    nothing,
    put,
    working,
)
from tests.patience import PATIENCE_SECONDS
from tests.sessions import acting, installed

# ── from the queue to the result ─────────────────────────────────────────────────────────────


def test_a_job_gets_its_file_and_leaves_its_result(graph: Graph, workspace: str, kind: str) -> None:
    def shout(run: JobRun) -> Ending:
        assert run.session.principal == acting(graph, workspace, connector="dana").principal
        content = run.content()
        return lambda _: content.upper() + run.job.payload.encode()

    job = put(graph, workspace, NewJob("j", kind, "!", content=b"word " * 100_000))
    with working(JobRunner(lambda: installed(graph), {kind: Handler(shout)}, 1)):
        found = ended(graph, workspace, job)
    assert (found.status, found.attempts, found.message) == ("done", 1, None)
    assert content_of(graph, workspace, job) == b"WORD " * 100_000 + b"!"


def test_a_kind_that_a_runner_does_not_know_is_left_to_others(
    graph: Graph, workspace: str, kind: str
) -> None:
    job = put(graph, workspace, NewJob("j", kind, ""))
    known = put(graph, workspace, NewJob("k", f"{kind}_known", ""))
    with working(JobRunner(lambda: installed(graph), {f"{kind}_known": Handler(nothing)}, 1)):
        assert ended(graph, workspace, known).status == "done"
    left = service.wait_for(acting(graph, workspace), job, 0)
    assert left is not None
    assert left.status == "queued"


def test_a_job_that_has_ended_gives_way_to_the_next_with_its_id(
    graph: Graph, workspace: str, kind: str
) -> None:
    with working(JobRunner(lambda: installed(graph), {kind: Handler(echo)}, 1)):
        for payload in ("one", "two"):
            ended(graph, workspace, put(graph, workspace, NewJob("j", kind, payload)))
            assert content_of(graph, workspace, "j") == payload.encode()


@dataclass(slots=True)
class Counting:
    """A handler that counts what runs, and how much of it at once."""

    begun: Counter[str] = field(default_factory=Counter)
    now: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def perform(self, run: JobRun) -> Ending:
        with self.lock:
            self.begun[run.job.id] += 1
            self.now[run.job.payload] += 1
            self.most[run.job.payload] = max(self.most[run.job.payload], self.now[run.job.payload])
        run.write(lambda _: None)
        with self.lock:
            self.now[run.job.payload] -= 1
        return lambda _: b""


def test_several_processes_share_the_jobs_and_each_is_performed_once(
    graph: Graph, workspace: str, kind: str
) -> None:
    counting = Counting()
    jobs = [put(graph, workspace, NewJob(f"j{n}", kind, "")) for n in range(12)]
    handlers = {kind: Handler(counting.perform)}
    runners = [JobRunner(lambda: installed(graph), handlers, 2) for _ in range(3)]
    with working(*runners):
        assert {ended(graph, workspace, job).attempts for job in jobs} == {1}
    assert counting.begun == Counter(dict.fromkeys(jobs, 1))


def test_jobs_of_one_lane_run_one_after_the_other(graph: Graph, workspace: str, kind: str) -> None:
    counting = Counting()
    jobs = [
        put(graph, workspace, NewJob(f"{lane}{n}", kind, lane, lane=lane))
        for n in range(4)
        for lane in ("a", "b")
    ]
    handlers = {kind: Handler(counting.perform)}
    runners = [JobRunner(lambda: installed(graph), handlers, 4) for _ in range(2)]
    with working(*runners):
        for job in jobs:
            assert ended(graph, workspace, job).status == "done"
    assert counting.most == {"a": 1, "b": 1}


def test_a_runner_performs_no_more_of_a_kind_at_once_than_it_may(
    graph: Graph, workspace: str, kind: str
) -> None:
    counting = Counting()
    jobs = [put(graph, workspace, NewJob(f"j{n}", kind, "")) for n in range(5)]
    with working(JobRunner(lambda: installed(graph), {kind: Handler(counting.perform)}, 1)):
        for job in jobs:
            ended(graph, workspace, job)
    assert counting.most[""] == 1


# ── cancelled, forgotten, counted ────────────────────────────────────────────────────────────


def test_a_job_that_runs_ends_at_its_next_step_when_it_is_cancelled(
    graph: Graph, workspace: str, kind: str
) -> None:
    begun, cancelled = Event(), Event()
    told: list[str] = []

    def steps(run: JobRun) -> Ending:
        begun.set()
        assert cancelled.wait(PATIENCE_SECONDS)
        run.write(lambda _: None)
        run.tell(1, 2)
        return lambda _: b"not reached"

    handler = Handler(steps, lambda _tx, _job, message: told.append(message))
    job = put(graph, workspace, NewJob("j", kind, ""))
    with working(JobRunner(lambda: installed(graph), {kind: handler}, 1)):
        assert begun.wait(PATIENCE_SECONDS)
        service.cancel_job(acting(graph, workspace), job)
        cancelled.set()
        found = ended(graph, workspace, job)
    assert (found.status, found.message) == ("cancelled", CANCELLED)
    assert told == [CANCELLED]


def test_a_job_that_waits_is_never_begun_once_it_is_cancelled(
    graph: Graph, workspace: str, kind: str
) -> None:
    job = put(graph, workspace, NewJob("j", kind, ""))
    service.cancel_job(acting(graph, workspace), job)
    with working(JobRunner(lambda: installed(graph), {kind: Handler(nothing)}, 1)):
        assert ended(graph, workspace, job).status == "cancelled"
    with pytest.raises(NotFound):
        service.cancel_job(acting(graph, workspace), job)


def test_what_has_ended_is_forgotten_after_a_while_and_what_runs_is_not(
    graph: Graph, workspace: str, kind: str
) -> None:
    def work(run: JobRun) -> Ending:
        if run.job.payload == "bad":
            raise NotFound("no")
        return lambda _: b"result"

    jobs = {payload: NewJob(payload, kind, payload) for payload in ("good", "bad")}
    with working(JobRunner(lambda: installed(graph), {kind: Handler(work)}, 1)):
        for new in jobs.values():
            ended(graph, workspace, put(graph, workspace, new))
    put(graph, workspace, NewJob("waits", kind, ""))

    def there() -> set[str]:
        return {row.id for row in service.list_jobs(acting(graph, workspace))}

    for later, left in (
        (timedelta(minutes=9), {"good", "bad", "waits"}),
        (timedelta(minutes=11), {"bad", "waits"}),
        (timedelta(days=2), {"waits"}),
    ):
        service.forget_ended(installed(graph, SystemClock().now() + later))
        assert there() == left
    assert content_of(graph, workspace, "good") == b""


def test_what_waits_and_what_runs_is_counted(
    graph: Graph, driver: Driver, workspace: str, kind: str
) -> None:
    before = service.count_jobs(installed(graph))
    for job in ("waits", "runs", "died"):
        put(graph, workspace, NewJob(job, kind, ""))
    for job in ("runs", "died"):
        graph.write(workspace, lambda tx, job=job: service.lease(tx, job))  # type: ignore[misc]
    let_lease_run_out(driver, workspace, "died")
    after = service.count_jobs(installed(graph))
    assert (after.waiting - before.waiting, after.running - before.running) == (2, 1)
