"""A bell within the process: it saves waiting for the next look into the graph.

Only a hint. Anyone who misses it, in another process too, finds what it was rung for at the next
look.
"""

from threading import Condition


class Bell:
    """Rung when jobs were put into the queue or have ended."""

    def __init__(self) -> None:
        self._rung = Condition()
        self._count = 0

    @property
    def count(self) -> int:
        """How often it was rung: read before a look into the graph, so that no ring is missed."""
        return self._count

    def ring(self) -> None:
        with self._rung:
            self._count += 1
            self._rung.notify_all()

    def wait(self, since: int, seconds: float) -> None:
        """Return when it was rung after the count `since`, or after so many seconds."""
        with self._rung:
            self._rung.wait_for(lambda: self._count != since, seconds)


bell = Bell()
"""The process's own."""
