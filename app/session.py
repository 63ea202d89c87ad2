"""What services take: the graph, who acts, and the clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from app.clock import Clock
from app.graph import Graph, IdempotencyGuard, Query, Reader, Writer
from app.security import Principal

Result = TypeVar("Result")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Installation:
    """The graph and the clock of one process, before anyone is known."""

    graph: Graph
    clock: Clock

    def now(self) -> datetime:
        """What time it is, in UTC."""
        return self.clock.now()

    def read(self, work: Callable[[Reader], Result]) -> Result:
        """Read with queries of scope `installation`, for what no workspace is known of yet."""
        return self.graph.read_all_workspaces(work)

    def look_up(self, query: Query[Row], **parameters: Any) -> Row | None:
        """The row of one such query, or None."""
        return self.graph.look_up(query, **parameters)

    def session(self, principal: Principal) -> "Session":
        """A session of one who is known now."""
        return Session(self.graph, principal, self.clock)


@dataclass(frozen=True, slots=True)
class Session:
    """One who acts in their workspace, at the time that the clock says."""

    graph: Graph
    principal: Principal
    clock: Clock

    @property
    def workspace(self) -> str:
        return self.principal.workspace

    @property
    def connector(self) -> str | None:
        """The person that the principal acts as, if any."""
        return self.principal.connector

    def now(self) -> datetime:
        """What time it is, in UTC."""
        return self.clock.now()

    def acting_as(self, principal: Principal) -> "Session":
        """The same graph and clock, with another principal."""
        return replace(self, principal=principal)

    def read(self, work: Callable[[Reader], Result]) -> Result:
        """Run `work` in a read transaction of the workspace."""
        return self.graph.read(self.workspace, work, now=self.now())

    def write(
        self, work: Callable[[Writer], Result], once: IdempotencyGuard | None = None
    ) -> Result:
        """Run `work` under the workspace's lock: see `Graph.write`."""
        return self.graph.write(self.workspace, work, once, by=self.principal.actor, now=self.now())

    def is_awaited(self) -> bool:
        """Whether others wait until the write that runs is over."""
        return self.graph.is_awaited(self.workspace)
