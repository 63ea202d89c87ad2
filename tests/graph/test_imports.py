"""Imports that stop half-way, or whose process dies; and what a dry run leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from neo4j import Driver

from app.errors import InvalidInput
from app.graph import Graph, Writer
from app.imports import repository
from app.imports.models import ImportReport
from app.imports.service import (
    UnderWay,
    finished_checksums,
    get_import,
    perform,
    prepare,
    run_import,
    start,
)
from app.imports.service.jobs import Job
from app.session import Session
from tests.graph.networks import Network, read_back
from tests.sessions import acting

ROWS = 4_500
"""Two whole pieces of 2,000 rows, and a part of a third."""
DANA = "id,name,connector\ndana,Dana,yes\n"


def people(count: int) -> str:
    return "id,name,email\n" + "".join(f"p{i},Person {i},p{i}@x.example\n" for i in range(count))


@pytest.fixture
def folder(tmp_path: Path, graph: Graph, workspace: str) -> Path:
    (tmp_path / "dana.csv").write_text(DANA)
    run_import(acting(graph, workspace), tmp_path / "dana.csv", "people")
    (tmp_path / "people.csv").write_text(people(ROWS))
    return tmp_path


def network(driver: Driver, workspace: str) -> Network:
    """The graph without the imports' own records and the number of its last change."""
    found = read_back(driver, workspace)
    found.nodes = {key: p for key, p in found.nodes.items() if key[0] != "Import"}
    found.nodes["Workspace", workspace].pop("seq")
    return found


def job_of(graph: Graph, workspace: str, file: Path, *, dry_run: bool = False) -> Job:
    return prepare(
        acting(graph, workspace),
        file_name=file.name,
        data=file.read_bytes(),
        file_format="people",
        connector="dana",
        dry_run=dry_run,
    )


class Interrupted(Exception):
    """What a test throws into an import that is under way."""


def interrupted_after(session: Session, job: Job, rows: int) -> ImportReport:
    """Perform the job, interrupted as soon as so many rows are in."""

    def tell(done: int, _: int) -> None:
        if done >= rows:
            raise Interrupted

    start(session, job)
    with pytest.raises(Interrupted):
        perform(session, job, tell)
    return get_import(session, job.id)


def test_an_import_that_stops_says_where_and_the_same_file_does_the_rest(
    graph: Graph, workspace: str, folder: Path, driver: Driver
) -> None:
    file = folder / "people.csv"
    report = interrupted_after(acting(graph, workspace), job_of(graph, workspace, file), 2_000)
    assert (report.status, report.done, report.created) == ("failed", 2_000, 2_000)
    assert report.message is not None
    assert "stopped after line 2001" in report.message
    assert "in again" in report.message
    found = network(driver, workspace)
    assert sum(label == "Person" for label, _ in found.nodes) == 2_001
    assert sum(edge.type == "KNOWS" for edge in found.edges) == 2_000
    assert sum(edge.type == "IDENTIFIES" for edge in found.edges) == 2_000

    rest = run_import(acting(graph, workspace), file, "people", connector="dana")
    assert (rest.status, rest.created, rest.unchanged) == ("done", 2_500, 2_000)
    whole = network(driver, workspace)
    again = run_import(acting(graph, workspace), file, "people", connector="dana")
    assert (again.unchanged, again.created, again.updated) == (ROWS, 0, 0)
    assert network(driver, workspace).comparable() == whole.comparable()


def test_the_end_of_the_service_ends_an_import_between_two_pieces(
    graph: Graph, workspace: str, folder: Path
) -> None:
    under_way = UnderWay()
    job = job_of(graph, workspace, folder / "people.csv")
    start(acting(graph, workspace), job)
    performing = Thread(target=under_way.perform, args=(graph, job))
    performing.start()
    while performing.is_alive() and not get_import(acting(graph, workspace), job.id).done:
        sleep(0.01)
    under_way.stop()
    report = get_import(acting(graph, workspace), job.id)
    performing.join()
    assert report.status == "failed"
    assert 0 < report.done < ROWS
    rest = run_import(acting(graph, workspace), folder / "people.csv", "people", connector="dana")
    assert rest.created + report.created == ROWS


