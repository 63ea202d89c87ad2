"""The runner: takes jobs that are due and performs them, each in a thread of its own.

Several processes share the jobs, each being one process's for the time of its lease.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from random import SystemRandom
from threading import Lock

import structlog

from app.apart import Apart
from app.errors import IntrosError
from app.jobs import repository
from app.jobs.service import queue
from app.jobs.service.bell import bell
from app.jobs.service.running import Handler, JobRun, perform_job
from app.security import Principal
from app.session import Installation, Session

IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
LOOKED_AT = 50
log = structlog.get_logger()
random = SystemRandom()


class JobRunner:
    """Performs the jobs of all workspaces whose kind it knows, `at_once` of each kind.

    So a long import never keeps plans waiting, nor the other way round. `installation` gives the
    graph when it can be reached, with the clock; else it raises `GraphUnavailable`.
    """

    def __init__(
        self,
        installation: Callable[[], Installation],
        handlers: Mapping[str, Handler],
        at_once: int,
    ) -> None:
        self._installation, self._handlers, self._at_once = installation, handlers, at_once
        self._threads = ThreadPoolExecutor(
            max(1, at_once * len(handlers)), thread_name_prefix="jobs"
        )
        self._runs: set[JobRun] = set()
        self._changing = Lock()
        self._stopping = False
        self._apart = Apart()

    def run(self) -> None:
        """Work until `stop`."""
        while not self._stopping:
            rung = bell.count
            seconds = self._turn()
            if not self._stopping:
                bell.wait(rung, seconds * random.uniform(0.5, 1.5))
        self._threads.shutdown(wait=True)

    def stop(self) -> None:
        """End: each job goes back into the queue at its next step."""
        with self._changing:
            self._stopping = True
            for run in self._runs:
                run.stop()
        bell.ring()

    def _turn(self) -> float:
        """Begin what is due; returns the seconds to rest after it."""
        try:
            self._begin_due(self._installation())
            return IDLE_SECONDS
        except IntrosError as error:
            log.warning("runner_waits", code=error.code)
        except Exception as error:  # noqa: BLE001 (a runner that ends would begin nothing)
            log.error("runner_failed", error=type(error).__name__)
        return TROUBLE_SECONDS

    def _begin_due(self, installation: Installation) -> None:
        free = self._free()
        if not free:
            return
        now = installation.now()
        resting = self._apart.resting(now)
        due = installation.read(
            lambda tx: tx.many(
                repository.list_due_jobs, kinds=free, now=now, resting=resting, most=LOOKED_AT
            )
        )
        for row in due:
            if self._stopping:
                return
            if row.kind in self._free() and row.workspace not in self._apart.resting(now):
                session = installation.session(Principal.system(row.workspace, queue.PART))
                with self._apart.work(session, "jobs"):
                    self._begin(session, row.id)

    def _free(self) -> list[str]:
        """The kinds of which another job may begin."""
        with self._changing:
            busy = Counter(run.job.kind for run in self._runs)
        return [kind for kind in self._handlers if busy[kind] < self._at_once]

    def _begin(self, session: Session, job_id: str) -> None:
        """Take a job and perform it in a thread, unless another process was quicker."""
        leased = session.write(lambda tx: queue.lease(tx, job_id))
        if leased is None:
            return
        run = JobRun(session, leased)
        with self._changing:
            self._runs.add(run)
            if self._stopping:
                run.stop()
        self._threads.submit(self._perform, run)

    def _perform(self, run: JobRun) -> None:
        try:
            perform_job(run, self._handlers[run.job.kind])
        except Exception as error:  # noqa: BLE001 (the lease runs out, and another begins again)
            log.error("job_not_recorded", kind=run.job.kind, error=type(error).__name__)
        finally:
            with self._changing:
                self._runs.discard(run)
            bell.ring()
