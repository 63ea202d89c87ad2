"""Why a person cannot be saved, as an error for the whole request."""

from collections.abc import Mapping, Sequence, Set
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
from app.people.rules.changes import Change, field_of_identifier
from app.people.rules.details import has_own_notes
from app.people.rules.normalize import PersonDraft
from app.people.service.permitting import permitted
from app.people.service.saving import DELETED, OWN_NOTES, deleted_among, identifier_owners
from app.security import Principal


def refuse_identifiers(
    tx: Reader, principal: Principal, said: PersonDraft, person: str | None
) -> Set[str]:
    """Raise `IdentifierTaken` when someone has an identifier, and the principal may change them.

    Returns those that belong to anyone: of someone unknown to the caller nothing may be told.
    """
    owners = identifier_owners(tx, said.strong)
    others = {owner for owner in owners.values() if owner != person}
    known = permitted(tx, principal, "change_public", others) if others else set()
    errors = []
    for identifier, owner in sorted(owners.items()):
        if owner in known:
            kind = identifier.partition(":")[0]
            field = pointer(field_of_identifier(identifier))
            message = f"this {kind} belongs to “{owner}”"
            errors.append(FieldError(pointer=field, message=message))
    if errors:
        detail = "; ".join(f"{error.pointer}: {error.message}" for error in errors)
        raise IdentifierTaken(detail, errors=errors)
    return owners.keys()


def refuse_own_notes(change: Change, speaker: str | None) -> None:
    """Raise `InvalidInput` for notes of a connector on themself."""
    if has_own_notes(change, speaker):
        raise_refused([FieldError(pointer="/notes", message=OWN_NOTES)])


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
