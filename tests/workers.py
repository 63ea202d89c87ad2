"""A worker whose time a test sets."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.graph import Graph
from app.outbox.service import Chore, Handler, Worker
from app.session import Installation
from tests.sessions import SetClock


class TimedWorker:
    """A worker that goes by the time that each call says, or by the machine's."""

    def __init__(
        self, graph: Graph, handlers: Mapping[str, Handler], chores: Sequence[Chore] = ()
    ) -> None:
        self._clock = SetClock(datetime.now(UTC))
        installation = Installation(graph, self._clock)
        self.worker = Worker(lambda: installation, handlers, chores)

    def run_once(self, at: datetime | None = None) -> int:
        """What `Worker.run_once` does, at this time."""
        self._clock.at = at or datetime.now(UTC)
        return self.worker.run_once()

    def tick(self, at: datetime) -> None:
        """What `Worker.tick` does, at this time."""
        self._clock.at = at
        self.worker.tick()
