"""Entries: put by anyone who causes an effect, looked at and tried again by administrators."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from pydantic import BaseModel

from app.errors import NotFound
from app.graph import IdempotencyGuard, Reader, Writer
from app.outbox import repository
from app.outbox.models import OutboxItem, OutboxList, State
from app.outbox.repository import EndingRow
from app.paging import decode_cursor, encode_cursor
from app.session import Installation, Session

KIND = re.compile(r"^[a-z][a-z0-9_]{0,63}$")
KEY = re.compile(r"^[A-Za-z0-9._~:@|-]{1,400}$")


def put(tx: Writer, kind: str, key: str, payload: BaseModel, due: datetime) -> None:
    """Write down an effect in the transaction of its cause: both happen, or neither.

    `kind` and `key` make its id; a second one with the same id changes nothing, also when the
    first has been done, and takes its place when it was given up. Administrators see the id: it is
    made of ids, never of addresses or names.
    """
    if not KIND.match(kind) or not KEY.match(key):
        raise ValueError(f"the outbox takes no such kind and key: {kind!r}, {key!r}")
    tx.do(
        repository.put_entry,
        id=f"{kind}|{key}",
        kind=kind,
        payload=payload.model_dump_json(),
        due=due,
        now=tx.now,
    )


def note_done(tx: Writer, kind: str, keys: Sequence[str], outcome: str) -> None:
    """Note that an effect has come about in another way, if it does not wait to be done."""
    ids = [f"{kind}|{key}" for key in keys]
    tx.do(repository.note_done, ids=ids, kind=kind, now=tx.now, outcome=outcome)


def endings_of(tx: Reader, kind: str, keys: Sequence[str]) -> dict[str, EndingRow]:
    """How the effects with these keys ended, of those that were put."""
    ids = {f"{kind}|{key}": key for key in keys}
    return {ids[row.id]: row for row in tx.many(repository.find_endings, ids=list(ids))}


def list_outbox(session: Session, *, state: State, limit: int, cursor: str | None) -> OutboxList:
    """What waits, or what is parked, without its content."""
    (after,) = decode_cursor(cursor, 1)
    rows = session.read(
        lambda tx: tx.many(
            repository.list_entries, parked=state == "parked", after=after, most=limit + 1
        ),
    )
    page = rows[:limit]
    return OutboxList(
        items=tuple(OutboxItem(state=state, **asdict(row)) for row in page),
        next_cursor=encode_cursor(page[-1].id) if len(rows) > limit else None,
    )


def count_outbox(installation: Installation) -> dict[str, int]:
    """How much waits and how much is parked in the whole installation, for its operator."""
    return asdict(installation.read(lambda tx: tx.one(repository.count_entries)))


def retry(session: Session, entry_id: str, once: IdempotencyGuard | None = None) -> None:
    """Have an entry tried again now, with all its attempts before it; raises `NotFound`."""
    now = session.now()

    def work(tx: Writer) -> None:
        if tx.optional(repository.retry_entry, id=entry_id, now=now) is None:
            raise NotFound("Nothing with this id waits or is parked.")

    session.write(work, once)
