"""What workers do: every kind of effect with its handler, and what is done once a minute."""

from collections.abc import Callable
from threading import Thread

from app.changes import service as changes
from app.digest import service as digest
from app.introductions.service import expire_overdue
from app.mail import service as mail
from app.outbox.service import Chore, Handler, Worker
from app.session import Installation
from app.settings import Settings


def chores(settings: Settings) -> tuple[Chore, ...]:
    """What is done once a minute, by one worker of all."""
    return (expire_overdue, digest.chore(settings), changes.chore(settings))


def handlers(settings: Settings) -> dict[str, Handler]:
    """Each kind of effect in the outbox, and who does it; a kind that is missing here waits."""
    return {mail.KIND: mail.mail_handler(settings)} if settings.mail.hosts else {}


class Workers:
    """The workers of one process, each in a thread of its own, from now until `stop`."""

    def __init__(self, settings: Settings, installation: Callable[[], Installation]) -> None:
        self._workers = [
            Worker(installation, handlers(settings), chores(settings))
            for _ in range(settings.worker.threads)
        ]
        self._threads = [
            Thread(target=worker.run, name=f"worker-{number}", daemon=True)
            for number, worker in enumerate(self._workers, start=1)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the workers; each finishes what it is doing."""
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            thread.join()
