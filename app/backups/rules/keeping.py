"""Which backups of a folder are kept, and when the next one is due."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

NAME = re.compile(r"^intros-(?P<what>[a-z0-9-]+)-(?P<at>\d{8}T\d{6}Z)\.(?:jsonl\.gz|zip)$")
DELETED = "deleted-from-"
"""Begins the name of what is kept of a deleted workspace: who may not come back."""
TIME = "%Y%m%dT%H%M%SZ"


def file_name(what: str, at: datetime, kind: str) -> str:
    """`intros-all-20261127T210000Z.jsonl.gz`: sorted by name, the newest is the last."""
    return f"intros-{what}-{at.astimezone(UTC).strftime(TIME)}.{kind}"


def made_at(name: str) -> datetime | None:
    """When a file with this name was made; None when it is none of ours."""
    found = NAME.match(name)
    return datetime.strptime(found["at"], TIME).replace(tzinfo=UTC) if found else None


def backups_of(names: Iterable[str]) -> list[str]:
    """Those of a folder's files that are backups, the newest last."""
    own = [n for n in names if (found := NAME.match(n)) and not found["what"].startswith(DELETED)]
    return sorted(own, key=lambda name: name.rpartition("-")[2])


def is_due(names: Iterable[str], now: datetime, every: timedelta) -> bool:
    """Whether the next one is to be made. One from a future that a clock showed doesn't count."""
    past = [at for at in map(made_at, backups_of(names)) if at is not None and at <= now]
    return not past or now - max(past) >= every


def outdated(names: Iterable[str], what: str, keep: int) -> list[str]:
    """Those of the scheduled backups that may go: all but the newest `keep`."""
    own = sorted(n for n in names if (found := NAME.match(n)) and found["what"] == what)
    return own[:-keep]
