"""Copies of the embedded engine's files, among the other backups of the folder."""

from pathlib import Path

from app.backups import repository
from app.backups.models import EngineCopy
from app.backups.rules import keeping
from app.backups.service.deletions import deleted_since, keep_out
from app.backups.service.files import whole_file
from app.backups.service.restoring import MAY_BE_SENT
from app.errors import BackupRefused
from app.graph import Writer, migrate
from app.graph.engine_backup import copy_engine, restore_engine
from app.session import Installation
from app.workspaces.service import list_workspaces

ENGINE = "engine"


def save_engine(installation: Installation, data_dir: Path, folder: Path) -> EngineCopy:
    """Copy the running engine of a data folder; raises `BackupFailed`."""
    at = installation.now()
    path = folder / keeping.file_name(ENGINE, at, "zip")
    with whole_file(path) as file:
        copy_engine(data_dir, Path(file.name))
    found = tuple(one.id for one in list_workspaces(installation))
    return EngineCopy(file=str(path), made_at=at, size=path.stat().st_size, workspaces=found)


def restore_files(archive: Path, data_dir: Path) -> None:
    """Make the database of an empty data folder; raises `BackupRefused` and `EngineFailed`."""
    if keeping.made_at(archive.name) is None:
        raise BackupRefused(
            f"{archive.name} must have the name that it was saved under, such as "
            "intros-engine-20261127T210000Z.zip: it says when it was made."
        )
    restore_engine(archive, data_dir)


def after_restore(installation: Installation, archive: Path, folder: Path) -> EngineCopy:
    """Keep out who was deleted after the copy was made, and park what may have been sent."""
    graph, at = installation.graph, keeping.made_at(archive.name)
    assert at is not None  # noqa: S101 (`restore_files` has looked)
    migrate(graph)
    found = tuple(one.id for one in list_workspaces(installation))
    kept_out = 0
    for workspace in found:
        folders = {archive.resolve().parent, folder.resolve()}
        deletions = deleted_since(folders, workspace, at, graph.secret())
        kept_out += keep_out(graph, workspace, deletions, graph.secret())
        graph.write(workspace, _park)
    size = archive.stat().st_size
    return EngineCopy(file=str(archive), made_at=at, size=size, workspaces=found, kept_out=kept_out)


def _park(tx: Writer) -> None:
    tx.one(repository.park_waiting, now=tx.now, error=MAY_BE_SENT)
