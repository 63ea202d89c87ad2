"""A connector's own contact details of people: new addresses confirmed, and details given on."""

from app.errors import Conflict, InvalidInput
from app.graph import IdempotencyGuard, Reader, Writer
from app.people import repository
from app.people.models import Person
from app.people.repository import PersonRow
from app.people.rules.details import texts_of
from app.people.service.permitting import relation_to
from app.people.service.reading import load_person, person_of
from app.people.service.telling import details_told
from app.security import Principal, policy
from app.session import Session

SHARING = "sharing"
"""The part of the system that acts here."""
OFFER = ("offered", "offered_for", "offered_by")


def decide_address(
    session: Session, person_id: str, *, use: bool, once: IdempotencyGuard | None = None
) -> Person:
    """Use the address that someone else put in the place of theirs, or keep theirs.

    Only for a connector who knows the person. Raises `Conflict` when no one changed an address.
    """
    principal = session.principal

    def work(tx: Writer) -> Person:
        row = _load_contact(tx, principal, person_id)
        (cells,) = row.held
        if cells.offered is None or cells.offered_for is None:
            raise Conflict("No one has changed an address that you use for them.")
        properties: dict[str, object] = dict.fromkeys(OFFER)
        if use:
            own = set(texts_of(details_told(row, principal)))
            properties["details"] = sorted(own - {cells.offered_for} | {cells.offered})
        changed = [{"id": person_id, "properties": properties}]
        tx.do(repository.change_held, connector=session.connector, rows=changed, version=tx.seq)
        return person_of(load_person(tx, person_id, session.connector), principal)

    return session.write(work, once)


def share_details(
    session: Session, person_id: str, other: str, once: IdempotencyGuard | None = None
) -> None:
    """Give their details of a contact to a fellow connector, who is a contact as well.

    Raises `Conflict` when they do not know the person.
    """
    principal = session.principal
    if other == person_id:
        raise InvalidInput("They are the same person. Choose a connector among your contacts.")

    def work(tx: Writer) -> None:
        row = _load_contact(tx, principal, person_id)
        receiver = _load_contact(tx, principal, other)
        theirs = load_person(tx, person_id, other)
        if not receiver.properties.get("connector") or not theirs.held:
            raise Conflict("They don't know this person. Introduce the two first.")
        as_other = Principal.system(tx.workspace, SHARING, other)
        given = details_told(row, principal) | details_told(theirs, as_other)
        changed = [{"id": person_id, "properties": {"details": texts_of(given)}}]
        tx.do(repository.change_held, connector=other, rows=changed, version=tx.seq)

    session.write(work, once)


def _load_contact(tx: Reader, principal: Principal, person_id: str) -> PersonRow:
    """A contact's row; raises as for changing them, and `Conflict` for who is no contact."""
    relation = relation_to(tx, principal, person_id)
    policy.demand(principal, "change", person_id, relation)
    row = load_person(tx, person_id, principal.connector)
    if not row.held:
        raise Conflict("Only connectors have details of their own contacts: use their API key.")
    return row
