"""A graph without an engine: it answers queries with rows, and notes what is written.

Everything above the statement is the program's own: transactions check parameters, read rows as
their types declare, and collect what changes. Only what the engine would find is told by the test.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from neo4j import ManagedTransaction

from app.graph import Graph, IdempotencyGuard, NoRow, Query, Reader, Writer
from app.graph.reader_and_writer import WorkspaceNode, find_workspace, take_lock
from app.graph.transactions import under_lock
from app.security import Principal, Scope
from app.session import Session
from tests.sessions import SetClock

Result = TypeVar("Result")
Row = TypeVar("Row")
Parameters = Mapping[str, Any]
Answer = Sequence[Any] | Callable[[Parameters], Sequence[Any]]
"""The rows of a query, or what makes them of its parameters."""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """One write: the query's name and its parameters."""

    query: str
    parameters: Parameters


class FakeTransaction:
    """Answers the text of a statement with the rows of its query."""

    def __init__(self, graph: "FakeGraph") -> None:
        self._graph = graph

    def run(self, text: str, parameters: dict[str, Any]) -> "FakeResult":
        query = next(q for q in Query.declared.values() if q.statement.text == text)
        return FakeResult(query, self._graph.answer(query, parameters))


class FakeResult:
    """Rows as the driver hands them out."""

    def __init__(self, query: Query[Any], rows: Sequence[Any]) -> None:
        self._keys = [] if query.row is NoRow else [field.name for field in fields(query.row)]
        self._rows = [as_record(row) for row in rows]

    def keys(self) -> list[str]:
        return self._keys

    def __iter__(self) -> Iterator[list[Any]]:
        return ([row.get(key) for key in self._keys] for row in self._rows)


def as_record(row: Any) -> dict[str, Any]:
    """A row as the engine would send it: the fields of a dataclass, with cells as lists."""
    return {field.name: as_sent(getattr(row, field.name)) for field in fields(row)}


def as_sent(value: Any) -> Any:
    return [as_sent(item) for item in value] if isinstance(value, (list, tuple)) else value


class FakeGraph(Graph):
    """A graph of one workspace that knows the answers which a test gives it.

    A read without an answer finds nothing; a query that returns exactly one row needs one.
    """

    def __init__(self, answers: Mapping[Query[Any], Answer] | None = None) -> None:
        self.answers: dict[Query[Any], Answer] = dict(answers or {})
        self.written: list[Written] = []
        self.node = WorkspaceNode(7, 5, 3, "America/New_York", [], [])
        self.answers.setdefault(take_lock, lambda _: [self.node])
        self.answers.setdefault(find_workspace, lambda _: [self.node])

    def answer(self, query: Query[Any], parameters: Parameters) -> Sequence[Any]:
        if query.statement.mode == "write" and query is not take_lock:
            self.written.append(Written(query.name, parameters))
        found = self.answers.get(query, [])
        return found(parameters) if callable(found) else found

    def writes_of(self, query: Query[Any]) -> list[Parameters]:
        """What was written with a query."""
        return [one.parameters for one in self.written if one.query == query.name]

    def read(
        self, workspace: str, work: Callable[[Reader], Result], *, now: datetime | None = None
    ) -> Result:
        return work(Reader(self._transaction(), workspace, now or NOON))

    def write(
        self,
        workspace: str,
        work: Callable[[Writer], Result],
        once: IdempotencyGuard | None = None,
        *,
        by: str = "system",
        now: datetime | None = None,
    ) -> Result:
        """As the graph does it: a transaction that fails leaves nothing written."""
        before = len(self.written)
        try:
            return under_lock(Writer(self._transaction(), workspace, now or NOON, by), work, once)
        except BaseException:
            del self.written[before:]
            raise

    def secret(self) -> bytes:
        return b"s" * 32

    def read_all_workspaces(self, work: Callable[[Reader], Result]) -> Result:
        return work(Reader(self._transaction(), None, NOON))

    def look_up(self, query: Query[Row], **parameters: Any) -> Row | None:
        return self.read_all_workspaces(lambda tx: tx.optional(query, **parameters))

    def _transaction(self) -> ManagedTransaction:
        return cast(ManagedTransaction, FakeTransaction(self))


def session_of(
    graph: FakeGraph, scope: Scope = "write", connector: str | None = None, at: datetime = NOON
) -> Session:
    """A session over a fake graph, at a time that is set."""
    return Session(graph, Principal.with_key("test", "w", scope, connector), SetClock(at))
