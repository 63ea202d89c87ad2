"""Writers take turns: first come, first served, in a process and among those of a data folder."""

import fcntl
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from threading import Event

import pytest

from app.errors import GraphBusy
from app.graph import turns
from app.graph.engine_supervisor import EngineFolder
from app.graph.turns import FolderTurn, Line, Turns
from tests.patience import PATIENCE_SECONDS, wait_until

Turn = Callable[[], AbstractContextManager[None]]


class Writers:
    """Writers that hold their turn until they are let go, each in a thread."""

    def __init__(self, stack: ExitStack) -> None:
        self._threads = stack.enter_context(ThreadPoolExecutor(20))
        self.begun: list[str] = []
        self._go: dict[str, Event] = {}

    def start(self, name: str, turn: Turn) -> Future[None]:
        self._go[name] = Event()

        def write() -> None:
            with turn():
                self.begun.append(name)
                assert self._go[name].wait(PATIENCE_SECONDS)

        return self._threads.submit(write)

    def let_go(self, name: str) -> None:
        self._go[name].set()

    def wait_for(self, *names: str) -> None:
        wait_until(lambda: self.begun == list(names))


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_who_has_waited_longest_goes_next(stack: ExitStack) -> None:
    writers, line = Writers(stack), Line()
    names = [f"w{number}" for number in range(10)]
    for number, name in enumerate(names):
        writers.start(name, lambda: line.turn(PATIENCE_SECONDS))
        wait_until(lambda number=number: len(line._waiting) == number)  # type: ignore[misc]
    for number, name in enumerate(names):
        writers.wait_for(*names[: number + 1])
        writers.let_go(name)


def test_who_waits_too_long_is_told_that_it_is_busy_and_takes_no_turn(stack: ExitStack) -> None:
    writers, line = Writers(stack), Line()
    first = writers.start("first", lambda: line.turn(PATIENCE_SECONDS))
    writers.wait_for("first")
    with pytest.raises(GraphBusy), line.turn(0.01):
        pass
    writers.let_go("first")
    first.result(PATIENCE_SECONDS)
    with line.turn(0.01):
        assert not line.is_awaited


def test_a_writer_that_fails_passes_its_turn_on() -> None:
    line = Line()
    with pytest.raises(ValueError, match="no"), line.turn(0.01):
        raise ValueError("no")
    with line.turn(0.01):
        pass


def test_workspaces_wait_for_each_other_only_where_they_share_an_engine(
    stack: ExitStack, tmp_path: Path
) -> None:
    server = Turns(None, 0.01)
    with server.turn("one"), server.turn("two"):
        pass
    embedded = Turns(tmp_path, 0.01)
    stack.callback(embedded.close)
    with embedded.turn("one"), pytest.raises(GraphBusy), embedded.turn("two"):
        pass


def test_a_workspace_with_many_writers_lets_another_go_next(
    stack: ExitStack, tmp_path: Path
) -> None:
    shared = Turns(tmp_path, PATIENCE_SECONDS)
    stack.callback(shared.close)
    writers = Writers(stack)
    writers.start("busy 0", lambda: shared.turn("busy"))
    writers.wait_for("busy 0")
    for number in range(1, 5):
        writers.start(f"busy {number}", lambda: shared.turn("busy"))
    wait_until(lambda: len(shared._line("busy")._waiting) == 4)
    writers.start("calm", lambda: shared.turn("calm"))
    wait_until(lambda: shared._all.is_awaited)
    assert shared.is_awaited("busy")
    writers.let_go("busy 0")
    writers.wait_for("busy 0", "calm")
    for number in range(1, 5):
        writers.let_go(f"busy {number}")
    writers.let_go("calm")


def test_a_process_that_writes_again_and_again_lets_another_go_between(
    stack: ExitStack, tmp_path: Path
) -> None:
    """Each process has a file handle of its own, as each of these has."""
    mine, others = FolderTurn(tmp_path), FolderTurn(tmp_path)
    stack.callback(mine.close)
    stack.callback(others.close)
    writers = Writers(stack)
    writers.start("mine", mine.turn)
    writers.wait_for("mine")
    assert not mine.is_awaited
    writers.start("other", others.turn)
    wait_until(lambda: mine.is_awaited)
    writers.let_go("mine")
    writers.start("mine again", mine.turn)
    writers.wait_for("mine", "other")
    writers.let_go("other")
    writers.let_go("mine again")


def test_a_process_that_is_stuck_in_its_turn_stops_no_one(
    stack: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "STUCK_SECONDS", 0.01)
    folder = EngineFolder(tmp_path)
    folder.create()
    stuck = stack.enter_context((folder.path / "writing.now").open("a"))
    fcntl.flock(stuck, fcntl.LOCK_EX)
    mine = FolderTurn(tmp_path)
    stack.callback(mine.close)
    for _ in range(2):
        with mine.turn():
            pass
    fcntl.flock(stuck, fcntl.LOCK_UN)
    with mine.turn(), pytest.raises(BlockingIOError):
        fcntl.flock(stuck, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_folder_that_cannot_be_used_is_no_matter_of_turns(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with FolderTurn(tmp_path / "file").turn():
        pass
