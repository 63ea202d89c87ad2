"""When a job is taken over, tried again, given up and forgotten; and how content is packed."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
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
