"""The only code that knows the graph's driver: see `door`."""

from app.graph.door import Graph, Once, Reader, Writer, chunks
from app.graph.migrations import migrate
from app.graph.queries import NoRow, Query

__all__ = ["Graph", "NoRow", "Once", "Query", "Reader", "Writer", "chunks", "migrate"]
