"""Jobs: work that takes longer than an answer may, kept in the graph until it has ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.base_models import Model

JobStatus = Literal["queued", "running", "done", "failed", "cancelled"]
OPEN: tuple[JobStatus, ...] = ("queued", "running")
"""The statuses of a job that has not ended."""


class LeaseLost(Exception):
    """Another process has taken the job over: nothing that this one still does may be saved."""


class JobCancelled(Exception):
    """Someone asked for the job to end where it is."""


class JobReleased(Exception):
    """The process ends: another one goes on with the job."""


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job as it is put into the queue."""

    id: str
    """Unique in its workspace: the same request gives the same id, or joins what runs."""
    kind: str
    """Which handler performs it."""
    payload: str
    """What the handler has to know, as JSON."""
    lane: str | None = None
    """Jobs of one lane in a workspace run one after the other; without a lane, side by side."""
    total: int = 0
    """How many steps it has, as far as that is known."""
    content: bytes = b""
    """A file to work on; kept until the job ends."""


class JobItem(Model):
    """A job as administrators see it: never its content."""

    id: str
    kind: str
    status: JobStatus
    done: int
    total: int
    attempts: int
    message: str | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the graph keeps it."""

    id: str
    kind: str
    status: JobStatus
    payload: str
    principal: str
    """Who asked for it, as JSON: the job acts as them."""
    attempts: int
    """How often a process began it, those that died of it included."""
    done: int
    """Steps that are done, of `total`."""
    total: int
    cancel: bool
    """Whether someone asked for it to end."""
    owed: bool
    """Whether someone was answered before it ended, and will ask for the result again."""
    message: str | None
    """Why it failed, or why an attempt did; it names no content."""
    code: str | None
    """The code of the error that ended it, where it has one (docs/errors.md)."""
    created_at: datetime
    finished_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in OPEN
