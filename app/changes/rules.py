"""What of the change log may go when it is old."""

import hmac
from datetime import datetime, timedelta

from app.changes.models import ChangeLogSettings


def kept_since(now: datetime, settings: ChangeLogSettings) -> datetime:
    """From when on entries are kept as they are."""
    return now - timedelta(settings.change_log_days)


def tombstone(secret: bytes, workspace: str, kind: str, subject: str) -> str:
    """By what an id can be recognized that was deleted long ago, without saying which it is.

    An HMAC-SHA256 with the installation's secret, so that a copy of the graph names no one.
    """
    words = "\n".join(("tombstone", workspace, kind, subject))
    return hmac.digest(secret, words.encode(), "sha256").hex()
