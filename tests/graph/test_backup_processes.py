"""Backups as processes that are killed, and copies of the built-in database's own files."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import app
from app.backups import service as backups
from app.backups.service import files
from app.errors import BackupRefused
from app.graph import Graph, migrate
from app.people.models import NewPerson
from app.people.repository import create_people
from app.people.service import create_person
from app.session import Installation
from app.settings import Settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.graph.test_embedded_engine import assert_all_ends
from tests.patience import wait_until
from tests.sessions import acting, installed


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    assert_all_ends(tmp_path / "data")


@pytest.fixture
def own(folder: Path) -> Iterator[Installation]:
    """A built-in database of its own, with a workspace of some hundred people."""
    with Graph(Settings(_env_file=None, data_dir=folder)) as graph:
        migrate(graph)
        create_workspace(installed(graph), NewWorkspace(id="acme", name="Acme"))
        session = acting(graph, "acme")
        rows = [
            {"id": f"p{n}", "properties": {"name": "Someone " * 40, "role": "other"}}
            for n in range(4000)
        ]
        for start in range(0, len(rows), 2000):
            part = rows[start : start + 2000]
            session.write(lambda tx, part=part: add_people(tx, part))  # type: ignore[misc]
        create_person(session, NewPerson(id="ann", name="Ann", emails=("ann@acme.example",)))
        yield installed(graph)


def add_people(tx: Any, rows: list[Any]) -> None:
    tx.do(create_people, rows=rows, version=tx.seq, now=tx.now)


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "app.cli", *words]


def environment(folder: Path) -> dict[str, str]:
    root = str(Path(app.__file__).parents[1])
    return os.environ | {"INTROS_DATA_DIR": str(folder), "PYTHONPATH": root}


def test_a_backup_that_is_killed_leaves_no_file_that_looks_whole(
    own: Installation, folder: Path, tmp_path: Path
) -> None:
    to = tmp_path / "kept"
    killed = 0
    while killed < 5:
        process = subprocess.Popen(
            command(folder, "backup", "--to", str(to)),
            cwd=tmp_path,
            env=environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with process:
            wait_until(lambda p=process: p.poll() is not None or any(to.glob(".unfinished-*")))  # type: ignore[misc]
            process.kill()
        killed += 1
        for path in to.glob("intros-*"):
            files.read_contents(path)
            path.unlink()
        for path in to.glob(".unfinished-*"):
            assert backups.look_at(to, datetime.now(UTC)).count == 0
            with pytest.raises(BackupRefused):
                files.read_contents(path)
            path.unlink()


def test_a_copy_of_the_running_database_is_restored_in_an_empty_folder(
    own: Installation, folder: Path, tmp_path: Path
) -> None:
    to = tmp_path / "kept"
    copy = backups.save_engine(own, folder, to)
    path = Path(copy.file)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(to.iterdir()) == [path]
    assert list((folder / "engine" / "backups").rglob("*.zip")) == []

    cut = tmp_path / path.name
    cut.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(BackupRefused):
        backups.restore_files(cut, tmp_path / "empty")
    with pytest.raises(Exception, match="in use"):
        backups.restore_files(path, folder)

    backups.restore_files(path, tmp_path / "new")
    database = tmp_path / "new" / "engine" / "databases" / "neo4j"
    assert {stat.S_IMODE(one.stat().st_mode) for one in database.iterdir()} == {0o600}
    with Graph(Settings(_env_file=None, data_dir=tmp_path / "new")) as graph:
        restored = backups.after_restore(installed(graph), path, to)
        assert restored.workspaces == ("acme",)
        again = backups.save(installed(graph), tmp_path / "again", ["acme"])
    assert again.workspaces[0].counts["Person"] == 4001
    assert_all_ends(tmp_path / "new")
    with pytest.raises(Exception, match="holds a database already"):
        backups.restore_files(path, tmp_path / "new")
