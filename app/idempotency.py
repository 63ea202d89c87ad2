"""Idempotency-Key: a repeated request changes nothing and gets the first answer again.

The answer is recorded in the transaction of the change itself, so either both are there or
neither. Records are kept for 24 hours, per key of the caller and route; the clock deletes them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any, ClassVar

from pydantic import BaseModel

from app.apart import in_each_workspace
from app.errors import IdempotencyMismatch, IdempotencyRunning
from app.graph import NoRow, Query, Writer, chunks
from app.session import Installation, Session

KEPT = timedelta(hours=24)
FORGOTTEN_AT_ONCE = 10_000
PART = "kept answers"
"""The part of the system that acts here."""


@dataclass(frozen=True, slots=True)
class Record:
    fingerprint: str
    status: int
    body: str
    headers: list[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    workspace: str
    id: str


find_record = Query("idempotency/find_record", Record)
keep_record = Query("idempotency/keep_record", NoRow)
list_expired = Query("idempotency/list_expired", Expired)
delete_records = Query("idempotency/delete_records", NoRow)


class Replayed(Exception):
    """The request was answered before: here is that answer, to be sent again as it was."""

    def __init__(self, record: Record) -> None:
        super().__init__("answered before")
        self.status = record.status
        self.body = record.body
        self.headers = dict(header.split(": ", 1) for header in record.headers)


@dataclass(slots=True)
class IdempotentRequest:
    """One request with an Idempotency-Key, handed to `Graph.write(once=…)`."""

    key_id: str
    route: str
    key: str
    body: bytes
    status: int = 200

    _running: ClassVar[set[str]] = set()
    _lock: ClassVar[Lock] = Lock()

    @property
    def id(self) -> str:
        return sha256(f"{self.key_id}\n{self.route}\n{self.key}".encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        return sha256(self.body).hexdigest()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Hold the key while the request runs; raises `IdempotencyRunning` for a second one."""
        with self._lock:
            if self.id in self._running:
                raise IdempotencyRunning("Wait for its answer, or use a new Idempotency-Key.")
            self._running.add(self.id)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(self.id)

    def replay(self, tx: Writer) -> None:
        """Raise `Replayed` when this was answered, `IdempotencyMismatch` when it was another."""
        record = tx.optional(find_record, id=self.id)
        if record is None or record.at < tx.now - KEPT:
            return
        if record.fingerprint != self.fingerprint:
            raise IdempotencyMismatch("The earlier request had a different body. Use a new key.")
        raise Replayed(record)

    def record(self, tx: Writer, result: Any) -> None:
        """Keep the answer; `result` is the model that the endpoint returns, or None."""
        tx.do(
            keep_record,
            id=self.id,
            fingerprint=self.fingerprint,
            status=self.status,
            body=result.model_dump_json(by_alias=True) if isinstance(result, BaseModel) else "",
            headers=[f"ETag: {etag}"] if (etag := getattr(result, "etag", None)) else [],
            at=tx.now,
        )


def forget_expired(installation: Installation) -> None:
    """Delete the answers that are kept long enough; done once a minute."""
    before = installation.now() - KEPT

    def forget(session: Session, ids: list[str]) -> None:
        for part in chunks(ids):
            session.write(lambda tx, part=part: tx.do(delete_records, ids=part, before=before))  # type: ignore[misc]

    found = installation.read(
        lambda tx: tx.many(list_expired, before=before, most=FORGOTTEN_AT_ONCE)
    )
    in_each_workspace(installation, PART, found, forget)
