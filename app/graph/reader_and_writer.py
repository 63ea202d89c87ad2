"""A transaction as those see it who work in it: queries in, rows out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, TypeVar

from neo4j import ManagedTransaction, Session

from app.errors import UnknownWorkspace
from app.graph.change_log import ChangeLog
from app.graph.changes import RETURNED, Changes, Operation
from app.graph.queries import NoRow, Query

Row = TypeVar("Row")
Item = TypeVar("Item")
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class WorkspaceNode:
    """A workspace's own node: what every transaction in it may go by.

    `seq` counts its writes; `facts_seq` is the last one that changed facts, `catalog_seq` the
    last one that changed the catalog. The settings that it has changed are names, and their
    values as JSON.
    """

    seq: int
    facts_seq: int
    catalog_seq: int
    time_zone: str
    setting_keys: list[str]
    setting_values: list[str]


take_lock = Query("graph/take_lock", WorkspaceNode)
find_workspace = Query("graph/find_workspace", WorkspaceNode)
append_changes = Query("graph/append_changes", NoRow)


def unknown_workspace(workspace: str) -> UnknownWorkspace:
    return UnknownWorkspace(f"There is no workspace “{workspace}”.")


def chunks(rows: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Rows in parts that one statement takes well: at most 2,000."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


class Reader:
    """A transaction that reads one workspace.

    `now` is the time that the whole transaction goes by; it stays the same in a repetition.
    """

    def __init__(
        self, transaction: ManagedTransaction | Session, workspace: str | None, now: datetime
    ) -> None:
        self._transaction = transaction
        self.workspace = workspace or ""
        self.now = now
        self._node: WorkspaceNode | None = None

    @property
    def node(self) -> WorkspaceNode:
        """The workspace's own node, read once; raises `UnknownWorkspace`."""
        if self._node is None:
            self._node = self.optional(find_workspace)
        if self._node is None:
            raise unknown_workspace(self.workspace)
        return self._node

    def many(self, query: Query[Row], **parameters: Any) -> list[Row]:
        """All rows. `parameters` are those that the file declares; the workspace is added here."""
        return [query.read_row(record) for record in self._records(query, parameters)]

    def stream(self, query: Query[Row], **parameters: Any) -> Iterator[Row]:
        """The rows one by one as the engine finds them: for more than fits into memory."""
        return (query.read_row(record) for record in self._records(query, parameters))

    def one(self, query: Query[Row], **parameters: Any) -> Row:
        """The row of a query that always returns exactly one."""
        (row,) = self.many(query, **parameters)
        return row

    def optional(self, query: Query[Row], **parameters: Any) -> Row | None:
        """The row of a query that returns one or none."""
        return self.begin(query, **parameters)()

    def begin(self, query: Query[Row], **parameters: Any) -> Callable[[], Row | None]:
        """Let the engine work on a query; what is returned waits for its row, or for none.

        Anyone who computes before calling it does so while the engine works.
        """
        records = self._records(query, parameters)

        def finish() -> Row | None:
            rows = [query.read_row(record) for record in records]
            if len(rows) > 1:
                raise ValueError(f"{query.name} returned {len(rows)} rows instead of one")
            return rows[0] if rows else None

        return finish

    def _records(self, query: Query[Any], parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
        statement = query.statement
        self._permit(query)
        if statement.parameters != parameters.keys():
            raise TypeError(f"{query.name} takes {sorted(statement.parameters)}")
        if statement.scope == "workspace":
            parameters["workspace"] = self.workspace
        result = self._transaction.run(statement.text, parameters)
        keys = result.keys()
        return (dict(zip(keys, values, strict=True)) for values in result)

    def _permit(self, query: Query[Any]) -> None:
        if query.statement.mode == "write":
            raise TypeError(f"{query.name} writes; it needs a write transaction")


class Writer(Reader):
    """A transaction that holds the lock of its workspace; `seq` is the number it took.

    `by` names the actor in histories and in the change log.
    """

    def __init__(
        self, transaction: ManagedTransaction, workspace: str | None, now: datetime, by: str
    ) -> None:
        super().__init__(transaction, workspace, now)
        self.by = by
        self.seq = 0
        self._log = ChangeLog()
        # On the embedded engine others may hold the same number until they end. If their entries
        # had the same ids they would be refused for that, and not be repeated as long as it takes.
        self._attempt = token_hex(4)
        self._appended = 0
        self._facts_raised = False

    def lock(self) -> None:
        """Take the workspace's lock: the first statement. Raises `UnknownWorkspace`."""
        self._node = self.optional(take_lock)
        self.seq = self.node.seq

    @property
    def facts_seq(self) -> int:
        """The number of the last write before this one that changed facts."""
        return self.node.facts_seq

    def do(self, query: Query[NoRow], **parameters: Any) -> None:
        """Run a write that returns nothing."""
        for _ in self._records(query, parameters):
            raise ValueError(f"{query.name} returned a row")

    def describe(
        self,
        kind: str,
        subject: str,
        told: Mapping[str, str | None],
        *,
        by: str | None = None,
        op: Operation = "created",
    ) -> None:
        """Say in the change log what happened to `subject`: action, from, to, note, reason, path.

        It is written at once, so that who reads the history in this transaction finds it, and is
        kept as long as its subject. `by` is who the history names, if not the actor.
        """
        entry = self._log.describe(kind, subject, told, op)
        self._append([entry | {"by": by or self.by}])

    def append_changes(self) -> None:
        """Write down what else this transaction has changed: the last statement before its end."""
        self._append(self._log.rest())

    def _append(self, entries: list[dict[str, Any]]) -> None:
        facts = self._log.changes_facts and not self._facts_raised
        if not entries and not facts:
            return
        frame = {"seq": self.seq, "by": self.by, "at": self.now}
        numbered = [
            {"id": f"{self.seq}|{number:03}|{self._attempt}"} | frame | entry
            for number, entry in enumerate(entries, self._appended)
        ]
        self.do(append_changes, entries=numbered, facts=facts)
        self._appended += len(entries)
        self._facts_raised |= facts

    def _permit(self, query: Query[Any]) -> None:
        """A write transaction may run every query."""

    def _records(self, query: Query[Any], parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
        records = super()._records(query, parameters)
        told_by_rows = []
        for changes in query.statement.changes:
            if changes.needs_rows:
                told_by_rows.append(changes)
            else:
                self._log.add(changes, parameters)
        return self._noted(told_by_rows, parameters, records) if told_by_rows else records

    def _noted(
        self,
        told_by_rows: Sequence[Changes],
        parameters: Mapping[str, Any],
        records: Iterator[dict[str, Any]],
    ) -> Iterator[dict[str, Any]]:
        for record in records:
            for changes in told_by_rows:
                if changes.condition is None or record[changes.condition]:
                    self._log.add(changes, {**parameters, RETURNED: record})
            yield record
