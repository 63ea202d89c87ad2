"""`kill -9` in the middle of an import: another process does the rest, and each row is there once.

Two real `intros worker`, one after the other, on a folder of their own: no other runner is there.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

import app
from app.graph import Graph, migrate
from app.graph.embedded import EmbeddedEngine
from app.imports.models import ImportReport
from app.imports.service import enqueue, get_import, prepare
from app.jobs.service import list_jobs
from app.people.models import NewPerson
from app.people.service import create_person
from app.session import Session
from app.settings import Settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.graph.test_embedded_engine import assert_all_ends
from tests.patience import wait_until
from tests.sessions import acting, installed

ROWS = 20_000
"""Ten parts: time enough to kill a process between two of them."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    assert_all_ends(tmp_path / "data")


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    """A new workspace with Dana in it."""
    with Graph(Settings(_env_file=None, data_dir=folder)) as graph:
        migrate(graph)
        create_workspace(installed(graph), NewWorkspace(id="killed", name="Killed"))
        session = acting(graph, "killed")
        create_person(session, NewPerson(id="dana", name="Dana", connector=True))
        yield session


@pytest.fixture
def driver(folder: Path, session: Session) -> Iterator[Driver]:
    engine = EmbeddedEngine(folder)
    bolt = engine.attach()
    with closing(engine), GraphDatabase.driver(bolt.uri, auth=(bolt.user, bolt.password)) as driver:
        yield driver


@contextmanager
def working(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`intros worker` as a process, which is killed at the latest when the test is over."""
    environment = os.environ | {
        "INTROS_DATA_DIR": str(folder),
        "PYTHONPATH": str(Path(app.__file__).parents[1]),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker"],
        cwd=folder.parent,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def count(driver: Driver, statement: str) -> int:
    rows, _, _ = driver.execute_query(statement + " RETURN count(*) AS found", database_="neo4j")
    found: int = rows[0]["found"]
    return found


@pytest.mark.last
def test_an_import_outlives_its_process_and_each_row_is_there_once(
    session: Session, driver: Driver, folder: Path
) -> None:
    text = "id,name,email\n" + "".join(f"p{n},Person {n},p{n}@x.example\n" for n in range(ROWS))
    prepared = prepare(
        session, file_name="x.csv", data=text.encode(), file_format="people", connector="dana"
    )
    assert enqueue(session, prepared).status == "running"

    def report() -> ImportReport:
        return get_import(session, prepared.id)

    with working(folder) as process:
        wait_until(lambda: report().done)
        process.kill()
        process.wait()
    left = report()
    assert left.status == "running"
    assert 0 < left.done < ROWS
    assert count(driver, "MATCH (p:JobPart)") > 0
    driver.execute_query(
        "MATCH (j:Job) SET j.due = $past",
        past=datetime.now(UTC) - timedelta(seconds=1),
        database_="neo4j",
    )
    with working(folder):
        wait_until(lambda: report().status != "running")
    whole = report()
    assert (whole.status, whole.rows, whole.done) == ("done", ROWS, ROWS)
    assert (whole.created, whole.updated, whole.unchanged, whole.refused) == (ROWS, 0, 0, 0)
    assert [job.attempts for job in list_jobs(session)] == [2]
    assert count(driver, "MATCH (p:Person)") == ROWS + 1
    assert count(driver, "MATCH (:Person {id: 'dana'})-[:KNOWS]->(:Person)") == ROWS
    assert count(driver, "MATCH (p:JobPart)") == 0
