"""Backups on a real engine: whole or refused, of one moment, and no one comes back by them."""

import gzip
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from threading import Event
from typing import Any

import pytest
from neo4j import Driver

from app.backups import service as backups
from app.backups.models import Entry, Foot, Head, Header, Link, Node, Section
from app.backups.rules import lines
from app.backups.service import files, restoring
from app.backups.service.deletions import keep_deletions
from app.backups.service.saving import header_of
from app.backups.service.scheduling import BackupKeeper, names_in
from app.errors import AlreadyExists, BackupFailed, BackupRefused, RestoreFailed
from app.graph import Graph, check_schema
from app.people.models import NewPerson
from app.people.repository import create_groups, create_people
from app.people.service import create_person, delete_person
from app.settings import BackupSettings, WorkerSettings
from app.workers import Workers
from app.workspaces.service import delete_workspace, list_workspaces
from tests.engines import Engine
from tests.graph.networks import read_back
from tests.patience import wait_until
from tests.sessions import acting, installed

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def filled(graph: Graph, workspace: str) -> str:
    """A workspace in which Dana knows some people."""
    session = acting(graph, workspace)
    create_person(session, NewPerson(id="dana", name="Dana", connector=True))
    for name in ("ann", "lee", "kim"):
        create_person(
            session, NewPerson(id=name, name=name.title(), emails=(f"{name}@{workspace}.example",))
        )
    return workspace


def save(graph: Graph, workspace: str, folder: Path, at: datetime | None = None) -> Path:
    saved = backups.save(installed(graph, at), folder, [workspace], what=workspace)
    return Path(saved.file)


def contents(driver: Driver, workspace: str) -> Any:
    return read_back(driver, workspace).comparable()


# ── what a file is ───────────────────────────────────────────────────────────────────────────


def test_a_backup_is_readable_for_its_owner_alone_and_leaves_nothing_beside_it(
    graph: Graph, filled: str, tmp_path: Path
) -> None:
    path = save(graph, filled, tmp_path / "kept")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    text = gzip.decompress(path.read_bytes())
    assert b'"format":"intros backup"' in text.splitlines()[0]
    assert graph.secret() not in text


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_a_cut_file_is_refused_and_nothing_is_changed(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path, part: float
) -> None:
    path = save(graph, filled, tmp_path)
    delete_workspace(acting(graph, filled))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(BackupRefused, match=r"can’t be restored|isn’t"):
        backups.restore(installed(graph), path)
    assert read_back(driver, filled).nodes == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Ann", b"Eve"),
        (b'"seq":', b'"seq":1'),
        (b"email:ann", b"email:amn"),
        (b'"lines":', b'"lines":1'),
    ],
)
def test_an_altered_file_is_refused_and_nothing_is_changed(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path, old: bytes, new: bytes
) -> None:
    path = save(graph, filled, tmp_path)
    delete_workspace(acting(graph, filled))
    text = gzip.decompress(path.read_bytes())
    assert old in text
    path.write_bytes(gzip.compress(text.replace(old, new, 1)))
    with pytest.raises(BackupRefused, match=r"altered|count"):
        backups.restore(installed(graph), path)
    assert read_back(driver, filled).nodes == {}


def test_lines_left_out_with_the_end_made_to_fit_are_seen_by_their_count(
    graph: Graph, filled: str, tmp_path: Path
) -> None:
    path = save(graph, filled, tmp_path)
    delete_workspace(acting(graph, filled))
    kept = [
        line
        for line in gzip.decompress(path.read_bytes()).splitlines(keepends=True)[:-1]
        if b'"name":"Ann"' not in line
    ]
    with path.open("wb") as file:
        writer = files.BackupWriter(file)
        for line in kept:
            writer.write(line)
        writer.finish()
    with pytest.raises(BackupRefused, match="Person: 3 instead of 4"):
        backups.restore(installed(graph), path)


