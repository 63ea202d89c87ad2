"""Plannings in the background: an answer waits for one for a while, and joins one that runs."""

from collections.abc import Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from threading import Lock
from time import monotonic

from app.errors import GraphUnavailable
from app.plans.models import Plan
from app.plans.service.jobs import Job, perform
from app.session import Session

AT_ONCE = 2
"""Plannings that one process performs at a time: they compute."""
KEPT = 600.0
"""Seconds for which the result of a dry run that no one waited for can be had."""
PATIENCE = 10.0
"""Seconds after which an answer says that the planning is still running."""


class UnderWay:
    """The plannings of one process."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="plan")
        self._lock = Lock()
        self._running: dict[Hashable, Future[Plan]] = {}
        self._progress: dict[Hashable, tuple[int, int]] = {}
        self._ended: dict[Hashable, float] = {}
        self._stopping = False

    def plan(self, session: Session, job: Job, patience: float = PATIENCE) -> Plan:
        """The plan, or one with the status `running` when it takes longer.

        The same request joins the planning that runs, and so learns what a dry run found.
        """
        key = (session.workspace, job.week.name, job.connectors, job.dry_run)
        with self._lock:
            self._forget_old()
            future = self._running.get(key)
            if future is None:
                future = self._threads.submit(self._perform, session, job, key)
                self._running[key] = future
        try:
            return future.result(patience)
        except TimeoutError:
            done, total = self._progress.get(key, (0, len(job.connectors)))
            return Plan(
                week=job.week.name, dry_run=job.dry_run, status="running", done=done, total=total
            )
        except CancelledError:
            raise GraphUnavailable("The service is stopping. Plan it again in a minute.") from None
        finally:
            if future.done():
                self._forget(key)

    def _perform(self, session: Session, job: Job, key: Hashable) -> Plan:
        def tell(done: int, total: int) -> None:
            self._progress[key] = (done, total)
            if self._stopping:
                raise CancelledError

        try:
            return perform(session, job, tell)
        finally:
            with self._lock:
                self._ended[key] = monotonic()
            if not job.dry_run:
                # It is saved now: anyone who asks again reads it, as it then is.
                self._forget(key)

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._drop(key)

    def _forget_old(self) -> None:
        for key, ended in list(self._ended.items()):
            if monotonic() - ended > KEPT:
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        self._running.pop(key, None)
        self._progress.pop(key, None)
        self._ended.pop(key, None)

    def stop(self) -> None:
        """Let every planning end where it is, and return when all have."""
        self._stopping = True
        self._threads.shutdown(wait=True, cancel_futures=True)
