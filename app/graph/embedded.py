"""The client's side of the embedded engine: attach to the one that runs, or start it.

Each client holds a shared lock on a file of the data folder while it needs the engine. The
supervisor (`app.graph.engine_supervisor`) runs the engine while anyone holds that lock. The
operating system releases it when a client ends, however it ends.
"""

import fcntl
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import IO, Any, Self

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from app.errors import EngineFailed, GraphUnavailable
from app.graph import engine_supervisor
from app.graph.bounded_pool import bound
from app.graph.engine_supervisor import EngineFolder, take_lock
from app.graph.failures import EMBEDDED_AWAY
from app.patience import seconds_left
from app.settings import GraphSettings

LOOK_AGAIN_SECONDS = 0.05
ANSWER_SECONDS = 5.0
"""How long a server that has just begun may take to answer the first question."""
LOG_LINES = 15
"""How much of the log an error shows."""


@dataclass(frozen=True)
class BoltAddress:
    """Where a graph listens, and how to sign in."""

    uri: str
    user: str
    password: str


class EmbeddedEngine:
    """One client of the engine in `data_dir`. Thread-safe; close it, or use it in a `with`.

    `heap` bounds the memory of the Java heap (`512m`, `2g`) when this client is the one that
    starts the engine; `start_timeout` is the time in seconds that `attach` and `ensure` may take.
    """

    def __init__(self, data_dir: Path, *, heap: str = "1g", start_timeout: float = 180.0) -> None:
        self._folder = EngineFolder(data_dir)
        self._heap = heap
        self._start_timeout = start_timeout
        self._one_at_a_time = Lock()
        self._presence: IO[Any] | None = None
        self._address: BoltAddress | None = None
        self._aborted = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def attach(self) -> BoltAddress:
        """The engine's address, from the first call on without looking again: see `ensure`."""
        return self._address or self.ensure()

    def ensure(self) -> BoltAddress:
        """Return when the engine answers, starting it if no one keeps it; raises `EngineFailed`.

        After a crash this is the same address as before, unless another program took the port.
        """
        with self._one_at_a_time:
            try:
                self._address = self._wait_for_engine()
            except OSError as error:
                self._let_go()
                raise EngineFailed(f"The data folder cannot be used: {error}") from error
            except EngineFailed:
                self._let_go()
                raise
            return self._address

    def is_kept(self) -> bool:
        """Whether there is a keeper, which starts a lost server again: a look of microseconds."""
        with self._folder.keeper_lock.open("a") as lock:
            return not take_lock(lock, fcntl.LOCK_SH)

    def abort(self) -> None:
        """End the wait of those who wait for the engine; raises `GraphUnavailable` there."""
        self._aborted = True

    def close(self) -> None:
        """Let go. The engine ends some seconds after its last client has."""
        with self._one_at_a_time:
            self._let_go()

    def _let_go(self) -> None:
        self._address = None
        if self._presence is not None:
            self._presence.close()
            self._presence = None

    def _wait_for_engine(self) -> BoltAddress:
        require_package()
        self._folder.create()
        deadline = time.monotonic() + min(self._start_timeout, seconds_left())
        started: subprocess.Popen[bytes] | None = None
        while time.monotonic() < deadline and not self._aborted:
            if self._is_present():
                if self.is_kept():
                    address = self._address_now()
                    if address is not None and answers(address):
                        return address
                elif started is None or started.poll() is not None:
                    if started is not None and started.returncode > 0:
                        raise EngineFailed(self._explain("did not start"))
                    started = self._start_keeper()
            time.sleep(LOOK_AGAIN_SECONDS)
        if self._aborted or not seconds_left():
            raise GraphUnavailable(EMBEDDED_AWAY)
        raise EngineFailed(self._explain(f"did not answer within {self._start_timeout:g} s"))

    def _is_present(self) -> bool:
        """Whether this client is counted; False while a keeper is ending its engine."""
        if self._presence is None:
            presence = self._folder.clients_lock.open("a")
            if take_lock(presence, fcntl.LOCK_SH):
                self._presence = presence
            else:
                presence.close()
        return self._presence is not None

    def _address_now(self) -> BoltAddress | None:
        state = self._folder.read_state()
        if state is None or not state.ready:
            return None
        return BoltAddress(
            uri=f"bolt://{engine_supervisor.LOOPBACK}:{state.port}",
            user=engine_supervisor.USER,
            password=self._folder.password_file.read_text(encoding="utf-8"),
        )

    def _start_keeper(self) -> subprocess.Popen[bytes]:
        """Start a keeper in a session of its own: Ctrl-C in this terminal is not meant for it.

        Of several started at once the first keeps the engine and the others end with 0. It ends
        with 1 when the engine will not run, and below 0 when someone killed it.
        """
        self._folder.log.touch(mode=0o600)
        with self._folder.log.open("ab") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    engine_supervisor.__file__,
                    self._folder.data_dir,
                    self._heap,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder.path,
                start_new_session=True,
            )
        # It may outlive this client; when it does not, its entry in the process table must go.
        Thread(target=process.wait, name="wait for the keeper", daemon=True).start()
        return process

    def _explain(self, what: str) -> str:
        log = self._folder.log
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        end = "\n".join(lines[-LOG_LINES:])
        return f"The built-in database {what}. Its log {log} ends with:\n{end}"


def require_package() -> None:
    """Raise `EngineFailed` where there is no engine for this platform."""
    try:
        engine_supervisor.find_package()
    except ModuleNotFoundError:
        raise EngineFailed(
            f"The built-in database isn’t available for {platform.system()} on "
            f"{platform.machine()}: set INTROS_GRAPH__URI to the address of a Neo4j server."
        ) from None


def answers(address: BoltAddress) -> bool:
    """Whether the database can be queried, which is a little later than its port listens."""
    try:
        with (
            GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                connection_timeout=2.0,
                max_transaction_retry_time=0.0,
            ) as driver,
        ):
            bound(driver, GraphSettings(), silence=ANSWER_SECONDS)
            with driver.session(database=engine_supervisor.DATABASE) as session:
                session.execute_read(lambda tx: tx.run("RETURN 1").consume())
    except (DriverError, Neo4jError, GraphUnavailable):
        return False
    return True
