"""Jobs whose process died, fell silent, failed or ended: another one goes on, or gives up."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from threading import Event

from neo4j import Driver

from app.errors import NotFound
from app.graph import Graph, Writer
from app.jobs import service
from app.jobs.models import Job, NewJob
from app.jobs.rules import LEASE, MOST_ATTEMPTS
from app.jobs.service import Ending, Handler, JobRun, JobRunner
from app.jobs.service.running import DIED, FAILED
from tests.graph.working_jobs import (
    content_of,
    due_of,
    echo,
    ended,
    found_job,
    let_lease_run_out,
    nothing,
    put,
    working,
)
from tests.patience import PATIENCE_SECONDS, wait_until
from tests.sessions import acting, installed


def test_a_job_whose_process_fell_silent_is_taken_over_and_only_one_of_them_saves(
    graph: Graph, driver: Driver, workspace: str, kind: str
) -> None:
    begun, taken_over, lost = Event(), Event(), Event()
    saved: list[str] = []

    def slow(run: JobRun) -> Ending:
        begun.set()
        assert taken_over.wait(PATIENCE_SECONDS)
        try:
            run.write(lambda _: saved.append("slow"))
        finally:
            lost.set()
        return lambda _: b"slow"

    def quick(run: JobRun) -> Ending:
        assert (run.job.attempts, run.job.done) == (2, 0)
        taken_over.set()
        assert lost.wait(PATIENCE_SECONDS)
        return lambda _: b"quick"

    job = put(graph, workspace, NewJob("j", kind, ""))
    slow_one = JobRunner(lambda: installed(graph), {kind: Handler(slow)}, 1)
    with working(slow_one):
        assert begun.wait(PATIENCE_SECONDS)
        let_lease_run_out(driver, workspace, job)
        with working(JobRunner(lambda: installed(graph), {kind: Handler(quick)}, 1)):
            assert ended(graph, workspace, job).status == "done"
    assert content_of(graph, workspace, job) == b"quick"
    assert saved == []


def test_heartbeats_keep_a_job_whose_handler_saves_nothing_for_long(
    graph: Graph, driver: Driver, workspace: str, kind: str
) -> None:
    seen = Event()
    leased_until: list[datetime] = []

    def silent(run: JobRun) -> Ending:
        leased_until.append(due_of(driver, workspace, job))
        run.note(7, 9)
        assert seen.wait(PATIENCE_SECONDS)
        return lambda _: b""

    job = put(graph, workspace, NewJob("j", kind, ""))
    with working(JobRunner(lambda: installed(graph), {kind: Handler(silent)}, 1)):
        wait_until(lambda: found_job(graph, workspace, job).done == 7)
        assert due_of(driver, workspace, job) > leased_until[0]
        seen.set()
        assert ended(graph, workspace, job).status == "done"


def test_a_job_that_kills_every_process_is_given_up_with_the_reason(
    graph: Graph, workspace: str, kind: str
) -> None:
    told: list[str] = []
    job = put(graph, workspace, NewJob("j", kind, "", content=b"secret"))
    moment = datetime.now(UTC)
    for _ in range(MOST_ATTEMPTS):
        dying = acting(graph, workspace, at=moment)
        assert dying.write(lambda tx: service.lease(tx, job))
        moment += LEASE + timedelta(seconds=1)
    handler = Handler(nothing, lambda _tx, _job, message: told.append(message))
    with working(JobRunner(lambda: installed(graph, moment), {kind: handler}, 1)):
        found = ended(graph, workspace, job)
    assert (found.status, found.message) == ("failed", DIED)
    assert told == [DIED]
    assert content_of(graph, workspace, job) == b""


def test_a_job_that_always_fails_ends_with_the_reason(
    graph: Graph, driver: Driver, workspace: str, kind: str
) -> None:
    tried: list[int] = []

    def fails(run: JobRun) -> Ending:
        tried.append(run.job.attempts)
        raise KeyError("a name that no log may have")

    job = put(graph, workspace, NewJob("j", kind, ""))
    with working(JobRunner(lambda: installed(graph), {kind: Handler(fails)}, 1)):
        for attempt in range(1, MOST_ATTEMPTS):
            wait_until(
                lambda n=attempt: (
                    found_job(graph, workspace, job).message == "KeyError"  # type: ignore[misc]
                    and found_job(graph, workspace, job).attempts == n
                )
            )
            let_lease_run_out(driver, workspace, job)
            service.bell.ring()
        found = ended(graph, workspace, job)
    assert (found.status, found.message) == ("failed", FAILED)
    assert tried == list(range(1, MOST_ATTEMPTS + 1))


def test_what_another_attempt_would_not_change_fails_at_once(
    graph: Graph, workspace: str, kind: str
) -> None:
    def fails(_: JobRun) -> Ending:
        raise NotFound("No person “ann” here.")

    job = put(graph, workspace, NewJob("j", kind, ""))
    with working(JobRunner(lambda: installed(graph), {kind: Handler(fails)}, 1)):
        found = ended(graph, workspace, job)
    assert (found.status, found.attempts, found.code) == ("failed", 1, "not_found")
    assert found.message == "No person “ann” here."


def test_a_failure_that_cannot_be_recorded_ends_the_job_all_the_same(
    graph: Graph, workspace: str, kind: str
) -> None:
    """Else it would be taken again and again, each time its lease has run out."""

    def fail(_: JobRun) -> Ending:
        raise NotFound("gone")

    def record(_tx: Writer, _job: Job, _message: str) -> None:
        raise ValueError

    job = put(graph, workspace, NewJob("j", kind, ""))
    handler = Handler(fail, record)
    with working(JobRunner(lambda: installed(graph), {kind: handler}, 1)):
        found = ended(graph, workspace, job)
    assert (found.status, found.code) == ("failed", "not_found")


def test_a_service_that_ends_leaves_its_job_to_the_next(
    graph: Graph, workspace: str, kind: str
) -> None:
    begun, stopping = Event(), Event()

    def steps(run: JobRun) -> Ending:
        begun.set()
        assert stopping.wait(PATIENCE_SECONDS)
        run.tell(1, 2)
        return lambda _: b"not reached"

    job = put(graph, workspace, NewJob("j", kind, "rest"))
    first = JobRunner(lambda: installed(graph), {kind: Handler(steps)}, 1)
    with ExitStack() as stack:
        stack.enter_context(working(first))
        assert begun.wait(PATIENCE_SECONDS)
        first.stop()
        stopping.set()
    left = found_job(graph, workspace, job)
    assert (left.status, left.attempts, left.done) == ("queued", 0, 0)
    with working(JobRunner(lambda: installed(graph), {kind: Handler(echo)}, 1)):
        assert ended(graph, workspace, job).attempts == 1
    assert content_of(graph, workspace, job) == b"rest"
