"""How long the one who asked waits for the graph: bounded for a request, whatever happens to it.

A request brings its patience along, from its arrival on: waiting for a thread, for a connection and
for an answer all come out of it. Each answer of the graph renews it, so that long work that goes
on is not cut off. Jobs and commands bring none: they wait longer, and for each answer by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import inf
from time import monotonic

SILENT_SHARE = 2 / 3
"""How much of its patience a request spends on a silent connection; the rest is for another."""


@dataclass(slots=True)
class Patience:
    """Seconds for which someone waits without hearing anything; counted from now on."""

    seconds: float
    _since: float = field(default_factory=monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left, 0 at the least."""
        return max(0.0, self._since + self.seconds - monotonic())

    @property
    def silence(self) -> float:
        """Seconds after which a connection that says nothing is given up."""
        return self.seconds * SILENT_SHARE

    def renew(self) -> None:
        """Count from now on: there was an answer."""
        self._since = monotonic()


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[Patience]:
    """Wait no longer than this in all that follows, in other threads that are asked too."""
    patience = Patience(seconds)
    token = _patience.set(patience)
    try:
        yield patience
    finally:
        _patience.reset(token)


def current_patience() -> Patience | None:
    """The patience of the one who asked; None where no one waits."""
    return _patience.get()


def seconds_left() -> float:
    """What is left of it; without end where no one waits."""
    patience = _patience.get()
    return inf if patience is None else patience.left


def seconds_to_wait(most: float) -> float:
    """Seconds to wait for something that takes `most` at the most."""
    return min(most, seconds_left())
