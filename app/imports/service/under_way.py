"""Imports that go on after their request was answered, and their end when the service ends."""

from contextlib import suppress
from threading import Condition

from app.imports.service.jobs import Job, perform
from app.session import Session

PATIENCE = 30.0
"""Seconds that the end of the service waits for: a piece takes one or two."""


class Stopped(Exception):
    """The service ends: an import goes no further than the piece that it is at."""


class UnderWay:
    """The imports that one process performs in the background."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._stopping = False
        self._count = 0

    def perform(self, session: Session, job: Job) -> None:
        """Perform a job; when the service ends, its record says where it stopped."""
        with self._changed:
            self._count += 1
        try:
            with suppress(Stopped):
                perform(session, job, lambda _, __: self._go_on())
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def _go_on(self) -> None:
        if self._stopping:
            raise Stopped

    def stop(self) -> None:
        """Let every import end its piece and record where it stopped; return when all have."""
        with self._changed:
            self._stopping = True
            self._changed.wait_for(lambda: self._count == 0, PATIENCE)
