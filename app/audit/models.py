"""What the access log tells."""

from datetime import datetime, timedelta
from typing import Literal, Self

from app.base_models import Model

PersonalKind = Literal["break_glass", "address", "role"]
"""What is told to the connector it is about."""
AuditKind = Literal[PersonalKind, "key", "setting"]
OPENS_FOR = timedelta(hours=1)
"""How long a reason opens what a connector keeps."""


class AuditEntry(Model):
    """Who looked at a connector's things, or changed their address or role, keys or settings."""

    id: str
    at: datetime
    by: str
    kind: AuditKind
    op: str
    about: tuple[str, ...]
    """The connector it is about, the keys or the settings that changed, by their IDs."""
    reason: str | None
    """Why an administrator looked."""
    path: str | None
    """The address that they asked for first."""
    until: datetime | None
    """Until when they could read."""


class AuditLine(Model):
    """An entry as a terminal shows it."""

    at: datetime
    by: str
    what: str
    about: str
    reason: str | None

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        what = f"{entry.kind} {entry.op}"
        about = ", ".join(entry.about)
        return cls(at=entry.at, by=entry.by, what=what, about=about, reason=entry.reason)


class AuditList(Model):
    items: tuple[AuditEntry, ...]
    next_cursor: str | None = None
