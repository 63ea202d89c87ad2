"""The catalog over HTTP. Administrators change it; every key reads it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from app.api_description import refuses
from app.catalog import service
from app.catalog.models import (
    CatalogUpgrade,
    CautionList,
    Profession,
    ProfessionList,
    TriggerEvent,
    TriggerEventList,
)
from app.dependencies import (
    AdminSession,
    Cursor,
    IfMatch,
    Limit,
    ReadSession,
)
from app.errors import Conflict, FieldError, InUse, InvalidInput, UnknownProfession

router = APIRouter(tags=["catalog"])
Key = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
Sphere = Annotated[str | None, Query(pattern=r"^[a-z][a-z0-9_]{1,63}$")]


@router.get("/v1/professions")
def list_professions(
    session: ReadSession, limit: Limit = 50, cursor: Cursor = None
) -> ProfessionList:
    """List professions."""
    return service.list_professions(session, limit=limit, cursor=cursor)


@router.get("/v1/professions/{key}")
def get_profession(key: Key, session: ReadSession, response: Response) -> Profession:
    """Read a profession."""
    profession, response.headers["ETag"] = service.get_profession(session, key)
    return profession


@router.put(
    "/v1/professions/{key}",
    responses={201: {"model": Profession}},
    openapi_extra=refuses(UnknownProfession),
)
def put_profession(
    key: Key,
    body: Profession,
    session: AdminSession,
    response: Response,
    if_match: IfMatch = None,
) -> Profession:
    """Create or replace a profession."""
    _same_key(key, body.key)
    etag, is_new = service.put_profession(session, body, if_match)
    response.headers["ETag"] = etag
    if is_new:
        response.status_code, response.headers["Location"] = 201, f"/v1/professions/{key}"
    return service.get_profession(session, key)[0]


@router.delete("/v1/professions/{key}", status_code=204, openapi_extra=refuses(InUse))
def delete_profession(key: Key, session: AdminSession, if_match: IfMatch = None) -> None:
    """Delete a profession that no one has and no trigger event mentions."""
    service.delete_profession(session, key, if_match)


@router.get("/v1/cautions")
def list_cautions(
    session: ReadSession, sphere: Sphere = None, other_sphere: Sphere = None
) -> CautionList:
    """List what to be careful about where contact spheres meet, or where these two do.

    Lines hold in the workspace's country. They say where paying for clients may be regulated, with
    their source, and aren't legal advice.
    """
    return service.list_cautions(session, sphere, other_sphere)


@router.get("/v1/catalog/upgrade", openapi_extra=refuses(Conflict))
def list_catalog_differences(session: AdminSession) -> CatalogUpgrade:
    """List what an upgrade to the shipped catalog would change, and what of yours would stay."""
    return service.list_differences(session)


@router.post("/v1/catalog/upgrade", openapi_extra=refuses(Conflict))
def upgrade_catalog(session: AdminSession) -> CatalogUpgrade:
    """Bring the catalog to the shipped edition. What the workspace changed itself stays."""
    return service.upgrade(session)


@router.get("/v1/trigger-events")
def list_trigger_events(
    session: ReadSession, limit: Limit = 50, cursor: Cursor = None
) -> TriggerEventList:
    """List trigger events with who sees them first and who clients need."""
    return service.list_trigger_events(session, limit=limit, cursor=cursor)


@router.get("/v1/trigger-events/{key}")
def get_trigger_event(key: Key, session: ReadSession, response: Response) -> TriggerEvent:
    """Read a trigger event."""
    event, response.headers["ETag"] = service.get_trigger_event(session, key)
    return event


@router.put(
    "/v1/trigger-events/{key}",
    responses={201: {"model": TriggerEvent}},
    openapi_extra=refuses(UnknownProfession),
)
def put_trigger_event(
    key: Key,
    body: TriggerEvent,
    session: AdminSession,
    response: Response,
    if_match: IfMatch = None,
) -> TriggerEvent:
    """Create or replace a trigger event with all its figures."""
    _same_key(key, body.key)
    etag, is_new = service.put_trigger_event(session, body, if_match)
    response.headers["ETag"] = etag
    if is_new:
        response.status_code, response.headers["Location"] = 201, f"/v1/trigger-events/{key}"
    return body


@router.delete("/v1/trigger-events/{key}", status_code=204, openapi_extra=refuses(InUse))
def delete_trigger_event(key: Key, session: AdminSession, if_match: IfMatch = None) -> None:
    """Delete a trigger event that nothing refers to."""
    service.delete_trigger_event(session, key, if_match)


def _same_key(path: str, body: str) -> None:
    if path != body:
        message = f"says “{body}”, the address says “{path}”"
        raise InvalidInput(f"key: {message}", errors=[FieldError(pointer="/key", message=message)])
