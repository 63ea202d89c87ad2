"""Who knows whom, over HTTP."""

from fastapi import APIRouter

from app.dependencies import Cursor, GraphDep, Limit, OnceDep, ReadCaller, WriteCaller
from app.errors import InvalidInput
from app.people.api import PersonId
from app.people.models import BatchResult
from app.relationships import service
from app.relationships.models import (
    BatchIn,
    ContactList,
    KnownPair,
    Knows,
    Never,
    PairIn,
    Relationship,
    Until,
)

router = APIRouter(tags=["relationships"])


@router.put("/v1/people/{person_id}/knows/{other_id}")
def put_knows(
    person_id: PersonId, other_id: PersonId, body: Knows, caller: WriteCaller, graph: GraphDep
) -> Relationship:
    """State what one person thinks of another; without trust they are known and unrated."""
    return service.put_knows(graph, caller, person_id, other_id, body)


@router.delete("/v1/people/{person_id}/knows/{other_id}", status_code=204)
def delete_knows(
    person_id: PersonId, other_id: PersonId, caller: WriteCaller, graph: GraphDep
) -> None:
    """Forget that one person knows another."""
    service.delete_knows(graph, caller, person_id, other_id)


@router.get("/v1/people/{person_id}/contacts")
def list_contacts(
    person_id: PersonId,
    caller: ReadCaller,
    graph: GraphDep,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ContactList:
    """List whom a person knows and what they think of them; only for that person."""
    return service.list_contacts(graph, caller, person_id, limit=limit, cursor=cursor)


@router.post("/v1/relationships/batch")
def save_relationships(
    body: BatchIn, caller: WriteCaller, graph: GraphDep, once: OnceDep
) -> BatchResult:
    """Save up to 5,000 relationships. Each row is answered."""
    return service.save_batch(graph, caller, body.items, once)


@router.post("/v1/relationships/known")
def mark_acquainted(body: PairIn, caller: WriteCaller, graph: GraphDep, once: OnceDep) -> KnownPair:
    """Note that two people know each other, so that nobody introduces them."""
    return service.mark_acquainted(graph, caller, body, once)


@router.delete("/v1/relationships/known/{a}/{b}", status_code=204)
def unmark_acquainted(a: PersonId, b: PersonId, caller: WriteCaller, graph: GraphDep) -> None:
    """Take back that two people know each other."""
    if a == b:
        raise InvalidInput("These are the same person.")
    service.unmark_acquainted(graph, caller, PairIn(a=a, b=b))


@router.put("/v1/people/{person_id}/do-not-introduce/{other_id}", status_code=204)
def put_do_not_introduce(
    person_id: PersonId,
    other_id: PersonId,
    caller: WriteCaller,
    graph: GraphDep,
    body: Never | None = None,
) -> None:
    """Never propose these two to be introduced."""
    reason = body.reason if body else None
    service.put_do_not_introduce(graph, caller, person_id, other_id, reason)


@router.delete("/v1/people/{person_id}/do-not-introduce/{other_id}", status_code=204)
def delete_do_not_introduce(
    person_id: PersonId, other_id: PersonId, caller: WriteCaller, graph: GraphDep
) -> None:
    """Allow it again."""
    service.delete_do_not_introduce(graph, caller, person_id, other_id)


@router.put("/v1/connectors/{connector_id}/snoozes/{a}/{b}", status_code=204)
def put_snooze(
    connector_id: PersonId,
    a: PersonId,
    b: PersonId,
    body: Until,
    caller: WriteCaller,
    graph: GraphDep,
) -> None:
    """Propose these two to this connector again only after a day."""
    service.put_snooze(graph, caller, connector_id, a, b, body.until)


@router.delete("/v1/connectors/{connector_id}/snoozes/{a}/{b}", status_code=204)
def delete_snooze(
    connector_id: PersonId, a: PersonId, b: PersonId, caller: WriteCaller, graph: GraphDep
) -> None:
    """Take the pair up again."""
    service.delete_snooze(graph, caller, connector_id, a, b)


@router.put("/v1/connectors/{connector_id}/not-now/{person_id}", status_code=204)
def put_not_now(
    connector_id: PersonId, person_id: PersonId, body: Until, caller: WriteCaller, graph: GraphDep
) -> None:
    """Propose this contact with nobody until a day."""
    service.set_not_now(graph, caller, connector_id, person_id, body.until)


@router.delete("/v1/connectors/{connector_id}/not-now/{person_id}", status_code=204)
def delete_not_now(
    connector_id: PersonId, person_id: PersonId, caller: WriteCaller, graph: GraphDep
) -> None:
    """Propose this contact again from now on."""
    service.set_not_now(graph, caller, connector_id, person_id, None)
