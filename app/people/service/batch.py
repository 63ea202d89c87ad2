"""Batches of people over the API: each row is answered, by itself."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from app.graph import Graph, Once, Reader, Writer, chunks
from app.people import repository
from app.people.models import BatchResult, Fault, PersonIn, RowResult
from app.people.rules.drafts import Refused, draft
from app.people.service.reading import contacts_among
from app.people.service.saving import (
    ContactsOf,
    identifier_owners,
    read_vocabulary,
    save_people,
)
from app.security import Caller
from app.texts import ID_PATTERN, pointer

SOURCE = "api"
ID = re.compile(ID_PATTERN)


def save_batch(
    graph: Graph, caller: Caller, items: Sequence[Any], once: Once | None = None
) -> BatchResult:
    """Save up to a thousand people; each row is answered, a refused one does not stop the others.

    A bound key creates people, who become its contacts, and changes only whom it knows.
    """
    now = datetime.now(UTC)
    read: dict[int, PersonIn] = {}
    refused: dict[int, RowResult] = {}
    for index, item in enumerate(items):
        try:
            read[index] = PersonIn.model_validate(item)
        except ValidationError as error:
            refused[index] = refused_row(index, item, error)

    def work(tx: Writer) -> BatchResult:
        allowed, results = _allowed(tx, caller, read), dict(refused)
        results |= {index: _not_yours(index, read[index]) for index in read.keys() - allowed}
        order = sorted(allowed)
        contacts = ContactsOf(caller.connector, [None] * len(order)) if caller.connector else None
        saved = save_people(
            tx,
            [read[i] for i in order],
            source=SOURCE,
            now=now,
            contacts_of=contacts,
            acting_as=caller.connector,
        )
        for index, result in zip(order, saved, strict=True):
            results[index] = result.model_copy(update={"index": index})
        return BatchResult(results=tuple(pointed(results[i]) for i in sorted(results)))

    return graph.write(caller.workspace, work, once)


def _allowed(tx: Reader, caller: Caller, read: Mapping[int, PersonIn]) -> set[int]:
    """The rows that a caller may save: a bound key changes themself and their contacts only."""
    if caller.connector is None:
        return set(read)
    vocabulary = read_vocabulary(tx)
    strong: dict[int, frozenset[str]] = {}
    for index, item in read.items():
        with suppress(Refused):
            strong[index] = draft(item, vocabulary).strong
    owners = identifier_owners(tx, {i for identifiers in strong.values() for i in identifiers})
    wanted = {
        index: {owners[i] for i in strong.get(index, ()) if i in owners}
        | ({item.id} if item.id else set())
        for index, item in read.items()
    }
    ids = sorted({person for people in wanted.values() for person in people})
    there = {i for part in chunks(ids) for i in tx.one(repository.find_ids, ids=part).ids}
    own = contacts_among(tx, caller.connector, there) | {caller.connector}
    return {index for index, people in wanted.items() if not people & there - own}


def _not_yours(index: int, item: PersonIn) -> RowResult:
    message = "this person is not one of your contacts"
    fault = Fault(pointer="", message=message, code="forbidden")
    return RowResult(index=index, id=item.id, status="refused", errors=(fault,))


def refused_row(index: int, item: Any, error: ValidationError) -> RowResult:
    """What to answer for a row that is not of the right form."""
    given = item.get("id") if isinstance(item, dict) else None
    faults = tuple(
        Fault(pointer=pointer(*fault["loc"]), message=fault["msg"].removeprefix("Value error, "))
        for fault in error.errors(include_url=False, include_input=False)
    )
    own = given if isinstance(given, str) and ID.fullmatch(given) else None
    return RowResult(index=index, id=own, status="refused", errors=faults)


def pointed(result: RowResult) -> RowResult:
    """The row's faults with pointers into the whole body."""
    faults = tuple(
        fault.model_copy(update={"pointer": pointer("items", result.index) + fault.pointer})
        for fault in result.errors
    )
    return result.model_copy(update={"errors": faults})
