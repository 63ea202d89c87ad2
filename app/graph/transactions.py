"""The only door to the graph: managed transactions of one workspace, on one driver.

Every write begins by taking the workspace's lock: it raises `seq`, which is at once the lock, the
version of what is written and the cursor of changes. Reads take no lock on either engine, so a
decision that was read before the lock is worth nothing (see docs/decisions/0003). At its end one
statement appends to the change log what the queries have changed, as their headers say it (see
docs/decisions/0024). Managed transactions are repeated after a conflict: the functions handed in
must be free of side effects.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import Any, Protocol, Self, TypeVar

from neo4j import READ_ACCESS, GraphDatabase, ManagedTransaction, Session
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from app.clock import SystemClock
from app.errors import Conflict, GraphBusy
from app.graph.connection import Connection
from app.graph.failures import explain
from app.graph.queries import Query
from app.graph.reader_and_writer import Reader, Writer
from app.graph.turns import BUSY, Turns
from app.patience import current_patience
from app.settings import Settings

Result = TypeVar("Result")
Row = TypeVar("Row")
SYSTEM = "system"
"""The actor where no one in particular acts."""
CLOCK = SystemClock()
VANISHED = "Neo.ClientError.Statement.EntityNotFound"
TIMES_OVERTAKEN = 8
"""As many as may make the same at once, each of them winning once."""

# Results are hundreds of thousands of small lists, none of them in a cycle. Python looks through
# the young ones every 700, which took a third of the time of reading and ranking 5,000 contacts.
gc.set_threshold(50_000, 20, 50)

LOST = (ServiceUnavailable, SessionExpired, TransientError, AuthError)
GONE = "Neo.TransientError.General.DatabaseUnavailable"
"""The one transient error that says the database itself is away; all others are about others."""


@dataclass(frozen=True, slots=True)
class Ready:
    ready: int


answer = Query("graph/answer", Ready)


class IdempotencyGuard(Protocol):
    """What makes a repeated request harmless: see `app.idempotency`."""

    def replay(self, tx: Writer) -> None: ...

    def record(self, tx: Writer, result: Any) -> None: ...


class Graph:
    """One driver for the process. Thread-safe; close it, or use it as a context manager."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.graph
        self._secret = settings.signing_secret
        self._connection = Connection(settings)
        data_dir = settings.data_dir if settings.graph.embedded else None
        self._turns = Turns(data_dir, settings.graph.retry_seconds)
        # In a cluster a reader may lag behind: bookmarks keep this process's writes visible to it.
        clustered = settings.graph.uri.startswith("neo4j")
        self._bookmarks = GraphDatabase.bookmark_manager() if clustered else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()
        self._turns.close()

    @property
    def connections_in_use(self) -> int:
        """How many connections transactions have now."""
        return self._connection.in_use

    @property
    def turn_wait_seconds(self) -> float:
        """How long writers have waited for their turns so far, in seconds."""
        return self._turns.wait_seconds

    def abort(self) -> None:
        """End what other threads are doing here, and refuse what they begin: `GraphUnavailable`."""
        self._connection.abort()

    def read(
        self, workspace: str, work: Callable[[Reader], Result], *, now: datetime | None = None
    ) -> Result:
        """Run `work` in a read transaction of the workspace; `now` is the time it goes by."""
        at = now or CLOCK.now()
        return self._read(lambda tx: work(Reader(tx, workspace, at)))

    def write(
        self,
        workspace: str,
        work: Callable[[Writer], Result],
        once: IdempotencyGuard | None = None,
        *,
        by: str = SYSTEM,
        now: datetime | None = None,
    ) -> Result:
        """Run `work` under the workspace's lock; raises `UnknownWorkspace`.

        With `once`, a request that was answered before is answered again from its record, which
        is written in the same transaction as the change itself. `by` names the actor, `now` is
        the time that the transaction goes by.
        """
        at = now or CLOCK.now()

        def locked(transaction: ManagedTransaction) -> Result:
            return under_lock(Writer(transaction, workspace, at, by), work, once)

        return self._write(workspace, locked)

    def is_awaited(self, workspace: str) -> bool:
        """Whether others wait until the transaction that runs is over; they may at a Neo4j."""
        return self._turns.is_awaited(workspace)

    def create_workspace(self, workspace: str, work: Callable[[Writer], Result]) -> Result:
        """Run the transaction that creates a workspace: there is nothing to lock yet."""
        return self._write(workspace, lambda tx: work(Writer(tx, workspace, CLOCK.now(), SYSTEM)))

    def read_all_workspaces(self, work: Callable[[Reader], Result]) -> Result:
        """Read with queries of scope `installation`, for what no workspace is known of yet."""
        return self._read(lambda tx: work(Reader(tx, None, CLOCK.now())))

    def look_up(self, query: Query[Row], **parameters: Any) -> Row | None:
        """The row of one query of scope `installation`, or None, in one round trip.

        A statement that reads by itself needs no words for the beginning and the end of a
        transaction. It alone runs outside of one, and in one where the engine asks to repeat it.
        """

        def find(tx: ManagedTransaction | Session) -> Row | None:
            return Reader(tx, None, CLOCK.now()).optional(query, **parameters)

        def work(session: Session) -> Row | None:
            try:
                return find(session)
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable():
                    raise
                return session.execute_read(find)

        return self._run(work)

    def _read(self, work: Callable[[ManagedTransaction], Result]) -> Result:
        return self._run(lambda session: retry_on_conflict(lambda: session.execute_read(work)))

    def write_all_workspaces(self, work: Callable[[Writer], Result]) -> Result:
        """Write what belongs to the installation and to no workspace: migrations."""
        return self._write("", lambda tx: work(Writer(tx, None, CLOCK.now(), SYSTEM)))

    def _write(self, workspace: str, work: Callable[[ManagedTransaction], Result]) -> Result:
        with self._turns.turn(workspace):
            return self._run(lambda session: retry_on_conflict(lambda: session.execute_write(work)))

    def change_schema(self, statement: str) -> None:
        """Run one statement of a migration, in a transaction of its own as Neo4j wants it."""
        with self._turns.turn(""):
            self._run(lambda session: session.execute_write(lambda tx: tx.run(statement).consume()))

    def secret(self) -> bytes:
        """The installation's secret, by which keyed hashes in the graph are made."""
        return self._secret()

    def change_data(self, statement: str, most: int) -> int:
        """Run a statement of a migration on at most so many nodes; returns how many it changed."""

        def change(tx: ManagedTransaction) -> int:
            return int(tx.run(statement, most=most).single(strict=True)["changed"])

        return self._write("", change)

    def check(self) -> None:
        """Return when the graph answers; raises `GraphUnavailable`."""
        self.read_all_workspaces(lambda tx: tx.one(answer))

    def _run(self, work: Callable[[Session], Result]) -> Result:
        """Open a session and do the work; raises what went wrong as one of our errors."""
        try:
            result = self._run_twice(work)
        except ConstraintError as error:
            raise Conflict(
                "Someone else has just created the same. Reload, then try again."
            ) from error
        except (DriverError, Neo4jError) as error:
            failure = explain(error, self._settings)
            if not isinstance(error, LOST) and not failure.lasts:
                raise
            raise failure.error() from error
        if patience := current_patience():
            patience.renew()
        return result

    def _run_twice(self, work: Callable[[Session], Result]) -> Result:
        """Do the work; a lost embedded engine is started again, once."""
        try:
            self._connection.see_to_keeper()
            return self._in_session(work)
        except IncompleteCommit:
            # No one knows whether this commit happened, so no one may repeat it unasked.
            raise
        except LOST:
            if not self._connection.recover():
                raise
        return self._in_session(work)

    def _in_session(self, work: Callable[[Session], Result]) -> Result:
        driver, database = self._connection.driver(), self._settings.database
        with driver.session(
            database=database, bookmark_manager=self._bookmarks, default_access_mode=READ_ACCESS
        ) as session:
            try:
                return work(session)
            except TransientError as error:
                refuse_busy(error)
                raise


def under_lock(
    tx: Writer, work: Callable[[Writer], Result], once: IdempotencyGuard | None
) -> Result:
    """What a write transaction does, from its lock to its last statement."""
    tx.lock()
    if once:
        once.replay(tx)
    result = work(tx)
    if once:
        once.record(tx, result)
    tx.append_changes()
    return result


def retry_on_conflict(transaction: Callable[[], Result]) -> Result:
    """Run a transaction again that met what another one was just making or deleting.

    The embedded engine finds out about the lock at the end of a transaction, and about a unique
    id before that: the loser of two that run at once may be told of the id. Run again, it sees
    what the other made. A search may also find, in an index, a node that another transaction has
    not yet written or has just deleted. What fails every time is raised in the end.
    """
    for attempt in range(TIMES_OVERTAKEN):
        try:
            return transaction()
        except ClientError as error:
            if not isinstance(error, ConstraintError) and error.code != VANISHED:
                raise
            sleep(0.01 * (attempt + 1))
    return transaction()


def refuse_busy(error: Exception) -> None:
    """Raise `GraphBusy` for an error that says that others were quicker, again and again."""
    if isinstance(error, TransientError) and error.code != GONE:
        raise GraphBusy(BUSY) from error
