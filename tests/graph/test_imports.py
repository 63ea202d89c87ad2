"""Imports that stop half-way, or whose process dies; and what a dry run leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from neo4j import Driver

from app.errors import Conflict, InvalidInput
from app.graph import Graph
from app.imports import repository
from app.imports.models import ImportReport
from app.imports.rules.records import progress
from app.imports.rules.tally import Tally
from app.imports.service import (
    enqueue,
    finished_checksums,
    get_import,
    perform,
    prepare,
    run_import,
)
from app.imports.service.jobs import PreparedImport
from app.jobs.service import JobRunner, cancel_job
from app.session import Session
from app.workers import JOBS
from tests.graph.networks import Network, read_back
from tests.graph.working_jobs import working
from tests.patience import wait_until
from tests.sessions import acting, installed

ROWS = 4_500
"""At least three parts, however fast the engine is."""
OWN = ("Import", "Job")
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
    """The graph without the imports' own records and jobs, and the number of its last change."""
    found = read_back(driver, workspace)
    found.nodes = {key: p for key, p in found.nodes.items() if key[0] not in OWN}
    found.nodes["Workspace", workspace].pop("seq")
    return found


def job_of(graph: Graph, workspace: str, file: Path, *, dry_run: bool = False) -> PreparedImport:
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


def interrupted_after(session: Session, job: PreparedImport, rows: int) -> ImportReport:
    """Perform the job, interrupted as soon as so many rows are in."""

    def tell(done: int, _: int) -> None:
        if done >= rows:
            raise Interrupted

    with pytest.raises(Interrupted):
        perform(session, job, tell)
    return get_import(session, job.id)


def test_an_import_that_stops_says_where_and_the_same_file_does_the_rest(
    graph: Graph, workspace: str, folder: Path, driver: Driver
) -> None:
    file = folder / "people.csv"
    report = interrupted_after(acting(graph, workspace), job_of(graph, workspace, file), 1_500)
    there = report.done
    assert (report.status, report.created) == ("failed", there)
    assert 1_500 <= there < ROWS
    assert report.message is not None
    assert f"stopped after line {there + 1}" in report.message
    assert "same file again" in report.message
    found = network(driver, workspace)
    assert sum(label == "Person" for label, _ in found.nodes) == there + 1
    assert sum(edge.type == "KNOWS" for edge in found.edges) == there
    assert sum(edge.type == "IDENTIFIES" for edge in found.edges) == there

    rest = run_import(acting(graph, workspace), file, "people", connector="dana")
    assert (rest.status, rest.created, rest.unchanged) == ("done", ROWS - there, there)
    whole = network(driver, workspace)
    again = run_import(acting(graph, workspace), file, "people", connector="dana")
    assert (again.unchanged, again.created, again.updated) == (ROWS, 0, 0)
    assert network(driver, workspace).comparable() == whole.comparable()


def test_an_import_goes_on_where_it_was_when_its_service_ended(
    graph: Graph, workspace: str, folder: Path, driver: Driver
) -> None:
    job = job_of(graph, workspace, folder / "people.csv")
    report = enqueue(acting(graph, workspace), job)
    assert (report.status, report.rows, report.done) == ("running", ROWS, 0)
    with working(JobRunner(lambda: installed(graph), JOBS, 1)):
        wait_until(lambda: get_import(acting(graph, workspace), job.id).done)
    with working(JobRunner(lambda: installed(graph), JOBS, 1)):
        wait_until(lambda: get_import(acting(graph, workspace), job.id).status != "running")
    report = get_import(acting(graph, workspace), job.id)
    assert (report.status, report.done) == ("done", ROWS)
    assert (report.created, report.unchanged, report.refused) == (ROWS, 0, 0)
    found = network(driver, workspace)
    assert sum(label == "Person" for label, _ in found.nodes) == ROWS + 1
    assert {label for label, _ in found.nodes} & {"JobPart"} == set()


def test_a_cancelled_import_says_where_it_stopped(
    graph: Graph, workspace: str, folder: Path
) -> None:
    job = job_of(graph, workspace, folder / "people.csv")

    def tell(_: int, __: int) -> None:
        cancel_job(acting(graph, workspace), job.id)

    with pytest.raises(Conflict, match="canceled"):
        perform(acting(graph, workspace), job, tell)
    report = get_import(acting(graph, workspace), job.id)
    assert report.status == "failed"
    assert 0 < report.done < ROWS
    assert report.message is not None
    assert f"stopped after line {report.done + 1}. It was canceled." in report.message


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


def test_an_import_that_no_process_goes_on_with_is_shown_as_failed(
    graph: Graph, workspace: str
) -> None:
    values = {
        "status": "running", "format": "people", "file_name": "x.csv", "encoding": "UTF-8",
        "rows": 3, "sha256": "", "ignored_columns": [], "started_at": datetime.now(UTC),
        **progress(Tally(created=1, last_line=7)),
    }  # fmt: skip
    graph.write(workspace, lambda tx: tx.do(repository.create_import, id="old", values=values))
    report = get_import(acting(graph, workspace), "old")
    assert (report.status, report.created) == ("failed", 1)
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
