"""Writers take turns before they begin: who has waited longest goes next.

The lock of a workspace orders what is written (docs/decisions/0003), but it is not fair. Neo4j
gives it to anyone who asks at the right moment. The embedded engine only finds out at the end of a
transaction that another one was quicker, so long transactions would lose to short ones for ever. A
turn decides nothing about what is right: anyone who goes without one meets the lock all the same.

Writers of one workspace wait for each other in this process. Those of the embedded engine also
wait for other workspaces, which share its pages, and for the other processes of the data folder.
"""

import fcntl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from time import monotonic, sleep
from typing import IO, Any
from weakref import WeakValueDictionary

from app.errors import GraphBusy
from app.graph.engine_supervisor import EngineFolder, take_lock
from app.patience import seconds_left

LOOK_AGAIN_SECONDS = 0.002
STUCK_SECONDS = 10.0
"""After so long another process is not busy but stopped in the middle of its turn."""
BUSY = "Others are saving a lot right now. Nothing was changed. Try again in a few seconds."


class Line:
    """A lock that goes to the one that has waited longest. Not reentrant."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._waiting: deque[Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Wait for the turn and hold it; raises `GraphBusy` when it doesn't come in time."""
        if not self._wait(seconds):
            raise GraphBusy(BUSY)
        try:
            yield
        finally:
            self._pass_on()

    @property
    def is_awaited(self) -> bool:
        return bool(self._waiting)

    def _wait(self, seconds: float) -> bool:
        called = Event()
        with self._changing:
            if not self._taken:
                self._taken = True
                return True
            self._waiting.append(called)
        if called.wait(seconds):
            return True
        with self._changing:
            if called in self._waiting:
                self._waiting.remove(called)
                return False
        return True  # It was called in the last moment.

    def _pass_on(self) -> None:
        with self._changing:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class FolderTurn:
    """One writer at a time among the processes that share a data folder; one thread of each asks.

    Two files lock it (`flock`, which the system gives back however a process ends): the process
    that holds `writing.next` is the only one that waits for `writing.now`. A process that writes
    again and again so lets one of the others go first each time.
    """

    def __init__(self, data_dir: Path) -> None:
        self._folder = EngineFolder(data_dir)
        self._next: IO[Any] | None = None
        self._now: IO[Any] | None = None
        self._patience = STUCK_SECONDS

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and hold it; goes on without it when another process is stuck."""
        held = self._take()
        try:
            yield
        finally:
            if held is not None and not held.closed:
                fcntl.flock(held, fcntl.LOCK_UN)

    def _take(self) -> IO[Any] | None:
        try:
            following, now = self._files()
        except OSError:
            return None  # What attaches to the engine says what is wrong with the folder.
        until = monotonic() + self._patience
        taken = False
        if _locked(following, until):
            taken = _locked(now, until)
            fcntl.flock(following, fcntl.LOCK_UN)
        # As long as the other is stuck, a look is enough.
        self._patience = STUCK_SECONDS if taken else 0.0
        return now if taken else None

    @property
    def is_awaited(self) -> bool:
        """Whether another process waits; asked by the one whose turn it is."""
        if self._next is None:
            return False
        if not take_lock(self._next, fcntl.LOCK_EX):
            return True
        fcntl.flock(self._next, fcntl.LOCK_UN)
        return False

    def _files(self) -> tuple[IO[Any], IO[Any]]:
        if self._next is None or self._now is None:
            self._folder.create()
            self._next = (self._folder.path / "writing.next").open("a")
            self._now = (self._folder.path / "writing.now").open("a")
        return self._next, self._now

    def close(self) -> None:
        for file in (self._next, self._now):
            if file is not None:
                file.close()
        self._next = self._now = None


def _locked(file: IO[Any], until: float) -> bool:
    while not take_lock(file, fcntl.LOCK_EX):
        if monotonic() >= until:
            return False
        sleep(LOOK_AGAIN_SECONDS)
    return True


class Turns:
    """The turns of one process's writers; `data_dir` is that of an embedded engine, else None."""

    def __init__(self, data_dir: Path | None, seconds: float) -> None:
        self._seconds = seconds
        self._lines: WeakValueDictionary[str, Line] = WeakValueDictionary()
        self._changing = Lock()
        self._all = Line()
        self._folder = FolderTurn(data_dir) if data_dir is not None else None
        self.wait_seconds = 0.0
        """How long all have waited so far."""

    @contextmanager
    def turn(self, workspace: str) -> Iterator[None]:
        """Hold the turn of a workspace, or of what belongs to none (`""`); raises `GraphBusy`."""
        line, began = self._line(workspace), monotonic()
        with line.turn(min(self._seconds, seconds_left())):
            if self._folder is None:
                self._note_wait(began)
                yield
            else:
                # One writer of each workspace at most is here: a busy one delays no other long.
                with self._all.turn(min(self._seconds, seconds_left())), self._folder.turn():
                    self._note_wait(began)
                    yield

    def _note_wait(self, began: float) -> None:
        with self._changing:
            self.wait_seconds += monotonic() - began

    def is_awaited(self, workspace: str) -> bool:
        """Whether others wait for the turn that the workspace has; always so where they may.

        At a Neo4j the writers of other processes wait unseen.
        """
        if self._folder is None:
            return True
        return self._line(workspace).is_awaited or self._all.is_awaited or self._folder.is_awaited

    def _line(self, workspace: str) -> Line:
        with self._changing:
            return self._lines.setdefault(workspace, Line())

    def close(self) -> None:
        if self._folder is not None:
            self._folder.close()
