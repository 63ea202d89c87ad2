"""A job that this process holds, from its lease to its end.

It may be killed at any point. The attempt was counted with the lease; when no heartbeat follows,
the lease runs out and another process begins. One that only was slow finds its lease gone before
it saves anything: every transaction of a handler holds the job first.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from time import sleep
from typing import TypeVar

import structlog

from app.errors import Conflict, GraphBusy, GraphUnavailable, IntrosError, UnknownWorkspace
from app.graph import Writer
from app.jobs import repository, rules
from app.jobs.models import Job, JobCancelled, JobReleased, JobStatus, LeaseLost
from app.jobs.service import queue
from app.jobs.service.bell import bell
from app.security import Principal
from app.session import Session

Result = TypeVar("Result")

QUIET_SECONDS = 0.5
"""Before what others were quicker than is tried again."""
STOPPED = "Its process was ended."
CANCELLED = "It was canceled."
DIED = f"It was begun {rules.MOST_ATTEMPTS} times, and each time its process ended before it did."
FAILED = f"It failed {rules.MOST_ATTEMPTS} times. Your administrator finds the reason in the log."
log = structlog.get_logger()

Ending = Callable[[Writer], bytes]
"""Writes the last of a job in the transaction that ends it, and returns its result."""


class JobRun:
    """A job that this process holds; its handler reports here, and is told here when to end."""

    def __init__(self, session: Session, leased: queue.Leased) -> None:
        self.job = job = leased.job
        self.session = session.acting_as(Principal(**json.loads(job.principal)))
        """Acts as the one who put the job into the queue."""
        self._lease = leased.lease
        self._done, self._total = job.done, job.total
        self._cancelled, self._lost, self._released = job.cancel, False, False

    def content(self) -> bytes:
        """The file that was put with the job."""
        return self.session.read(lambda tx: queue.load_content(tx, self.job.id))

    def write(
        self, work: Callable[[Writer], Result], overtaken: Callable[[], None] = lambda: None
    ) -> Result:
        """Write in a transaction that holds the job; raises what `tell` raises.

        Long work has patience: as long as others are quicker it is tried again, after `overtaken`
        has been called.
        """

        def held(tx: Writer) -> Result:
            self.hold(tx)
            return work(tx)

        while True:
            try:
                return self.session.write(held)
            except GraphBusy:
                log.warning("job_overtaken", kind=self.job.kind)
                overtaken()
            sleep(QUIET_SECONDS)
            self.tell(self._done, self._total)

    def hold(self, tx: Writer) -> None:
        """Make sure, under the workspace's lock, that the job is still this process's.

        Belongs into every transaction in which a handler saves something, which so records the
        progress too. Raises `LeaseLost`.
        """
        held = tx.optional(
            repository.hold_job,
            id=self.job.id,
            lease=self._lease,
            now=tx.now,
            until=tx.now + rules.LEASE,
            done=self._done,
            total=self._total,
        )
        if held is None:
            self._lost = True
            raise LeaseLost
        self._cancelled = held.cancel

    def note(self, done: int, total: int) -> None:
        """Take down how far the job is; the next heartbeat or `hold` records it."""
        self._done, self._total = done, total

    def tell(self, done: int, total: int) -> None:
        """Take down how far the job is, and raise what ends it here if something does.

        Raises `LeaseLost`, `JobCancelled` or `JobReleased`.
        """
        self.note(done, total)
        if self._lost:
            raise LeaseLost
        if self._cancelled:
            raise JobCancelled
        if self._released:
            raise JobReleased

    def stop(self) -> None:
        """Let the job end at its next step, for another process to continue."""
        self._released = True

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Show that this process lives, from time to time, while the handler works."""
        ended = Event()
        thread = Thread(target=self._beat_until, args=(ended,), name=f"job-{self.job.kind}")
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat_until(self, ended: Event) -> None:
        while not self._lost and not ended.wait(rules.HEARTBEAT.total_seconds()):
            # One that does not arrive is nothing yet: the lease lasts for several.
            try:
                self.session.write(self.hold)
            except (LeaseLost, IntrosError):
                continue
            except Exception as error:  # noqa: BLE001 (a beat that ends would lose the job)
                log.warning("heartbeat_failed", kind=self.job.kind, error=type(error).__name__)

    def end(self, ending: Ending) -> None:
        """Record that it is done, together with the last of what it writes."""

        def work(tx: Writer) -> None:
            result = ending(tx)
            self._record_end(tx, "done", None, None)
            queue.keep_result(tx, self.job.id, result)

        self.note(self._total, self._total)
        self.write(work)
        bell.ring()

    def fail(
        self,
        handler: "Handler",
        message: str,
        *,
        status: JobStatus = "failed",
        code: str | None = None,
    ) -> None:
        """Record that it is not done and will not be."""

        def work(tx: Writer, *, told: bool) -> None:
            self._record_end(tx, status, message, code)
            queue.keep_result(tx, self.job.id, b"")
            if told:
                handler.record_failure(tx, self.job, message)

        log.warning("job_ended", kind=self.job.kind, status=status, attempts=self.job.attempts)
        with suppress(LeaseLost, UnknownWorkspace):
            try:
                self.session.write(lambda tx: work(tx, told=True))
            except (IntrosError, LeaseLost):
                raise
            except Exception as error:  # noqa: BLE001 (else the job would come back for ever)
                log.error("failure_not_recorded", kind=self.job.kind, error=type(error).__name__)
                self.session.write(lambda tx: work(tx, told=False))
        bell.ring()

    def release(self, attempts: int, message: str | None = None) -> None:
        """Put it back into the queue; after a failed attempt it waits there for a while."""
        wait = rules.wait_after(attempts) if message else None

        def work(tx: Writer) -> None:
            tx.do(
                repository.release_job,
                id=self.job.id,
                lease=self._lease,
                due=tx.now + wait if wait else tx.now,
                attempts=attempts,
                message=message,
            )

        self.session.write(work)

    def _record_end(
        self, tx: Writer, status: JobStatus, message: str | None, code: str | None
    ) -> None:
        ended = tx.optional(
            repository.end_job,
            id=self.job.id,
            lease=self._lease,
            status=status,
            message=message,
            code=code,
            now=tx.now,
            forget_at=tx.now + rules.kept_for(status),
        )
        if ended is None:
            raise LeaseLost


