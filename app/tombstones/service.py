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
from app.tombstones.rules import key_mark, tombstone_id
from app.workspaces.repository import find_workspace

KIND = "tombstone"
"""Of entries in the change log."""


def bury(tx: Writer, secret: bytes, identifiers: Iterable[str]) -> None:
    """Let nothing bring back who had these identifiers (`kind:value`)."""
    ids = [tombstone_id(secret, tx.workspace, one) for one in sorted(identifiers)]
    deletion, key = token_hex(8), key_mark(secret)
    for part in chunks(ids):
        tx.do(repository.put_tombstones, ids=part, deletion=deletion, key=key, now=tx.now)


def buried(tx: Reader, secret: bytes, identifiers: Iterable[str]) -> frozenset[str]:
    """Those of these identifiers that were of someone who was deleted."""
    by_id = {tombstone_id(secret, tx.workspace, one): one for one in identifiers}
    return frozenset(
        by_id[found]
        for part in chunks(sorted(by_id))
        for found in tx.one(repository.find_tombstones, ids=part).ids
    )


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
        tombstone = tombstone_id(session.graph.secret(), tx.workspace, identifier)
        lifted = tx.many(repository.lift_tombstones, id=tombstone)
        if not lifted:
            raise NotFound("No one with this detail was deleted here, so nothing keeps them out.")
        note = f"They agreed on {body.consent.on}: {body.consent.how}"
        tx.describe(KIND, tombstone, {"action": "lift", "note": note})
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
