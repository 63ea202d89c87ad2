"""Batches of people over the API: each row is answered, by itself."""

import re
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.errors import FieldError
from app.field_types import ID_PATTERN, pointer
from app.graph import IdempotencyGuard, Reader, Writer
from app.people.models import BatchResult, PersonIn, RowResult
from app.people.rules.normalize import Refused, draft
from app.people.service.permitting import ids_there, permitted
from app.people.service.saving import (
    ContactsOf,
    identifier_owners,
    read_vocabulary,
    save_people,
)
from app.security import Principal, policy
from app.session import Session

SOURCE = "api"
ID = re.compile(ID_PATTERN)
NOT_YOURS = "this person is not one of your contacts"
LINKED = "this person already existed: they’re now your contact, and nothing else was changed"


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The rows of a batch by what a caller may do with them."""

    save: Mapping[int, PersonIn]
    refuse: Mapping[int, RowResult]
    linked: Set[int] = frozenset()
    """Rows about people the caller did not know: they become contacts, as they are."""


def save_batch(
    session: Session, items: Sequence[Any], once: IdempotencyGuard | None = None
) -> BatchResult:
    """Save up to a thousand people; each row is answered, a refused one does not stop the others.

    A person that a connector's key creates becomes its contact. It changes its
    contacts only. Someone else, named by an email address in a row without an ID, becomes a contact
    and stays as they are.
    """
    principal, now = session.principal, session.now()
    read: dict[int, PersonIn] = {}
    refused: dict[int, RowResult] = {}
    for index, item in enumerate(items):
        try:
            read[index] = PersonIn.model_validate(item)
        except ValidationError as error:
            refused[index] = refused_row(index, item, error)

    def work(tx: Writer) -> BatchResult:
        rows = _sort(tx, principal, read)
        order = sorted(rows.save)
        saved = save_people(
            tx,
            [rows.save[index] for index in order],
            source=SOURCE,
            now=now,
            contacts_of=ContactsOf(session.connector, [None] * len(order))
            if session.connector
            else None,
            principal=principal,
            secret=session.graph.secret(),
        )
        results = refused | dict(rows.refuse)
        for index, result in zip(order, saved, strict=True):
            warnings = (*result.warnings, *((LINKED,) if index in rows.linked else ()))
            results[index] = result.model_copy(update={"index": index, "warnings": warnings})
        return BatchResult(results=tuple(pointed(results[i]) for i in sorted(results)))

    return session.write(work, once)


def _sort(tx: Reader, principal: Principal, read: Mapping[int, PersonIn]) -> _Sorted:
    """What the principal may do with each row."""
    if policy.allows(principal, "change"):
        return _Sorted(read, {})
    owners = _owners_by_row(tx, read)
    named = {item.id for item in read.values() if item.id}
    people = ids_there(tx, named).union(*owners.values())
    strangers = people - permitted(tx, principal, "change", people)
    save, refuse, linked = dict(read), dict[int, RowResult](), set[int]()
    for index, item in read.items():
        if not (owners[index] | {item.id}) & strangers:
            continue
        if item.id is None and len(owners[index]) == 1:
            save[index] = PersonIn(id=min(owners[index]))
            linked.add(index)
        else:
            del save[index]
            fault = FieldError(pointer="", message=NOT_YOURS, code="forbidden")
            refuse[index] = RowResult(index=index, id=item.id, status="refused", errors=(fault,))
    return _Sorted(save, refuse, linked)


def _owners_by_row(tx: Reader, read: Mapping[int, PersonIn]) -> dict[int, set[str]]:
    """Who the identifiers of each row belong to; no one where the row is at fault."""
    vocabulary = read_vocabulary(tx)
    strong: dict[int, frozenset[str]] = {}
    for index, item in read.items():
        with suppress(Refused):
            strong[index] = draft(item, vocabulary).strong
    owners = identifier_owners(tx, {i for identifiers in strong.values() for i in identifiers})
    return {index: {owners[i] for i in strong.get(index, ()) if i in owners} for index in read}


def refused_row(index: int, item: Any, error: ValidationError) -> RowResult:
    """What to answer for a row that is not of the right form."""
    given = item.get("id") if isinstance(item, dict) else None
    faults = tuple(
        FieldError(
            pointer=pointer(*fault["loc"]),
            message=fault["msg"].removeprefix("Value error, "),
            code="invalid_input",
        )
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
