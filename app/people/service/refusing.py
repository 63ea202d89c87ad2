"""Why a person cannot be saved, as an error for the whole request."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from app.errors import (
    FieldError,
    Forbidden,
    IdentifierTaken,
    IntrosError,
    InvalidInput,
    NotFound,
    Suppressed,
    UnknownProfession,
    UnknownTriggerEvent,
)
from app.field_types import pointer
from app.graph import Reader
from app.people.models import FaultCode
from app.people.rules.changes import field_of_identifier
from app.people.rules.normalize import PersonDraft
from app.people.service.permitting import permitted
from app.people.service.saving import DELETED, deleted_among, identifier_owners
from app.security import Principal

ELSEWHERE = "someone else; in a batch, a row without an ID makes them your contact"


def refuse_identifiers(
    tx: Reader, principal: Principal, said: PersonDraft, person: str | None
) -> None:
    """Raise `IdentifierTaken`; it names whose the identifier is only to those who see them."""
    owners = identifier_owners(tx, set(said.strong))
    taken = {identifier: owner for identifier, owner in owners.items() if owner != person}
    if not taken:
        return
    seen = permitted(tx, principal, "see_card", set(taken.values()))
    errors = []
    for identifier, owner in sorted(taken.items()):
        kind = identifier.partition(":")[0]
        whose = f"“{owner}”" if owner in seen else ELSEWHERE
        field = pointer(field_of_identifier(identifier))
        errors.append(FieldError(pointer=field, message=f"this {kind} belongs to {whose}"))
    detail = "; ".join(f"{error.pointer}: {error.message}" for error in errors)
    raise IdentifierTaken(detail, errors=errors)


def refuse_deleted(tx: Reader, secret: bytes, said: PersonDraft, person: str) -> None:
    """Raise `Suppressed` when this person would get an identifier of someone who was deleted."""
    if deleted := deleted_among(tx, secret, said.telling(person)):
        at = pointer(field_of_identifier(min(deleted)))
        raise_refused([FieldError(pointer=at, message=DELETED, code="suppressed")])


CODES: Mapping[FaultCode, type[IntrosError]] = {
    "unknown_profession": UnknownProfession,
    "unknown_trigger_event": UnknownTriggerEvent,
    "identifier_taken": IdentifierTaken,
    "ambiguous_identity": IdentifierTaken,
    "suppressed": Suppressed,
    "not_found": NotFound,
    "forbidden": Forbidden,
}
"""What a fault of a row is when the row is the whole request."""


def raise_refused(faults: Sequence[FieldError]) -> NoReturn:
    """Raise the error for a row's faults."""
    errors = [FieldError(pointer=fault.pointer, message=fault.message) for fault in faults]
    detail = "; ".join(f"{e.pointer}: {e.message}".removeprefix(": ") for e in errors)
    kind = next((CODES[code] for code in CODES if code in {f.code for f in faults}), InvalidInput)
    raise kind(detail, errors=errors)
