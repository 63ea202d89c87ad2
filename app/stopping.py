"""Ending the process in time, whatever the graph does.

A process that is told to end has some seconds. Then it is killed, and what was in flight gets no
answer at all. So work on the graph goes on for a while, is then cut off, which answers everyone who
waits, and at last the process ends with what still hangs.
"""

import os
from threading import Lock, Thread
from time import sleep

import structlog

from app.graph import Graph
from app.workers import Workers

FINISH_SECONDS = 6.0
"""How long what is in flight may still take."""
END_SECONDS = 13.0
"""After how long the process ends in any case."""
log = structlog.get_logger()


class Stopping:
    """The end of one process."""

    def __init__(self, graph: Graph, workers: Workers | None) -> None:
        self._graph, self._workers = graph, workers
        self._begun = Lock()

    def begin(self) -> None:
        """Begin to end; returns at once, and may be called from a signal's handler."""
        if self._begun.acquire(blocking=False):
            # A daemon: it lives for as long as the process does, and holds nothing up.
            Thread(target=self._end, name="stopping", daemon=True).start()

    def _end(self) -> None:
        if self._workers:
            self._workers.ask_to_stop()
        sleep(FINISH_SECONDS)
        self._graph.abort()
        sleep(END_SECONDS - FINISH_SECONDS)
        log.warning("ended_by_force")
        os._exit(0)
