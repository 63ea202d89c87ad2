"""The only code that knows the graph's driver: see `door`."""

from app.graph.migrations import migrate
from app.graph.queries import NoRow, Query
from app.graph.reader_and_writer import Reader, Writer, chunks
from app.graph.transactions import Graph, IdempotencyGuard

__all__ = ["Graph", "IdempotencyGuard", "NoRow", "Query", "Reader", "Writer", "chunks", "migrate"]
