"""Idempotency-Key: a repeated request changes nothing and gets the first answer again.

The answer is recorded in the transaction of the change itself, so either both are there or
neither. Records are kept for 24 hours, per key of the caller and route; the clock deletes them.

An answer holds what people are called and how to reach them. So the record is encrypted, with a key
that only the request itself can bring: see docs/decisions/0034.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from threading import Lock
from typing import Any, ClassVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel

from app.apart import in_each_workspace
from app.base_models import Model
from app.clock import sortable
from app.errors import IdempotencyMismatch, IdempotencyRunning
from app.graph import NoRow, Query, Writer, chunks
from app.session import Installation, Session

KEPT = timedelta(hours=24)
FORGOTTEN_AT_ONCE = 10_000
NONCE_BYTES = 12
PART = "kept answers"
"""The part of the system that acts here."""


@dataclass(frozen=True, slots=True)
class Record:
    fingerprint: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Expired:
    workspace: str
    id: str


find_record = Query("idempotency/find_record", Record)
keep_record = Query("idempotency/keep_record", NoRow)
list_expired = Query("idempotency/list_expired", Expired)
delete_records = Query("idempotency/delete_records", NoRow)


class Answer(Model):
    """What was answered, as it is encrypted."""

    status: int
    headers: dict[str, str]
    body: str


class Replayed(Exception):
    """The request was answered before: here is that answer, to be sent again as it was."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("answered before")
        self.status = answer.status
        self.body = answer.body
        self.headers = answer.headers


@dataclass(slots=True)
class IdempotentRequest:
    """One request with an Idempotency-Key, handed to `Graph.write(once=…)`."""

    key_id: str
    route: str
    key: str
    body: bytes
    secret: bytes
    """The installation's; together with `key` it opens the record."""
    status: int = 200

    _running: ClassVar[set[str]] = set()
    _lock: ClassVar[Lock] = Lock()

    @property
    def id(self) -> str:
        return sha256(f"{self.key_id}\n{self.route}\n{self.key}".encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        return hmac.digest(self._own_key, self.body, "sha256").hex()

    @property
    def _own_key(self) -> bytes:
        """What the record is encrypted with: no one has it who has only the graph."""
        return hmac.digest(self.secret, f"idempotency\n{self.id}\n{self.key}".encode(), "sha256")

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
        raise Replayed(self._decrypted(record.answer))

    def record(self, tx: Writer, result: Any) -> None:
        """Keep the answer; `result` is the model that the endpoint returns, or None."""
        answer = Answer(
            status=self.status,
            headers={"ETag": etag} if (etag := getattr(result, "etag", None)) else {},
            body=result.model_dump_json(by_alias=True) if isinstance(result, BaseModel) else "",
        )
        tx.do(
            keep_record,
            id=self.id,
            fingerprint=self.fingerprint,
            answer=self._encrypted(answer),
            at=tx.now,
            at_key=sortable(tx.now),
        )

    def _encrypted(self, answer: Answer) -> str:
        # Every record has a key of its own, but a record may be written again: hence a nonce.
        nonce = token_bytes(NONCE_BYTES)
        text = answer.model_dump_json().encode()
        return b64encode(nonce + AESGCM(self._own_key).encrypt(nonce, text, None)).decode()

    def _decrypted(self, text: str) -> Answer:
        data = b64decode(text)
        nonce, encrypted = data[:NONCE_BYTES], data[NONCE_BYTES:]
        return Answer.model_validate_json(AESGCM(self._own_key).decrypt(nonce, encrypted, None))


def forget_expired(installation: Installation) -> None:
    """Delete the answers that are kept long enough; done once a minute."""
    before = installation.now() - KEPT

    def forget(session: Session, ids: list[str]) -> None:
        for part in chunks(ids):
            session.write(lambda tx, part=part: tx.do(delete_records, ids=part, before=before))  # type: ignore[misc]

    found = installation.read(
        lambda tx: tx.many(list_expired, before_key=sortable(before), most=FORGOTTEN_AT_ONCE)
    )
    in_each_workspace(installation, PART, found, forget)
