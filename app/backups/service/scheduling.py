"""Backups made by themselves: all workspaces, every so many hours, the newest few kept."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import structlog

from app.backups.models import BackupFolder
from app.backups.rules import keeping
from app.backups.service.files import UNFINISHED
from app.backups.service.saving import ALL, save
from app.errors import IntrosError
from app.session import Installation
from app.workspaces.service import list_workspaces

LOOK_SECONDS = 60.0
AFTER_FAILURE_SECONDS = 900.0
log = structlog.get_logger()


class Ended(Exception):
    """The service ends: a backup that is being written is given up."""


class BackupKeeper:
    """Makes backups when they are due, in a thread of its own; nothing else waits for it.

    `every`: hours between two; `keep`: how many stay, at least 1.
    """

    def __init__(
        self, installation: Callable[[], Installation], folder: Path, every: int, keep: int
    ) -> None:
        self._installation = installation
        self._folder, self._every, self._keep = folder, timedelta(hours=every), keep
        self._ended = Event()

    def run(self) -> None:
        """Look once a minute until `stop`."""
        pause = LOOK_SECONDS
        while not self._ended.is_set():
            try:
                self.look()
                pause = LOOK_SECONDS
            except Ended:
                return
            except IntrosError as error:
                log.warning("backup_failed", code=error.code, why=error.detail)
                pause = AFTER_FAILURE_SECONDS
            except Exception as error:  # noqa: BLE001 (the next one may succeed)
                log.error("backup_failed", error=type(error).__name__)
                pause = AFTER_FAILURE_SECONDS
            self._ended.wait(pause)

    def stop(self) -> None:
        self._ended.set()

    def look(self) -> bool:
        """Make a backup if it is due and no other process makes one; says whether it did."""
        installation = self._installation()
        if not keeping.is_due(names_in(self._folder), installation.now(), self._every):
            return False
        with _only_one(self._folder) as alone:
            # Another process may just have made it.
            now = installation.now()
            if not alone or not keeping.is_due(names_in(self._folder), now, self._every):
                return False
            workspaces = [one.id for one in list_workspaces(installation)]
            if not workspaces:
                return False
            saved = save(installation, self._folder, workspaces, tell=self._tell)
            log.info("backup_made", workspaces=len(workspaces), bytes=saved.size)
            tidy(self._folder, self._keep)
        return True

    def _tell(self, _workspace: str, _done: int) -> None:
        if self._ended.is_set():
            raise Ended


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def tidy(folder: Path, keep: int) -> None:
    """Delete all but the newest of the scheduled backups, and what killed ones left."""
    for name in keeping.outdated(names_in(folder), ALL, keep):
        (folder / name).unlink(missing_ok=True)
    for path in folder.glob(f"{UNFINISHED}*-intros-{ALL}-*"):
        path.unlink(missing_ok=True)


def look_at(folder: Path, now: datetime) -> BackupFolder:
    """What backups there are, and how old the last one is in hours."""
    own = keeping.backups_of(names_in(folder))
    newest = keeping.made_at(own[-1]) if own else None
    age = None if newest is None else (now - newest) / timedelta(hours=1)
    return BackupFolder(folder=str(folder), count=len(own), hours=age)


@contextmanager
def _only_one(folder: Path) -> Iterator[bool]:
    """Whether no other process makes one now; the system gives the lock back however it ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
