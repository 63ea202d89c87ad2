"""What is to leave the process: entries, how they end, and how they are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.base_models import Model

State = Literal["waiting", "parked"]


class Permanent(Exception):
    """Raised by a handler: another attempt would fail in the same way.

    Its text is shown to administrators: it names no address and no content.
    """


class Later(Exception):
    """Raised by a handler: it did not work now, and may work later. Its text is shown too."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One effect, as its handler gets it."""

    id: str
    """Kind and key, joined by `|`: the same in every attempt."""
    kind: str
    payload: str
    """JSON, as the model that was put gave it."""
    attempts: int
    """Which attempt this is, from 1."""
    created_at: datetime


class OutboxItem(Model):
    """One outbox entry, as administrators see it: never its content or recipient."""

    id: str
    kind: str
    state: State
    due: datetime | None
    """When it is tried next; nothing when it is parked."""
    attempts: int
    """Since it was put, or since someone last asked for another attempt."""
    attempted_at: tuple[datetime, ...]
    """When each attempt began, also those of a process that then died."""
    last_error: str | None
    parked_at: datetime | None
    created_at: datetime


class OutboxList(Model):
    items: tuple[OutboxItem, ...]
    next_cursor: str | None = None
