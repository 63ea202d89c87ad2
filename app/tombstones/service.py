"""Who was deleted stays deleted, until they agree to be added again."""

from collections.abc import Iterable
from secrets import token_hex

from app.errors import FieldError, InvalidInput, NotFound
from app.field_types import pointer
from app.graph import IdempotencyGuard, Reader, Writer, chunks
from app.people.rules.identifiers import normalise_email, normalise_phone, normalise_profile
from app.session import Session
from app.tombstones import repository
from app.tombstones.models import Lifted, Lifting
from app.tombstones.rules import OWN_ID, kept_forms, key_mark, looked_for, tombstone_id
from app.workspaces.repository import find_workspace

KIND = "tombstone"
"""Of entries in the change log."""


def bury(tx: Writer, secret: bytes, identifiers: Iterable[str]) -> None:
    """Let nothing bring back who had these identifiers (`kind:value`)."""
    forms = {form for one in identifiers for form in kept_forms(one)}
    ids = [tombstone_id(secret, tx.workspace, form) for form in sorted(forms)]
    deletion, key = token_hex(8), key_mark(secret)
    for part in chunks(ids):
        tx.do(repository.put_tombstones, ids=part, deletion=deletion, key=key, now=tx.now)


def buried(tx: Reader, secret: bytes, identifiers: Iterable[str]) -> frozenset[str]:
    """Those of these identifiers that were of someone who was deleted."""
    by_id: dict[str, set[str]] = {}
    for one in identifiers:
        for tombstone in _tombstones_of(secret, tx.workspace, one):
            by_id.setdefault(tombstone, set()).add(one)
    return frozenset(
        one
        for part in chunks(sorted(by_id))
        for found in tx.one(repository.find_tombstones, ids=part).ids
        for one in by_id[found]
    )


def _tombstones_of(secret: bytes, workspace: str, identifier: str) -> list[str]:
    """The ids of tombstones by which an identifier is recognized, its own first."""
    forms = sorted(looked_for(identifier), key=lambda form: form != identifier)
    return [tombstone_id(secret, workspace, form) for form in forms]


def lift(session: Session, body: Lifting, once: IdempotencyGuard | None = None) -> Lifted:
    """Let someone be added again who agreed to it; the log keeps who lifted it, and the consent.

    Any one of their details will do: all of the same deletion are lifted. Raises `NotFound` when
    no one with this detail was deleted, and `InvalidInput`.
    """
    if body.consent.on > session.now().date():
        message = "is in the future"
        raise InvalidInput(
            f"consent: on: {message}", errors=[FieldError(pointer="/consent/on", message=message)]
        )

    def work(tx: Writer) -> Lifted:
        identifier = _identifier(body, tx)
        tombstones = _tombstones_of(session.graph.secret(), tx.workspace, identifier)
        lifted = tx.many(repository.lift_tombstones, ids=tombstones)
        if not lifted:
            raise NotFound("No one with this detail was deleted here, so nothing keeps them out.")
        note = f"They agreed on {body.consent.on}: {body.consent.how}"
        tx.describe(KIND, tombstones[0], {"action": "lift", "note": note})
        return Lifted(details=len(lifted), consented_on=body.consent.on)

    return session.write(work, once)


def _identifier(body: Lifting, tx: Reader) -> str:
    """The detail in canonical form; raises `InvalidInput`."""
    field, text = body.detail
    try:
        match field:
            case "email":
                return f"email:{normalise_email(text)}"
            case "phone":
                return f"phone:{normalise_phone(text, _country(tx))}"
            case "profile":
                return f"profile:{normalise_profile(text)}"
            case "id":
                return f"{OWN_ID}:{text}"
            case _:
                return text
    except ValueError as error:
        message = str(error)
        raise InvalidInput(
            f"{field}: {message}", errors=[FieldError(pointer=pointer(field), message=message)]
        ) from None


def _country(tx: Reader) -> str:
    """For numbers without a country code."""
    return tx.one(find_workspace).country
