"""Sessions for tests: who acts, in which workspace, and at what time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import Clock, SystemClock
from app.graph import Graph
from app.security import Principal, Scope
from app.session import Installation, Session


@dataclass(slots=True)
class SetClock:
    """A clock that shows what a test has set."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, **time: float) -> None:
        """Let time pass: `days`, `hours`, `minutes`, as `timedelta` takes them."""
        self.at += timedelta(**time)


def installed(graph: Graph, at: datetime | None = None) -> Installation:
    """The graph before anyone is known; at a time that is set, or now."""
    return Installation(graph, clock(at))


def acting(
    graph: Graph,
    workspace: str,
    scope: Scope = "write",
    connector: str | None = None,
    *,
    at: datetime | None = None,
) -> Session:
    """A session as of one who presents a key of this scope, bound to a connector or not."""
    return Session(graph, Principal.with_key("test", workspace, scope, connector), clock(at))


def clock(at: datetime | None) -> Clock:
    return SetClock(at) if at else SystemClock()