def test_a_backup_of_a_newer_schema_is_refused(
    graph: Graph, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(graph, filled, tmp_path)
    delete_workspace(acting(graph, filled))
    monkeypatch.setattr(restoring, "latest_schema", lambda: "V0001__unique_ids")
    with pytest.raises(BackupRefused, match="newer version"):
        backups.restore(installed(graph), path)


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    graph: Graph, filled: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(BackupFailed, match="can’t be written"):
        save(graph, filled, tmp_path / "file" / "below")


# ── where it is restored ─────────────────────────────────────────────────────────────────────


def test_a_workspace_that_is_there_is_never_touched(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path
) -> None:
    path = save(graph, filled, tmp_path)
    create_person(acting(graph, filled), NewPerson(id="new", name="New"))
    before = contents(driver, filled)
    with pytest.raises(AlreadyExists, match=filled):
        backups.restore(installed(graph), path)
    assert contents(driver, filled) == before


def test_a_restore_that_is_ended_leaves_no_workspace_and_the_next_one_succeeds(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(graph, filled, tmp_path)
    before = contents(driver, filled)
    delete_workspace(acting(graph, filled))

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        # As after kill -9: nobody clears what was created.
        killed.setattr(restoring, "_clear", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            backups.restore(installed(graph), path, tell=end)
    assert filled not in [one.id for one in list_workspaces(installed(graph))]
    assert read_back(driver, filled).nodes
    backups.restore(installed(graph), path)
    assert contents(driver, filled) == before


def test_what_differs_after_it_was_restored_is_removed_again(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(graph, filled, tmp_path)
    delete_workspace(acting(graph, filled))
    create = restoring._creation

    def forgetful(entries: list[Any]) -> Any:
        for entry in entries:
            entry.properties.pop("name_key", None)
        return create(entries)

    monkeypatch.setattr(restoring, "_creation", forgetful)
    with pytest.raises(RestoreFailed, match="Person: some have other values"):
        backups.restore(installed(graph), path)
    assert read_back(driver, filled).nodes == {}


def test_a_backup_from_before_a_migration_is_migrated_when_it_is_restored(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path
) -> None:
    """Until version 0.1.0 the history of an introduction was nodes of its own."""
    path = save(graph, filled, tmp_path)
    delete_workspace(acting(graph, filled))
    at = {"$datetime": "2026-01-05T10:00:00.000000000Z"}
    introduction = Node("Introduction", {"workspace": filled, "id": "i1", "state": "draft"})
    event = {"id": "i1|3|create", "at": at, "by": "dana", "action": "create", "to": "draft"}
    older: list[Entry] = [
        introduction,
        Node("IntroductionEvent", {"workspace": filled, "number": 3, **event}),
        Link("HAS", ("Introduction", "i1"), ("IntroductionEvent", "i1|3|create"), {}),
    ]
    rewrite(path, "V0012__change_log", older)
    restored = backups.restore(installed(graph), path)
    assert restored.workspaces[0].counts["IntroductionEvent"] == 1
    nodes = read_back(driver, filled).nodes
    assert nodes["Change", "i1|3|create"]["subject"] == "i1"
    assert not any(label == "IntroductionEvent" for label, _ in nodes)
    assert check_schema(graph) == []


def rewrite(path: Path, schema: str, more: list[Entry]) -> None:
    """Write a backup again as one of an older schema that holds more."""
    section, said = Section("", 0), [said for said, _ in files.read(path)]
    with path.open("wb") as file:
        writer = files.BackupWriter(file)
        for one in said:
            if isinstance(one, Header):
                writer.write(lines.header_line(replace(one, schema=schema)))
            elif isinstance(one, Head):
                writer.write(lines.head_line(one))
            elif isinstance(one, Foot):
                for entry in more:
                    lines.count(section, entry, lines.entry_line(entry))
                    writer.write(lines.entry_line(entry))
                writer.write(lines.foot_line(Foot(one.seq, section.tallies)))
            else:
                lines.count(section, one, lines.entry_line(one))
                writer.write(lines.entry_line(one))
        writer.finish()


# ── of one moment ────────────────────────────────────────────────────────────────────────────


def test_a_backup_beside_writers_shows_one_moment_and_refuses_nobody(
    graph: Graph, filled: str, tmp_path: Path
) -> None:
    """Each write adds a group and a person: a backup with one of them would be of no moment."""
    ended = Event()
    written = []

    def write() -> None:
        session = acting(graph, filled)
        while not ended.is_set():
            name = token_hex(6)
            session.write(lambda tx, name=name: add_both(tx, name))  # type: ignore[misc]
            written.append(name)

    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(write) for _ in range(2)]
        try:
            wait_until(lambda: len(written) > 5)
            found = [files.read_contents(save(graph, filled, tmp_path / str(n))) for n in range(3)]
        finally:
            ended.set()
        for one in running:
            one.result()
    counts = [section.tallies for each in found for section in each.sections]
    assert all(each["Person"].count - 4 == each["Group"].count for each in counts)
    groups = [each["Group"].count for each in counts]
    assert groups == sorted(groups)
    assert groups[0] > 5


def add_both(tx: Any, name: str) -> None:
    group = {"id": name, "name": name, "name_key": name, "meets_regularly": False}
    tx.do(create_groups, rows=[group])
    person = {"id": name, "properties": {"name": name, "role": "other"}}
    tx.do(create_people, rows=[person], version=tx.seq, now=tx.now)


# ── who was deleted ──────────────────────────────────────────────────────────────────────────


def test_who_was_deleted_after_the_backup_does_not_come_back(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path
) -> None:
    path = save(graph, filled, tmp_path, at=datetime.now(UTC) - timedelta(days=1))
    delete_person(acting(graph, filled, "admin"), "ann")
    session = acting(graph, filled)
    keep_deletions(session, tmp_path, header_of(graph, datetime.now(UTC)))
    delete_workspace(session)
    restored = backups.restore(installed(graph), path)
    assert restored.workspaces[0].kept_out == 1
    nodes = read_back(driver, filled).nodes
    assert {key[1] for key in nodes if key[0] == "Person"} == {"dana", "lee", "kim"}
    assert not any("ann@" in key[1] for key in nodes if key[0] == "Identifier")
    again = NewPerson(id="ann2", name="Ann", emails=(f"ann@{filled}.example",))
    with pytest.raises(Exception, match="deleted"):
        create_person(acting(graph, filled), again)


def test_a_later_backup_beside_it_says_who_was_deleted(
    graph: Graph, driver: Driver, filled: str, tmp_path: Path
) -> None:
    session = acting(graph, filled, "admin")
    create_person(session, NewPerson(id="nameless", name="Without any address"))
    path = save(graph, filled, tmp_path, at=datetime.now(UTC) - timedelta(days=1))
    delete_person(session, "nameless")
    save(graph, filled, tmp_path, at=datetime.now(UTC) + timedelta(hours=1))
    delete_workspace(session)
    assert backups.restore(installed(graph), path).workspaces[0].kept_out == 1
    assert ("Person", "nameless") not in read_back(driver, filled).nodes


# ── by itself ────────────────────────────────────────────────────────────────────────────────


def test_backups_are_made_when_they_are_due_and_the_newest_are_kept(
    graph: Graph, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = [one for one in list_workspaces(installed(graph)) if one.id == filled]
    monkeypatch.setattr("app.backups.service.scheduling.list_workspaces", lambda _: only)
    at = [NOW]
    keeper = BackupKeeper(lambda: installed(graph, at[0]), tmp_path, every=24, keep=2)
    made = []
    for hours in (0, 1, 24, 30, 49, 80):
        at[0] = NOW + timedelta(hours=hours)
        made.append(keeper.look())
    assert made == [True, False, True, False, True, True]
    assert sorted(names_in(tmp_path)) == [
        ".lock",
        "intros-all-20260303T110000Z.jsonl.gz",
        "intros-all-20260304T180000Z.jsonl.gz",
    ]
    looked = backups.look_at(tmp_path, NOW + timedelta(hours=83))
    assert (looked.count, looked.hours) == (2, 3.0)


def test_the_service_makes_backups_by_itself(
    graph: Graph, engine: Engine, filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other tests have left hundreds of workspaces on this engine.
    only = [one for one in list_workspaces(installed(graph)) if one.id == filled]
    monkeypatch.setattr("app.backups.service.scheduling.list_workspaces", lambda _: only)
    settings = engine.settings.model_copy(
        update={
            "worker": WorkerSettings(threads=0, jobs=0),
            "backup": BackupSettings(every_hours=24, folder=tmp_path / "kept"),
        }
    )
    workers = Workers(settings, lambda: installed(graph))
    try:
        wait_until(lambda: backups.look_at(tmp_path / "kept", datetime.now(UTC)).count == 1)
    finally:
        workers.stop()
    (name,) = [one for one in names_in(tmp_path / "kept") if one.startswith("intros-")]
    found = files.read_contents(tmp_path / "kept" / name)
    assert filled in [section.workspace for section in found.sections]
