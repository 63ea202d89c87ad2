"""The entries of a connector's calendar."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is due on a day."""

    id: str
    day: date
    summary: str
    description: str
    changed: datetime
    version: int
    """Grows with every change, so that calendars take the newest."""
