"""The driver's pool of connections, in which no one waits without end.

The driver bounds how long it takes to connect, but not how long it waits for an answer. A firewall
that drops idle connections without a word would so hang a request for minutes, and a database that
stands still for ever. Here each connection has the time of the one who uses it, and none is used
after a pause before it has answered. It is the one place that knows the inside of the driver
(`_pool`, and the timeouts of its sockets): `tests/graph/test_silent_connection.py` notices when a
new version has another one.
"""

from math import isfinite
from threading import Lock
from typing import Any

from neo4j import Driver
from neo4j.exceptions import (
    ConnectionAcquisitionTimeoutError,
    DriverError,
    ServiceUnavailable,
    SessionExpired,
)

from app.errors import GraphUnavailable
from app.graph.failures import explain
from app.patience import current_patience, seconds_left
from app.settings import GraphSettings

IDLE_SECONDS = 1.0
"""A connection that was idle for longer is asked whether it lives: a round trip."""
LIVES_WITHIN_SECONDS = 2.0
"""How long it has to answer that, and to what is said to it when it is put back."""
ATTEMPT_SECONDS = 5.0
"""How long one attempt to get a connection takes: what failed for good is found out after it."""


class BoundedPool:
    """Comes before the pool of a driver: connections leave it with bounds.

    `silence` is how long a connection may say nothing where no request waits.
    """

    def __init__(self, pool: Any, settings: GraphSettings, silence: float) -> None:
        self._pool, self._settings, self._silence = pool, settings, silence
        self._in_use: set[Any] = set()
        self._changing = Lock()
        self._aborted = False
        self._why = self._silent = explain(TimeoutError(), settings)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)

    def acquire(self, *arguments: Any, **options: Any) -> Any:
        """A connection that lives; raises `GraphUnavailable` when the patience is over."""
        while True:
            if self._aborted:
                raise stopping()
            left = seconds_left()
            if not left:
                raise self._why.error()
            options["timeout"] = min(left, ATTEMPT_SECONDS)
            connection = self._attempt(*arguments, **options)
            if connection is not None and self._lives(connection):
                return self._bounded(connection)

    def _attempt(self, *arguments: Any, **options: Any) -> Any:
        """One attempt; None when all connections were busy."""
        try:
            connection = self._pool.acquire(*arguments, **options)
        except ConnectionAcquisitionTimeoutError:
            return None
        except (DriverError, ValueError) as error:
            self._why = failure = explain(error, self._settings)
            if failure.lasts and not self._settings.embedded:
                # The driver would repeat it for as long as its patience lasts.
                raise failure.error() from error
            raise
        self._why = self._silent
        return connection

    def _lives(self, connection: Any) -> bool:
        """Whether it answers; if it doesn't, the others that were idle are not trusted either."""
        if not connection.is_idle_for(IDLE_SECONDS):
            return True
        connection.socket.set_read_timeout(LIVES_WITHIN_SECONDS)
        try:
            connection.liveness_check()
        except (OSError, ServiceUnavailable, SessionExpired):
            self._pool.mark_all_stale()
            self._pool.release(connection)
            return False
        return True

    def _bounded(self, connection: Any) -> Any:
        patience = current_patience()
        silence = patience.silence if patience else self._silence
        connection.socket.set_read_timeout(silence)
        left = seconds_left()
        self._set_deadline(connection, left if isfinite(left) else None)
        with self._changing:
            self._in_use.add(connection)
        return connection

    def release(self, *connections: Any) -> None:
        """Put connections back: what is left to say to them is said quickly or not at all."""
        with self._changing:
            self._in_use.difference_update(connections)
        for connection in connections:
            connection.socket.set_read_timeout(LIVES_WITHIN_SECONDS)
            self._set_deadline(connection, None)
        self._pool.release(*connections)

    @staticmethod
    def _set_deadline(connection: Any, seconds: float | None) -> None:
        connection.socket.set_read_deadline(seconds)
        connection.socket.set_write_deadline(seconds)

    @property
    def in_use(self) -> int:
        """How many connections are in use."""
        return len(self._in_use)

    def abort(self) -> None:
        """Cut the connections in use, in whatever threads they are, and give out no others."""
        with self._changing:
            self._aborted = True
            connections = list(self._in_use)
        for connection in connections:
            connection.kill()


def stopping() -> GraphUnavailable:
    """What those are told who want a connection while the process ends."""
    told = "The service is stopping. Try again in a minute."
    return GraphUnavailable(told, public=told)


def bound(driver: Driver, settings: GraphSettings, silence: float) -> BoundedPool:
    """Put the bounds before a driver's pool; sessions that begin from now on have them."""
    pool = BoundedPool(driver._pool, settings, silence)
    driver._pool = pool
    return pool
