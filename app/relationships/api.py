"""Who knows who, over HTTP."""

from fastapi import APIRouter

from app.api_description import refuses
from app.dependencies import (
    Cursor,
    Limit,
    OnceDep,
    ReadSession,
    WriteSession,
)
from app.errors import BreakGlassRequired, InvalidInput, NotFound, UnknownProfession
from app.opened_by_reason import OpenedByReason
from app.people.api import PersonId
from app.people.models import BatchResult
from app.relationships import service
from app.relationships.models import (
    ContactList,
    KnownPair,
    Knows,
    Never,
    PairIn,
    Relationship,
    RelationshipBatch,
    Until,
)

router = APIRouter(tags=["relationships"], route_class=OpenedByReason)


@router.put("/v1/people/{person_id}/knows/{other_id}", openapi_extra=refuses(UnknownProfession))
def put_knows(
    person_id: PersonId,
    other_id: PersonId,
    body: Knows,
    session: WriteSession,
) -> Relationship:
    """Record how well one person knows another. Without trust they are known and unrated."""
    return service.put_knows(session, person_id, other_id, body)


@router.delete("/v1/people/{person_id}/knows/{other_id}", status_code=204)
def delete_knows(
    person_id: PersonId,
    other_id: PersonId,
    session: WriteSession,
) -> None:
    """Delete a relationship."""
    service.delete_knows(session, person_id, other_id)


@router.get("/v1/people/{person_id}/contacts", openapi_extra=refuses(BreakGlassRequired))
def list_contacts(
    person_id: PersonId,
    session: ReadSession,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ContactList:
    """List the people someone knows, with their ratings; only for that person."""
    return service.list_contacts(session, person_id, limit=limit, cursor=cursor)


@router.post("/v1/relationships/batch")
def save_relationships(
    body: RelationshipBatch, session: WriteSession, once: OnceDep
) -> BatchResult:
    """Save up to 5,000 relationships. Each row has a result."""
    return service.save_batch(session, body.items, once)


@router.post("/v1/relationships/known", openapi_extra=refuses(NotFound))
def mark_acquainted(body: PairIn, session: WriteSession, once: OnceDep) -> KnownPair:
    """Record that two people know each other, so that no one introduces them."""
    return service.mark_acquainted(session, body, once)


@router.delete("/v1/relationships/known/{a}/{b}", status_code=204)
def unmark_acquainted(
    a: PersonId,
    b: PersonId,
    session: WriteSession,
) -> None:
    """Undo that two people know each other."""
    if a == b:
        raise InvalidInput("These are the same person.")
    service.unmark_acquainted(session, PairIn(a=a, b=b))


@router.put("/v1/people/{person_id}/do-not-introduce/{other_id}", status_code=204)
def put_do_not_introduce(
    person_id: PersonId,
    other_id: PersonId,
    session: WriteSession,
    body: Never | None = None,
) -> None:
    """Don't suggest these two again."""
    reason = body.reason if body else None
    service.put_do_not_introduce(session, person_id, other_id, reason)


@router.delete("/v1/people/{person_id}/do-not-introduce/{other_id}", status_code=204)
def delete_do_not_introduce(
    person_id: PersonId,
    other_id: PersonId,
    session: WriteSession,
) -> None:
    """Allow suggesting these two again."""
    service.delete_do_not_introduce(session, person_id, other_id)


@router.put("/v1/connectors/{connector_id}/snoozes/{a}/{b}", status_code=204)
def put_snooze(
    connector_id: PersonId,
    a: PersonId,
    b: PersonId,
    body: Until,
    session: WriteSession,
) -> None:
    """Snooze two contacts of a connector until a day."""
    service.put_snooze(session, connector_id, a, b, body.until)


@router.delete("/v1/connectors/{connector_id}/snoozes/{a}/{b}", status_code=204)
def delete_snooze(
    connector_id: PersonId,
    a: PersonId,
    b: PersonId,
    session: WriteSession,
) -> None:
    """End a snooze."""
    service.delete_snooze(session, connector_id, a, b)


@router.put("/v1/connectors/{connector_id}/not-now/{person_id}", status_code=204)
def put_not_now(
    connector_id: PersonId,
    person_id: PersonId,
    body: Until,
    session: WriteSession,
) -> None:
    """Leave a contact out of suggestions until a day."""
    service.set_not_now(session, connector_id, person_id, body.until)


@router.delete("/v1/connectors/{connector_id}/not-now/{person_id}", status_code=204)
def delete_not_now(
    connector_id: PersonId,
    person_id: PersonId,
    session: WriteSession,
) -> None:
    """Suggest a contact again from now on."""
    service.set_not_now(session, connector_id, person_id, None)
