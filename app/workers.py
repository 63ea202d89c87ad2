"""What workers do: effects that leave the process, jobs, and what is done once a minute."""

from collections.abc import Callable
from threading import Thread

from app import idempotency
from app.backups.service import BackupKeeper
from app.changes import service as changes
from app.digest import service as digest
from app.imports import service as imports
from app.introductions.service import expire_overdue
from app.jobs import service as jobs
from app.jobs.service import JobRunner
from app.mail import service as mail
from app.notices import service as notices
from app.outbox.service import Chore, Handler, Worker
from app.plans import service as plans
from app.session import Installation
from app.settings import Settings
from app.sign_in import service as sign_in

JOBS = {
    imports.KIND: jobs.Handler(imports.perform_queued, imports.record_failure),
    plans.KIND: jobs.Handler(plans.perform_queued),
}
"""Each kind of job, and who performs it; a kind that is missing here waits."""


def chores(settings: Settings) -> tuple[Chore, ...]:
    """What is done once a minute, by one worker of all."""
    return (
        expire_overdue,
        digest.chore(settings),
        changes.chore(settings),
        jobs.forget_ended,
        idempotency.forget_expired,
        sign_in.forget_expired,
    )


def handlers(settings: Settings) -> dict[str, Handler]:
    """Each kind of effect in the outbox, and who does it; a kind that is missing here waits."""
    sends = {mail.KIND: mail.mail_handler(settings)} if settings.mail.hosts else {}
    return {notices.KIND: mail.notice_handler(settings)} | sends


class Workers:
    """The workers of one process, each in a thread of its own, from now until `stop`.

    Jobs have threads beside those of the outbox: a long plan never keeps an email waiting.
    """

    def __init__(self, settings: Settings, installation: Callable[[], Installation]) -> None:
        self._workers: list[Worker | JobRunner | BackupKeeper] = [
            Worker(installation, handlers(settings), chores(settings))
            for _ in range(settings.worker.threads)
        ]
        if settings.worker.jobs:
            self._workers.append(JobRunner(installation, JOBS, settings.worker.jobs))
        backup = settings.backup
        if backup.every_hours:
            self._workers.append(
                BackupKeeper(installation, settings.backup_folder, backup.every_hours, backup.keep)
            )
        self._threads = [
            Thread(target=worker.run, name=f"worker-{number}", daemon=True)
            for number, worker in enumerate(self._workers, start=1)
        ]
        for thread in self._threads:
            thread.start()

    def ask_to_stop(self) -> None:
        """Tell the workers to end, without waiting for it."""
        for worker in self._workers:
            worker.stop()

    def stop(self) -> None:
        """End the workers; each finishes what it is doing, and a job its step."""
        self.ask_to_stop()
        for thread in self._threads:
            thread.join()
