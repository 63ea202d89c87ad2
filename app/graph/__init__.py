"""The only code that knows the graph's driver: see `door`."""

from app.graph.migration_files import latest_schema
from app.graph.migration_lease import Hold, migrating
from app.graph.migrations import check_schema, forget_after, migrate
from app.graph.queries import NoRow, Query
from app.graph.reader_and_writer import Reader, Writer, chunks
from app.graph.schema import missing_indexes, restore_indexes
from app.graph.transactions import Graph, IdempotencyGuard

__all__ = [
    "Graph",
    "Hold",
    "IdempotencyGuard",
    "NoRow",
    "Query",
    "Reader",
    "Writer",
    "check_schema",
    "chunks",
    "forget_after",
    "latest_schema",
    "migrate",
    "migrating",
    "missing_indexes",
    "restore_indexes",
]
