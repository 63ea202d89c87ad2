"""The process's connection to its graph: one driver, opened when needed and again when lost."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from threading import Lock

from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity

from app.errors import GraphUnavailable
from app.graph.bounded_pool import BoundedPool, bound, stopping
from app.graph.embedded import BoltAddress, EmbeddedEngine
from app.graph.failures import TRY_AGAIN
from app.patience import seconds_left
from app.settings import GraphSettings, Settings

CONNECT_SECONDS = 5.0
"""How long a server may take to accept a connection."""
WRITE_SECONDS = 10.0
"""How long a connection may take nothing of what is sent."""
LIFETIME_SECONDS = 1800.0
"""How old a connection becomes: load balancers let go of older ones without a word."""
SILENCE_SECONDS = 60.0
"""The least that jobs and commands, for which no one waits, have patience for one answer."""

# The driver tells each repetition on standard error unless someone listens.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Connection:
    """The driver of one process; thread-safe."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.graph
        self._engine = (
            EmbeddedEngine(settings.data_dir, heap=settings.graph.heap)
            if settings.graph.embedded
            else None
        )
        self._driver: Driver | None = None
        self._pool: BoundedPool | None = None
        self._address: BoltAddress | None = None
        self._connecting = Lock()
        self._aborted = False

    def close(self) -> None:
        if self._driver is not None:
            self._driver.close()
            self._driver = None
        if self._engine is not None:
            self._engine.close()

    def abort(self) -> None:
        """End what other threads do with the driver, at once."""
        self._aborted = True
        if self._pool is not None:
            self._pool.abort()
        if self._engine is not None:
            self._engine.abort()

    @property
    def in_use(self) -> int:
        """How many connections transactions have now."""
        return self._pool.in_use if self._pool else 0

    def driver(self) -> Driver:
        """The driver, opened by the first who needs it; raises `GraphUnavailable`."""
        if self._aborted:
            raise stopping()
        with self._one_at_a_time():
            if self._driver is None:
                self._open()
            assert self._driver is not None  # noqa: S101 (opened just now)
            return self._driver

    def see_to_keeper(self) -> None:
        """Replace a lost keeper at once: the driver would first try the lost server for long."""
        if self._engine is not None and self._driver is not None and not self._engine.is_kept():
            self.recover()

    def recover(self) -> bool:
        """After the graph was lost: attach to its engine, or to a new one, which may listen
        elsewhere. False where there is no engine of ours."""
        if self._engine is None or self._aborted:
            return False
        with self._one_at_a_time():
            if self._engine.ensure() != self._address:
                self._open()
        return True

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        left = seconds_left()
        if not self._connecting.acquire(timeout=left if isfinite(left) else -1):
            raise GraphUnavailable(TRY_AGAIN)
        try:
            yield
        finally:
            self._connecting.release()

    def _open(self) -> None:
        address = self._engine.attach() if self._engine else address_of(self._settings)
        self._driver = GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            max_connection_pool_size=self._settings.connections,
            max_connection_lifetime=LIFETIME_SECONDS,
            max_transaction_retry_time=self._settings.retry_seconds,
            connection_timeout=CONNECT_SECONDS,
            connection_write_timeout=WRITE_SECONDS,
            keep_alive=True,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            # Measured on the embedded engine with eight writers on one node: 768 transactions a
            # second (99% within 37 ms) instead of 178 (1,146 ms) with the driver's own 1 s.
            initial_retry_delay=0.01,
            retry_delay_multiplier=1.5,
            retry_delay_jitter_factor=0.5,
        )
        self._pool = bound(
            self._driver, self._settings, max(SILENCE_SECONDS, self._settings.retry_seconds)
        )
        self._address = address


def address_of(settings: GraphSettings) -> BoltAddress:
    return BoltAddress(settings.uri, settings.user, settings.password.get_secret_value())
