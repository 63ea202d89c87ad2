"""Batches of people over the API: each row is answered, by itself."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from app.errors import FieldError
from app.field_types import ID_PATTERN, pointer
from app.graph import IdempotencyGuard, Writer
from app.people.models import BatchResult, PersonIn, RowResult
from app.people.service.saving import (
    ContactsOf,
    save_people,
)
from app.session import Session

SOURCE = "api"
ID = re.compile(ID_PATTERN)


def save_batch(
    session: Session, items: Sequence[Any], once: IdempotencyGuard | None = None
) -> BatchResult:
    """Save up to a thousand people; each row is answered, a refused one does not stop the others.

    A person that a connector's key creates becomes its contact. It changes its contacts only.
    Someone else, named by an email address in a row without an ID, becomes a contact and stays as
    they are: the answer is that of a new person.
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
        order = sorted(read)
        saved = save_people(
            tx,
            [read[index] for index in order],
            source=SOURCE,
            now=now,
            contacts_of=ContactsOf(session.connector, [None] * len(order))
            if session.connector
            else None,
            principal=principal,
            secret=session.graph.secret(),
        )
        results = dict(refused)
        for index, result in zip(order, saved, strict=True):
            results[index] = result.model_copy(update={"index": index})
        return BatchResult(results=tuple(pointed(results[i]) for i in sorted(results)))

    return session.write(work, once)


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
