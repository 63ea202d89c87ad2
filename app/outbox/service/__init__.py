"""The outbox: effects are put beside their cause, and worked off by workers."""

from app.outbox.service.entries import (
    count_outbox,
    endings_of,
    list_outbox,
    note_done,
    put,
    retry,
)
from app.outbox.service.worker import Chore, Handler, Worker

__all__ = [
    "Chore",
    "Handler",
    "Worker",
    "count_outbox",
    "endings_of",
    "list_outbox",
    "note_done",
    "put",
    "retry",
]
