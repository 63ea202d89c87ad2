"""A busy workspace: its writers wait for each other, and no other workspace notices."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from neo4j.exceptions import TransientError
from pydantic import BaseModel

from app.catalog.service import copy_catalog
from app.errors import GraphBusy
from app.graph import Graph
from app.graph.transactions import refuse_busy
from app.imports.models import ImportReport
from app.imports.service import run_import
from app.introductions.models import NewIntroduction
from app.introductions.service import create, expire_overdue, get
from app.jobs.models import NewJob
from app.jobs.service import Handler, JobRunner
from app.outbox.models import Entry
from app.outbox.service import put
from app.people.models import NewPerson, PersonPatch
from app.people.service import create_person, get_person, patch_person
from app.relationships.models import Knows
from app.relationships.service import put_knows
from app.session import Session
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.engines import Engine
from tests.graph.working_jobs import ended, found_job, nothing, working
from tests.graph.working_jobs import put as put_job
from tests.patience import wait_until
from tests.sessions import acting, installed
from tests.workers import TimedWorker

SOON_BUSY = 0.05
"""Seconds after which a writer here is told that it is busy."""
ROWS = 2_000


class Word(BaseModel):
    text: str


@pytest.fixture
def impatient(engine: Engine, graph: Graph) -> Iterator[Graph]:
    """Another process's door to the engine, whose writers give up soon."""
    settings = engine.settings.model_copy(
        update={"graph": engine.settings.graph.model_copy(update={"retry_seconds": SOON_BUSY})}
    )
    with Graph(settings) as door:
        yield door


@pytest.fixture
def other(graph: Graph) -> str:
    """A second workspace, with the catalog."""
    new = NewWorkspace(id=f"test-{token_hex(6)}", name="Other")
    return create_workspace(installed(graph), new, fill=copy_catalog).id


@contextmanager
def busy(graph: Graph, workspace: str) -> Iterator[None]:
    """As if others of the same process wrote into a workspace all the time."""
    line = graph._turns._line(workspace)
    with line.turn(SOON_BUSY):
        yield


def test_a_writer_of_a_busy_workspace_is_told_so_and_changes_nothing(
    impatient: Graph, workspace: str, other: str
) -> None:
    ann = NewPerson(id="ann", name="Ann Li")
    with busy(impatient, workspace):
        with pytest.raises(GraphBusy) as caught:
            create_person(acting(impatient, workspace), ann)
        create_person(acting(impatient, other), ann)
    assert (caught.value.status, caught.value.headers["Retry-After"]) == (503, "5")
    create_person(acting(impatient, workspace), ann)


def test_a_conflict_is_no_lost_engine() -> None:
    with pytest.raises(GraphBusy):
        refuse_busy(TransientError())


def test_small_writes_go_between_the_parts_of_an_import(
    graph: Graph, workspace: str, tmp_path: Path
) -> None:
    session = acting(graph, workspace)
    create_person(session, NewPerson(id="dana", name="Dana", connector=True))
    patches = 0
    with ThreadPoolExecutor(1) as threads:
        importing = threads.submit(run_people_import, session, tmp_path)
        while not importing.done():
            patches += 1
            patch_person(session, "dana", PersonPatch(title=f"Title {patches}"), None)
        report = importing.result()
    assert (report.status, report.created) == ("done", ROWS)
    assert patches > 1
    assert get_person(session, "dana").title == f"Title {patches}"


def test_an_import_has_patience_with_a_busy_workspace(
    impatient: Graph, workspace: str, tmp_path: Path
) -> None:
    session, told = acting(impatient, workspace), list[int]()
    create_person(session, NewPerson(id="dana", name="Dana", connector=True))

    def be_busy_once(done: int, _: int) -> None:
        told.append(done)
        if len(told) == 1:
            threads.submit(stay_busy)

    def stay_busy() -> None:
        wait_until(lambda: taken(impatient, workspace))

    with ThreadPoolExecutor(1) as threads:
        report = run_people_import(session, tmp_path, be_busy_once)
    assert (report.status, report.created) == ("done", ROWS)


def taken(graph: Graph, workspace: str) -> bool:
    """Be busy for several times as long as a writer waits; False when others were quicker."""
    try:
        with busy(graph, workspace):
            wait_for_writers(graph, workspace)
            return True
    except GraphBusy:
        return False


def wait_for_writers(graph: Graph, workspace: str) -> None:
    """Return when a writer has come, has given up, and has come again."""
    line = graph._turns._line(workspace)
    for there in (True, False, True):
        wait_until(lambda there=there: line.is_awaited == there)  # type: ignore[misc]


def run_people_import(
    session: Session, folder: Path, tell: Callable[[int, int], None] = lambda _, __: None
) -> ImportReport:
    file = folder / "people.csv"
    lines = [f"p{i},Person {i},p{i}@x.example" for i in range(ROWS)]
    file.write_text("\n".join(["id,name,email", *lines]))
    return run_import(session, file, "people", connector="dana", progress=tell)


def test_emails_of_other_workspaces_leave(
    graph: Graph, impatient: Graph, workspace: str, other: str, kind: str
) -> None:
    at = datetime(2026, 1, 5, 10, tzinfo=UTC)
    for one in (workspace, other):
        graph.write(one, lambda tx, one=one: put(tx, kind, "mail", Word(text=one), at))  # type: ignore[misc]
    done: list[str] = []

    def send(_: Session, entry: Entry) -> None:
        done.append(Word.model_validate_json(entry.payload).text)

    worker = TimedWorker(impatient, {kind: send})
    with busy(impatient, workspace):
        worker.run_once(at)
        assert done == [other]
        assert worker.run_once(at) == 0
    assert worker.run_once(at + timedelta(minutes=1)) == 1
    assert done == [other, workspace]


def test_jobs_of_other_workspaces_are_performed(
    graph: Graph, impatient: Graph, workspace: str, other: str, kind: str
) -> None:
    first = put_job(graph, workspace, NewJob("j", kind, ""))
    with busy(impatient, workspace):
        second = put_job(graph, other, NewJob("j", kind, ""))
        with working(JobRunner(lambda: installed(impatient), {kind: Handler(nothing)}, 1)):
            assert ended(graph, other, second).status == "done"
        assert found_job(graph, workspace, first).status == "queued"


def test_the_clock_goes_on_in_other_workspaces(
    impatient: Graph, catalog_workspace: str, other: str
) -> None:
    made = {one: introduce(impatient, one) for one in sorted((catalog_workspace, other))}
    later = installed(impatient, datetime.now(UTC) + timedelta(days=30))
    first, second = made
    with busy(impatient, first):
        expire_overdue(later)
    states = [get(acting(impatient, one), made[one]).state for one in made]
    assert states == ["draft", "expired"]
    expire_overdue(later)
    assert get(acting(impatient, first), made[first]).state == "expired"
    assert get(acting(impatient, second), made[second]).state == "expired"


def introduce(graph: Graph, workspace: str) -> str:
    new = NewPerson(id="dana", name="Dana Whitfield", connector=True)
    create_person(acting(graph, workspace), new)
    dana = acting(graph, workspace, connector="dana")
    for one, profession in (("ann", "divorce_attorney"), ("lee", "realtor")):
        person = NewPerson(id=one, name=f"{one.title()} Osei", professions=(profession,))
        create_person(dana, person)
        put_knows(dana, "dana", one, Knows(trust=0.9))
    return create(dana, NewIntroduction(connector_id="dana", a="ann", b="lee")).id