@dataclass(frozen=True, slots=True)
class Handler:
    """How jobs of one kind are performed."""

    perform: Callable[[JobRun], Ending]
    """Does the work, outside any transaction or in some that hold the job. It may be called again
    after it did a part of the work, in another process too."""
    record_failure: Callable[[Writer, Job, str], None] = lambda _tx, _job, _message: None
    """Writes what else has to be known of a job that failed or was canceled."""


def perform_job(run: JobRun, handler: Handler) -> None:
    """Perform a leased job for the part that put it into the queue, and record how it ended."""
    job = run.job
    try:
        if job.attempts > rules.MOST_ATTEMPTS:
            run.fail(handler, DIED)
            return
        with run.beating():
            run.tell(job.done, job.total)
            ending = handler.perform(run)
        run.end(ending)
    except (LeaseLost, UnknownWorkspace):
        log.warning("job_lost", kind=job.kind, attempts=job.attempts)
    except JobReleased:
        run.release(job.attempts - 1)
    except JobCancelled:
        run.fail(handler, CANCELLED, status="cancelled")
    except (GraphUnavailable, GraphBusy):
        # Nothing can be recorded either: the lease runs out, and someone takes the job again.
        log.warning("job_waits", kind=job.kind, attempts=job.attempts)
    except IntrosError as error:
        run.fail(handler, error.detail, code=error.code)
    except Exception as error:  # noqa: BLE001 (whatever it is, the job must not be lost)
        # Its own words may hold content: its type must do.
        log.error("job_failed", kind=job.kind, attempts=job.attempts, error=type(error).__name__)
        if rules.is_last(job.attempts):
            run.fail(handler, FAILED)
        else:
            run.release(job.attempts, type(error).__name__)


def perform_here(run: JobRun, handler: Handler) -> None:
    """Perform a job for the caller who waits for it: what goes wrong is recorded and raised."""
    try:
        with run.beating():
            ending = handler.perform(run)
        run.end(ending)
    except LeaseLost:
        raise Conflict("Another process has taken this over; look at it again.") from None
    except JobCancelled:
        run.fail(handler, CANCELLED, status="cancelled")
        raise Conflict(CANCELLED) from None
    except IntrosError as error:
        with suppress(GraphUnavailable, GraphBusy):
            run.fail(handler, error.detail, code=error.code)
        raise
    except BaseException:
        # Ctrl-C is one of them.
        with suppress(GraphUnavailable, GraphBusy):
            run.fail(handler, STOPPED)
        raise
