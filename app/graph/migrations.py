"""Bring the schema up to date: each migration once, in order, by one process at a time.

It may be interrupted at any moment. Every step can be repeated, and the next run goes on.
"""

from collections.abc import Callable

import structlog

from app.graph.migration_files import (
    IN_CHUNKS,
    Applied,
    Migration,
    pending,
    shipped_migrations,
)
from app.graph.migration_lease import Hold, migrating
from app.graph.queries import NoRow, Query
from app.graph.reader_and_writer import Writer
from app.graph.transactions import Graph

AT_ONCE = 2000
"""Nodes that one transaction of a migration changes at most."""
log = structlog.get_logger()

Tell = Callable[[str, int], None]
"""Called after each chunk with the migration's name and how many nodes it has changed so far."""

list_applied = Query("graph/list_migrations", Applied)
record = Query("graph/record_migration", NoRow)
forget = Query("graph/forget_migrations", NoRow)


def check_schema(graph: Graph) -> list[str]:
    """The names of what is still to apply; raises `MigrationError` for a graph that is newer."""
    applied = graph.read_all_workspaces(lambda tx: tx.many(list_applied))
    return [migration.id for migration in pending(shipped_migrations(), applied)]


def migrate(graph: Graph, tell: Tell = lambda _, __: None) -> list[str]:
    """Apply what is missing and return the names of what was applied."""
    if not check_schema(graph):
        return []
    with migrating(graph) as hold:
        todo = pending(
            shipped_migrations(), graph.read_all_workspaces(lambda tx: tx.many(list_applied))
        )
        for migration in todo:
            apply(graph, migration, tell, hold)
    return [migration.id for migration in todo]


def apply(
    graph: Graph, migration: Migration, tell: Tell = lambda _, __: None, hold: Hold = lambda: None
) -> None:
    """Apply one migration and record it."""
    changed = 0
    log.info("migrating", migration=migration.id)
    for statement in migration.statements:
        hold()
        if IN_CHUNKS not in statement:
            graph.change_schema(statement)
            continue
        while some := graph.change_data(statement, AT_ONCE):
            changed += some
            tell(migration.id, changed)
            hold()
    graph.write_all_workspaces(
        lambda tx: tx.do(record, id=migration.id, checksum=migration.checksum, now=tx.now)
    )
    log.info("migrated", migration=migration.id, changed=changed)


def forget_after(tx: Writer, schema: str) -> None:
    """Have migrations after this one applied again: for data that was restored from before them."""
    tx.do(forget, after=schema)
