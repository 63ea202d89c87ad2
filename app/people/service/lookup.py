"""Finding people by what identifies them, and the connectors among them."""

from collections.abc import Sequence

from app.errors import FieldError, InvalidInput
from app.graph import Reader
from app.paging import decode_cursor, encode_cursor
from app.people import repository
from app.people.models import Connector, ConnectorList, PersonList
from app.people.rules.identifiers import normalise_email
from app.people.service.permitting import permitted
from app.people.service.reading import person_of
from app.people.service.telling import details_told
from app.security import Principal
from app.session import Session


def find_people(session: Session, email: str | None, external_id: str | None) -> PersonList:
    """The person with this email address or ID of another system, if the caller may see that.

    Who may not see a detail learns nothing by asking for it. Raises `InvalidInput`.
    """
    wanted = frozenset(_wanted(email, external_id))

    def work(tx: Reader) -> PersonList:
        identifiers = [f"{kind}:{value}" for kind, value in wanted]
        found = tx.one(repository.find_identified, identifiers=identifiers).pairs
        principal = session.principal
        owners = {one.person for one in found} | _own(tx, principal, identifiers)
        ids = sorted(permitted(tx, principal, "see_details", owners))
        rows = tx.many(repository.load_people, ids=ids, viewer=principal.connector)
        items = [person_of(r, principal) for r in rows if wanted <= details_told(r, principal)]
        return PersonList(items=tuple(items))

    return session.read(work)


def _own(tx: Reader, principal: Principal, identifiers: Sequence[str]) -> set[str]:
    """The contacts a connector has under all of these, also where others have the identifier."""
    connector = principal.connector
    if not connector:
        return set()
    return set(tx.one(repository.find_by_details, connector=connector, details=identifiers).ids)


def _wanted(email: str | None, external_id: str | None) -> list[tuple[str, str]]:
    """Kind and canonical value of each; raises `InvalidInput`."""
    wanted = []
    if email is not None:
        try:
            wanted.append(("email", normalise_email(email)))
        except ValueError as error:
            raise _fault("email", str(error)) from None
    if external_id is not None:
        system, colon, value = external_id.partition(":")
        if not (system and colon and value):
            raise _fault("external_id", "must be a system and an ID, like hubspot:123")
        wanted.append((system, value))
    return wanted


def _fault(name: str, message: str) -> InvalidInput:
    errors = [FieldError(pointer=f"?{name}", message=message)]
    return InvalidInput(f"?{name}: {message}", errors=errors)


def list_connectors(
    session: Session, *, limit: int = 50, cursor: str | None = None
) -> ConnectorList:
    """A page of the connectors that the caller may see, by name."""
    after_key, after_id = decode_cursor(cursor, 2)

    def work(tx: Reader) -> ConnectorList:
        rows = tx.many(
            repository.list_connectors, after_key=after_key, after_id=after_id, most=limit + 1
        )
        page = rows[:limit]
        seen = permitted(tx, session.principal, "see_card", {row.id for row in page})
        more = encode_cursor(page[-1].name_key, page[-1].id) if len(rows) > limit else None
        items = tuple(Connector(id=row.id, name=row.name) for row in page if row.id in seen)
        return ConnectorList(items=items, next_cursor=more)

    return session.read(work)
