"""Migrations: numbered files that bring the schema up to date, each applied once.

`migrations/V0001__words.cypher` holds statements, each ending with a semicolon at the end of a
line. A file never changes once it has landed: its checksum is recorded and compared. Every
statement can be repeated (`IF NOT EXISTS`), because Neo4j wants schema changes in transactions of
their own, so that a file may be interrupted between two of them. One process migrates at a time,
by a lease in the graph itself. Why our own: docs/decisions/0004.
"""

import re
import time
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from secrets import token_hex

from app.errors import Conflict, GraphUnavailable, IntrosError
from app.graph.queries import NoRow, Query
from app.graph.transactions import TIMES_OVERTAKEN, Graph
from app.resources import shipped

LEASE = timedelta(minutes=5)
PATIENCE_SECONDS = 120.0
FILE_NAME = re.compile(r"^V\d{4}__[a-z0-9_]+$")


class MigrationError(IntrosError):
    """The migrations and the graph do not fit together; the message says how to go on."""

    status = 503
    code = "migrations_do_not_fit"
    title = "The database needs another version of Intros"


@dataclass(frozen=True, slots=True)
class Migration:
    id: str
    checksum: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    id: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Lease:
    taken: bool


take_lease = Query("graph/take_migration_lease", Lease)
release_lease = Query("graph/release_migration_lease", NoRow)
list_applied = Query("graph/list_migrations", Applied)
record = Query("graph/record_migration", NoRow)


def shipped_migrations() -> list[Migration]:
    """The migrations that this version brings, in their order."""
    paths = sorted(shipped("migrations").glob("*.cypher"))
    return [read_migration(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def read_migration(name: str, text: str) -> Migration:
    """Split a migration into its statements; raises `MigrationError`."""
    if not FILE_NAME.match(name):
        raise MigrationError(f"{name}: a migration is named V0001__words.cypher")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    *statements, rest = (part.strip() for part in re.split(r";[ \t]*(?:\n|$)", code))
    if rest:
        raise MigrationError(f"{name}: its last statement lacks the semicolon")
    return Migration(name, sha256(text.encode()).hexdigest(), tuple(statements))


def pending(shipped_ones: list[Migration], applied: list[Applied]) -> list[Migration]:
    """What is still to apply; raises `MigrationError` when the past does not fit."""
    known = {migration.id: migration for migration in shipped_ones}
    for step in applied:
        if step.id not in known:
            raise MigrationError(
                f"A newer version of Intros migrated the database ({step.id}): update."
            )
        if known[step.id].checksum != step.checksum:
            raise MigrationError(f"{step.id} was changed after it had been applied.")
    done = {step.id for step in applied}
    return [migration for migration in shipped_ones if migration.id not in done]


def migrate(graph: Graph) -> list[str]:
    """Apply what is missing and return the names of what was applied."""
    todo = pending(
        shipped_migrations(), graph.read_all_workspaces(lambda tx: tx.many(list_applied))
    )
    if not todo:
        return []
    holder = token_hex(8)
    _make_lock_unique(graph)
    _wait_for_lease(graph, holder)
    try:
        todo = pending(
            shipped_migrations(), graph.read_all_workspaces(lambda tx: tx.many(list_applied))
        )
        for migration in todo:
            _apply(graph, migration)
    finally:
        graph.write_all_workspaces(lambda tx: tx.do(release_lease, holder=holder))
    return [migration.id for migration in todo]


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


def _wait_for_lease(graph: Graph, holder: str) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        lease = graph.write_all_workspaces(
            lambda tx: tx.one(take_lease, holder=holder, now=tx.now, until=tx.now + LEASE)
        )
        if lease.taken:
            return
        if time.monotonic() > give_up:
            raise GraphUnavailable("Another process is migrating the graph; try again in a minute.")
        time.sleep(0.2)


def _apply(graph: Graph, migration: Migration) -> None:
    for statement in migration.statements:
        graph.change_schema(statement)
    graph.write_all_workspaces(
        lambda tx: tx.do(record, id=migration.id, checksum=migration.checksum, now=tx.now)
    )