def test_a_dry_run_counts_the_same_and_leaves_no_trace(
    graph: Graph, workspace: str, folder: Path, driver: Driver
) -> None:
    (folder / "mixed.csv").write_text(
        "id,name,email,groups,regions\n"
        "dana,Dana,dana@x.example,Rotary,US/NY\n"
        "ann,Ann,ann@x.example,Rotary,US/NY\n"
        "ann,Ann,ann2@x.example,,\n"
        "bob,Bob,nobody,,\n"
    )
    before = network(driver, workspace)
    told: list[tuple[int, int]] = []

    def run(*, dry_run: bool) -> ImportReport:
        return run_import(
            acting(graph, workspace),
            folder / "mixed.csv",
            "people",
            connector="dana",
            dry_run=dry_run,
            progress=lambda done, of: told.append((done, of)),
        )

    preview = run(dry_run=True)
    assert network(driver, workspace).comparable() == before.comparable()
    real = run(dry_run=False)
    assert (preview.status, real.status) == ("previewed", "done")
    assert told == [(4, 4), (4, 4)]
    for name in ("rows", "created", "updated", "merged", "unchanged", "refused", "errors"):
        assert getattr(preview, name) == getattr(real, name)
    assert (real.rows, real.created, real.updated, real.refused) == (4, 1, 2, 1)


def test_the_same_file_brought_in_by_several_at_once_comes_in_once(
    graph: Graph, workspace: str, folder: Path, driver: Driver
) -> None:
    (folder / "some.csv").write_text(people(300))

    def run(_: int) -> ImportReport:
        return run_import(acting(graph, workspace), folder / "some.csv", "people", connector="dana")

    with ThreadPoolExecutor(4) as threads:
        reports = list(threads.map(run, range(4)))
    assert {report.status for report in reports} == {"done"}
    assert sorted(report.created for report in reports) == [0, 0, 0, 300]
    found = network(driver, workspace)
    assert sum(label == "Person" for label, _ in found.nodes) == 301
    assert sum(edge.type == "KNOWS" for edge in found.edges) == 300


def test_an_import_that_has_died_is_shown_as_failed(graph: Graph, workspace: str) -> None:
    file = prepare(
        acting(graph, workspace),
        file_name="x.csv",
        data=people(3).encode(),
        file_format="people",
    )
    assert start(acting(graph, workspace), file).status == "running"
    assert get_import(acting(graph, workspace), file.id).status == "running"
    long_ago = {"heartbeat_at": datetime.now(UTC) - timedelta(minutes=3), "last_line": 7}

    def age(tx: Writer) -> None:
        tx.do(repository.record_progress, id=file.id, values=long_ago)

    graph.write(workspace, age)
    report = get_import(acting(graph, workspace), file.id)
    assert report.status == "failed"
    assert report.message is not None
    assert "stopped after line 7" in report.message


def test_a_file_that_came_in_whole_is_known_by_its_checksum(
    graph: Graph, workspace: str, folder: Path
) -> None:
    before = finished_checksums(acting(graph, workspace))
    run_import(acting(graph, workspace), folder / "people.csv", "people", dry_run=True)
    assert finished_checksums(acting(graph, workspace)) == before
    (folder / "two.csv").write_text(people(2))
    run_import(acting(graph, workspace), folder / "two.csv", "people")
    assert len(finished_checksums(acting(graph, workspace)) - before) == 1


def test_a_mapping_comes_from_a_file_or_from_the_command_line(
    graph: Graph, workspace: str, folder: Path
) -> None:
    (folder / "theirs.csv").write_text("Who\nAnn\n")
    (folder / "mapping.yaml").write_text("name: Who\n")
    for mapping in (folder / "mapping.yaml", '{"name": "Who"}'):
        report = run_import(
            acting(graph, workspace), folder / "theirs.csv", "people", mapping=mapping
        )
        assert report.rows == 1
    with pytest.raises(InvalidInput, match="cannot be read"):
        run_import(
            acting(graph, workspace), folder / "theirs.csv", "people", mapping="no such file"
        )
    with pytest.raises(InvalidInput, match="cannot be read"):
        run_import(acting(graph, workspace), folder / "none.csv", "people")
