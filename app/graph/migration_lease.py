"""One process at a time changes the schema, or restores a backup: a lease in the graph itself.

It is renewed at every step and expires, so that a process that was killed blocks no other for long.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from app.errors import Conflict, GraphUnavailable
from app.graph.migration_files import shipped_migrations
from app.graph.queries import NoRow, Query
from app.graph.transactions import TIMES_OVERTAKEN, Graph

LEASE = timedelta(minutes=2)
PATIENCE_SECONDS = 150.0
"""Longer than a lease: anyone who waits for a killed process goes on by themselves."""
Hold = Callable[[], None]
"""Renews the lease; raises `GraphUnavailable` when another process has it."""


@dataclass(frozen=True, slots=True)
class Lease:
    taken: bool


take_lease = Query("graph/take_migration_lease", Lease)
release_lease = Query("graph/release_migration_lease", NoRow)


@contextmanager
def migrating(graph: Graph) -> Iterator[Hold]:
    """Be the only one that migrates or restores; gives what renews the lease at each step.

    Raises `GraphUnavailable` when another process does not end in time.
    """
    holder = token_hex(8)
    _make_lock_unique(graph)
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not _take(graph, holder):
        if time.monotonic() > give_up:
            raise GraphUnavailable(
                "Another process is migrating or restoring. Try again in some minutes."
            )
        time.sleep(0.2)

    def hold() -> None:
        if not _take(graph, holder):
            raise GraphUnavailable("Another process has taken over. Try again in some minutes.")

    try:
        yield hold
    finally:
        graph.write_all_workspaces(lambda tx: tx.do(release_lease, holder=holder))


def _take(graph: Graph, holder: str) -> bool:
    return graph.write_all_workspaces(
        lambda tx: tx.one(take_lease, holder=holder, now=tx.now, until=tx.now + LEASE).taken
    )


def _make_lock_unique(graph: Graph) -> None:
    """Make sure that there can be one lock only, before several processes would make one each.

    The first migration has the statement; those who start at once on an empty graph make it
    together, of which all but one are told that it is there.
    """
    statements = (s for migration in shipped_migrations() for s in migration.statements)
    unique = next(s for s in statements if "MigrationLock" in s)
    for attempt in range(TIMES_OVERTAKEN):
        try:
            return graph.change_schema(unique)
        except Conflict:
            time.sleep(0.05 * (attempt + 1))
    return graph.change_schema(unique)
