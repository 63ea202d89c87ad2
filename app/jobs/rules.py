"""When a job is taken over, tried again, given up and forgotten; its pace, and its content."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.jobs.models import JobStatus

LEASE = timedelta(seconds=60)
"""After so long without a heartbeat, another process takes a job over."""
HEARTBEAT = timedelta(seconds=5)
"""Between two signs of life."""
MOST_ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=5)
RESULT_KEPT = timedelta(minutes=10)
FAILURE_KEPT = timedelta(days=1)
PART_BYTES = 192_000
"""Compressed bytes of one part: a quarter of a megabyte as text."""


TURN_SECONDS = 0.25
"""How long a transaction of long work may take while others wait for it, about."""
ALONE_SECONDS = 1.0
"""And while no one does: fewer transactions cost less."""
LEAST_ROWS = 50
MOST_ROWS = 2_000
"""So many rows a statement takes well."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many rows long work puts into one transaction, so that those beside it wait little."""

    rows: int = 250

    def after(self, rows: int, seconds: float, *, awaited: bool) -> "Pace":
        """The pace after a transaction of so many rows that took so long; at most twice as fast."""
        fitting = rows * (TURN_SECONDS if awaited else ALONE_SECONDS) / max(seconds, 0.001)
        return Pace(int(min(max(fitting, LEAST_ROWS), 2 * self.rows, MOST_ROWS)))

    def overtaken(self) -> "Pace":
        """The pace after others were quicker: a shorter transaction may fit between theirs."""
        return Pace(max(self.rows // 2, LEAST_ROWS))


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: 5 s, then twice as long each time."""
    wait: timedelta = FIRST_WAIT * 2 ** (attempts - 1)
    return wait


def is_last(attempts: int) -> bool:
    """Whether a job that fails is not tried again."""
    return attempts >= MOST_ATTEMPTS


def kept_for(status: JobStatus) -> timedelta:
    """How long a job that has ended can be looked at: its result, or why it failed."""
    return RESULT_KEPT if status == "done" else FAILURE_KEPT


def pack(content: bytes) -> Iterator[str]:
    """Content as texts of bounded length, compressed; nothing gives no text."""
    packed = zlib.compress(content) if content else b""
    for start in range(0, len(packed), PART_BYTES):
        yield b64encode(packed[start : start + PART_BYTES]).decode("ascii")


def unpack(parts: Iterable[str]) -> bytes:
    """The content that `pack` made texts of."""
    packed = b"".join(b64decode(part) for part in parts)
    return zlib.decompress(packed) if packed else b""
