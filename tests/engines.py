"""The three engines that every graph and API test runs on, each started at most once in a run."""

import os
import tempfile
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from app.graph.embedded import EmbeddedEngine
from app.settings import GraphSettings, Settings, WorkerSettings
from tests.neo4j_server import RELEASES, Address, Unavailable, open_release
from tests.patience import PATIENCE_SECONDS

EMBEDDED = "embedded"
ENGINES = (EMBEDDED, *RELEASES)
NO_WORKER = WorkerSettings(in_process=False)
"""Engines are shared: a service under test must not work off what another test has put."""
JOBS_ONLY = WorkerSettings(threads=0)
"""A service that performs jobs, whoever put them: that does no harm, each being performed once."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine: its address, and the settings with which the program uses it."""

    name: str
    address: Address
    settings: Settings


class Engines:
    """Starts engines in the background and hands them out; `close` ends them all."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._threads = ThreadPoolExecutor(len(ENGINES), thread_name_prefix="start-engine")
        self._started: dict[str, Future[Engine]] = {}
        self._lock = Lock()

    def close(self) -> None:
        self._threads.shutdown(wait=True)
        self._stack.close()

    def start(self, names: Iterable[str]) -> None:
        """Begin to start these, and return at once."""
        for name in names:
            self._begin(name)

    def get(self, name: str) -> Engine:
        """The engine, once it answers; raises `Unavailable`."""
        return self._begin(name).result()

    def _begin(self, name: str) -> Future[Engine]:
        with self._lock:
            if name not in self._started:
                self._started[name] = self._threads.submit(self._open, name)
            return self._started[name]

    def _open(self, name: str) -> Engine:
        # Each engine has a stack of its own, because a stack is not safe to fill from threads.
        with ExitStack() as stack:
            engine = open_embedded(stack) if name == EMBEDDED else open_neo4j(name, stack)
            own = stack.pop_all()
        with self._lock:
            self._stack.push(own)
        return engine


def open_embedded(stack: ExitStack) -> Engine:
    folder = Path(
        stack.enter_context(
            tempfile.TemporaryDirectory(prefix="intros-test-", ignore_cleanup_errors=True)
        )
    )
    server = EmbeddedEngine(folder, start_timeout=PATIENCE_SECONDS)
    stack.callback(server.close)
    bolt = server.attach()
    settings = Settings(
        _env_file=None,
        graph=GraphSettings(uri="embedded:", retry_seconds=PATIENCE_SECONDS),
        data_dir=folder,
        worker=NO_WORKER,
    )
    return Engine(EMBEDDED, Address(bolt.uri, bolt.user, bolt.password), settings)


def open_neo4j(name: str, stack: ExitStack) -> Engine:
    address = open_release(RELEASES[name], stack)
    graph = GraphSettings.model_validate(
        {
            "uri": address.uri,
            "user": address.user,
            "password": address.password,
            "retry_seconds": PATIENCE_SECONDS,
        }
    )
    return Engine(name, address, Settings(_env_file=None, graph=graph, worker=NO_WORKER))


def must_run() -> bool:
    """Whether an engine that cannot run is a failure: on a build server it is."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


__all__ = ["EMBEDDED", "ENGINES", "Address", "Engine", "Engines", "Unavailable", "must_run"]
