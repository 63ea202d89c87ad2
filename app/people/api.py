"""People and groups over HTTP."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.api_description import refuses
from app.dependencies import (
    Cursor,
    IfMatch,
    IfNoneMatch,
    Limit,
    OnceDep,
    ReadSession,
    WriteSession,
)
from app.errors import (
    AlreadyExists,
    FieldError,
    IdentifierTaken,
    InvalidInput,
    Suppressed,
    UnknownProfession,
    UnknownTriggerEvent,
)
from app.etags import is_current
from app.field_types import ID_PATTERN
from app.people import service
from app.people.models import (
    AddressDecision,
    BatchResult,
    ConnectorList,
    Group,
    GroupIn,
    GroupList,
    NewPerson,
    PeopleBatch,
    Person,
    PersonCard,
    PersonList,
    PersonPatch,
    Role,
    Sharing,
)

router = APIRouter(tags=["people"])
PersonId = Annotated[str, Path(pattern=ID_PATTERN)]
Filter = Annotated[str | None, Query(max_length=300)]


@router.post(
    "/v1/people",
    status_code=201,
    openapi_extra=refuses(
        AlreadyExists, IdentifierTaken, Suppressed, UnknownProfession, UnknownTriggerEvent
    ),
)
def create_person(
    body: NewPerson, session: WriteSession, once: OnceDep, response: Response
) -> Person:
    """Create a person. With a connector's key they become that connector's contact."""
    person = service.create_person(session, body, once)
    response.headers["ETag"] = person.etag
    response.headers["Location"] = f"/v1/people/{person.id}"
    return person


@router.post("/v1/people/batch")
def save_people(body: PeopleBatch, session: WriteSession, once: OnceDep) -> BatchResult:
    """Save up to 1,000 people, matched by ID or identifier, or created. Each row has a result."""
    return service.save_batch(session, body.items, once)


@router.get("/v1/people")
def list_people(
    session: ReadSession,
    q: Filter = None,
    profession: Filter = None,
    group: Filter = None,
    organisation: Filter = None,
    role: Role | None = None,
    email: Annotated[str | None, Query(max_length=300, description="Alone: who has it.")] = None,
    external_id: Annotated[
        str | None, Query(max_length=400, description="Alone, like `hubspot:123`: who has it.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> PersonList:
    """List people by name. `q` is part of a name or company; those that begin with it go first.

    A page can have fewer people than `limit`: go on while there is a `next_cursor`.
    """
    filters = {
        "q": q,
        "profession": profession,
        "group": group,
        "organisation": organisation,
        "role": role,
    }
    if email is not None or external_id is not None:
        _refuse_beside_lookup({**filters, "cursor": cursor})
        return service.find_people(session, email, external_id)
    return service.list_people(session, filters=filters, limit=limit, cursor=cursor)


def _refuse_beside_lookup(others: Mapping[str, str | None]) -> None:
    """Raise `InvalidInput` for filters beside one that finds a single person."""
    message = "can’t be combined with email or external_id"
    sent = [name for name, value in others.items() if value is not None]
    if sent:
        raise InvalidInput(
            "; ".join(f"?{name}: {message}" for name in sent),
            errors=[FieldError(pointer=f"?{name}", message=message) for name in sent],
        )


@router.get("/v1/connectors")
def list_connectors(
    session: ReadSession, limit: Limit = 50, cursor: Cursor = None
) -> ConnectorList:
    """List connectors by name, as far as you may see them.

    A page can have fewer than `limit`: go on while there is a `next_cursor`.
    """
    return service.list_connectors(session, limit=limit, cursor=cursor)


@router.get("/v1/people/{person_id}", responses={304: {"description": "Not changed"}})
def get_person(
    person_id: PersonId,
    session: ReadSession,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> Person | PersonCard:
    """Read a person: in full for people who know them, the card for members of their groups."""
    person = service.get_person(session, person_id)
    if isinstance(person, Person):
        response.headers["ETag"] = person.etag
        if is_current(if_none_match, person.etag):
            response.status_code = 304
    return person


@router.patch(
    "/v1/people/{person_id}",
    openapi_extra=refuses(IdentifierTaken, Suppressed, UnknownProfession, UnknownTriggerEvent),
)
def patch_person(
    person_id: PersonId,
    body: PersonPatch,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> Person:
    """Change the fields that you send; null clears one. `If-Match` guards against lost changes."""
    person = service.patch_person(session, person_id, body, if_match)
    response.headers["ETag"] = person.etag
    return person


@router.delete("/v1/people/{person_id}", status_code=204)
def delete_person(person_id: PersonId, session: WriteSession, if_match: IfMatch = None) -> None:
    """Delete a person with everything that is only theirs."""
    service.delete_person(session, person_id, if_match)


@router.post("/v1/people/{person_id}/address-change")
def decide_address(
    person_id: PersonId,
    body: AddressDecision,
    session: WriteSession,
    once: OnceDep,
    response: Response,
) -> Person:
    """Use the email address that someone else put in the place of yours, or keep yours."""
    person = service.decide_address(session, person_id, use=body.use, once=once)
    response.headers["ETag"] = person.etag
    return person


@router.post("/v1/people/{person_id}/share", status_code=204)
def share_details(person_id: PersonId, body: Sharing, session: WriteSession, once: OnceDep) -> None:
    """Give your contact details of someone to a connector who knows them too."""
    service.share_details(session, person_id, body.with_, once)


@router.get("/v1/groups")
def list_groups(session: ReadSession, limit: Limit = 50, cursor: Cursor = None) -> GroupList:
    """List groups."""
    return service.list_groups(session, limit=limit, cursor=cursor)


@router.get("/v1/groups/{group_id}")
def get_group(group_id: PersonId, session: ReadSession, response: Response) -> Group:
    """Read a group."""
    group = service.get_group(session, group_id)
    response.headers["ETag"] = group.etag
    return group


@router.put("/v1/groups/{group_id}", responses={201: {"model": Group}})
def put_group(
    group_id: PersonId,
    body: GroupIn,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> Group:
    """Create or change a group. Members of one that meets regularly know each other."""
    group, is_new = service.put_group(session, group_id, body, if_match)
    response.headers["ETag"] = group.etag
    if is_new:
        response.status_code, response.headers["Location"] = 201, f"/v1/groups/{group_id}"
    return group
