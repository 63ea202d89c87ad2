"""Entries: put by whoever causes an effect, looked at and tried again by administrators."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from pydantic import BaseModel

from app.errors import NotFound
from app.graph import Graph, Reader, Writer
from app.outbox import repository
from app.outbox.models import OutboxItem, OutboxList, State
from app.outbox.repository import EndingRow
from app.paging import decode_cursor, encode_cursor
from app.security import Caller

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
        now=datetime.now(UTC),
    )


def note_done(tx: Writer, kind: str, key: str, outcome: str) -> None:
    """Note that an effect has come about in another way, if it does not wait to be done."""
    tx.do(
        repository.note_done, id=f"{kind}|{key}", kind=kind, now=datetime.now(UTC), outcome=outcome
    )


def endings_of(tx: Reader, kind: str, keys: Sequence[str]) -> dict[str, EndingRow]:
    """How the effects with these keys ended, of those that were put."""
    ids = {f"{kind}|{key}": key for key in keys}
    return {ids[row.id]: row for row in tx.many(repository.find_endings, ids=list(ids))}


def list_outbox(
    graph: Graph, caller: Caller, *, state: State, limit: int, cursor: str | None
) -> OutboxList:
    """What waits, or what is parked, without its content."""
    (after,) = decode_cursor(cursor, 1)
    rows = graph.read(
        caller.workspace,
        lambda tx: tx.many(
            repository.list_entries, parked=state == "parked", after=after, most=limit + 1
        ),
    )
    page = rows[:limit]
    return OutboxList(
        items=tuple(OutboxItem(state=state, **asdict(row)) for row in page),
        next_cursor=encode_cursor(page[-1].id) if len(rows) > limit else None,
    )


def count_outbox(graph: Graph) -> dict[str, int]:
    """How much waits and how much is parked in the whole installation, for its operator."""
    return asdict(graph.read_all_workspaces(lambda tx: tx.one(repository.count_entries)))


def retry(graph: Graph, caller: Caller, entry_id: str) -> None:
    """Have an entry tried again now, with all its attempts before it; raises `NotFound`."""
    now = datetime.now(UTC)
    found = graph.write(
        caller.workspace, lambda tx: tx.optional(repository.retry_entry, id=entry_id, now=now)
    )
    if found is None:
        raise NotFound("Nothing with this id waits or is parked.")
