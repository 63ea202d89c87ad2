"""How tests put jobs into the queue, and have them performed beside each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread

from neo4j import Driver

from app.graph import Graph
from app.jobs import service
from app.jobs.models import Job, NewJob
from app.jobs.service import Ending, JobRun, JobRunner
from tests.patience import PATIENCE_SECONDS
from tests.sessions import acting


def put(graph: Graph, workspace: str, new: NewJob) -> str:
    session = acting(graph, workspace, connector="dana")
    session.write(lambda tx: service.put(tx, session.principal, new))
    service.bell.ring()
    return new.id


@contextmanager
def working(*runners: JobRunner) -> Iterator[None]:
    """These runners at work, each in a thread as in a process of its own."""
    threads = [Thread(target=runner.run) for runner in runners]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for runner in runners:
            runner.stop()
        for thread in threads:
            thread.join()


def ended(graph: Graph, workspace: str, job: str) -> Job:
    found = service.wait_for(acting(graph, workspace), job, PATIENCE_SECONDS)
    assert found is not None
    assert not found.is_open, found
    return found


def nothing(_: JobRun) -> Ending:
    return lambda _: b""


def content_of(graph: Graph, workspace: str, job: str) -> bytes:
    return graph.read(workspace, lambda tx: service.load_content(tx, job))


def let_lease_run_out(driver: Driver, workspace: str, job: str) -> None:
    """As if the process had been silent for a minute."""
    driver.execute_query(
        "MATCH (j:Job {workspace: $workspace, id: $id}) SET j.due = $past",
        workspace=workspace,
        id=job,
        past=datetime.now(UTC) - timedelta(seconds=1),
        database_="neo4j",
    )


def echo(run: JobRun) -> Ending:
    return lambda _: run.job.payload.encode()


def due_of(driver: Driver, workspace: str, job: str) -> datetime:
    rows, _, _ = driver.execute_query(
        "MATCH (j:Job {workspace: $workspace, id: $id}) RETURN j.due AS due",
        workspace=workspace,
        id=job,
        database_="neo4j",
    )
    due: datetime = rows[0]["due"].to_native()
    return due


def found_job(graph: Graph, workspace: str, job: str) -> Job:
    found = service.wait_for(acting(graph, workspace), job, 0)
    assert found is not None
    return found
