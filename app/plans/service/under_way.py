"""Plannings in the background: an answer waits for one for a while, and joins one that runs."""

from collections.abc import Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock

from app.graph import Graph
from app.plans.models import Plan
from app.plans.service.jobs import Job, perform

AT_ONCE = 2
"""Plannings that one process performs at a time: they compute."""
PATIENCE = 10.0
"""Seconds after which an answer says that the planning is still running."""


class Stopped(Exception):
    """The service ends: a planning goes no further."""


class UnderWay:
    """The plannings of one process."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="plan")
        self._lock = Lock()
        self._running: dict[Hashable, Future[Plan]] = {}
        self._progress: dict[Hashable, tuple[int, int]] = {}
        self._stopping = False

    def plan(self, graph: Graph, job: Job, patience: float = PATIENCE) -> Plan:
        """The plan, or one with the status `running` when it takes longer.

        The same request joins the planning that runs, and so learns what a dry run found.
        """
        key = (job.caller.workspace, job.week.name, job.connectors, job.dry_run)
        with self._lock:
            future = self._running.get(key)
            if future is None:
                future = self._threads.submit(self._perform, graph, job, key)
                self._running[key] = future
        try:
            plan = future.result(patience)
        except TimeoutError:
            done, total = self._progress.get(key, (0, len(job.connectors)))
            return Plan(
                week=job.week.name, dry_run=job.dry_run, status="running", done=done, total=total
            )
        except BaseException:
            self._forget(key)
            raise
        self._forget(key)
        return plan

    def _perform(self, graph: Graph, job: Job, key: Hashable) -> Plan:
        def tell(done: int, total: int) -> None:
            self._progress[key] = (done, total)
            if self._stopping:
                raise Stopped

        return perform(graph, job, tell)

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._running.pop(key, None)
            self._progress.pop(key, None)

    def stop(self) -> None:
        """Let every planning end where it is, and return when all have."""
        self._stopping = True
        with suppress(Stopped):
            self._threads.shutdown(wait=True, cancel_futures=True)
