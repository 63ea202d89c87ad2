"""Goals, hours and return on time over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.api_description import refuses
from app.dependencies import (
    IfMatch,
    Limit,
    OnceDep,
    ReadSession,
    WriteSession,
)
from app.errors import AlreadyExists, BreakGlassRequired, NotFound
from app.field_types import ID_PATTERN
from app.goals import service
from app.goals.models import Gathering, GatheringIn, GatheringList, Goal, GoalIn, ReturnOnTime
from app.opened_by_reason import OpenedByReason
from app.people.api import PersonId

router = APIRouter(tags=["goals"], route_class=OpenedByReason)
Connector = Annotated[str, Query(pattern=ID_PATTERN, description="Whose.")]


@router.get("/v1/connectors/{connector_id}/goals", openapi_extra=refuses(BreakGlassRequired))
def get_goal(
    connector_id: PersonId,
    session: ReadSession,
    response: Response,
) -> Goal:
    """Read a connector's goal, the progress, and why periods fell short."""
    goal = service.get_goal(session, connector_id)
    response.headers["ETag"] = goal.etag
    return goal


@router.put("/v1/connectors/{connector_id}/goals")
def put_goal(
    connector_id: PersonId,
    body: GoalIn,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> Goal:
    """Set the number of introductions to make a day, week or month."""
    goal = service.put_goal(session, connector_id, body, if_match)
    response.headers["ETag"] = goal.etag
    return goal


@router.get(
    "/v1/connectors/{connector_id}/return-on-time", openapi_extra=refuses(BreakGlassRequired)
)
def return_on_time(
    connector_id: PersonId,
    session: ReadSession,
) -> ReturnOnTime:
    """Read what logged time brought, by activity and by group, and which introductions paid off."""
    return service.return_on_time(session, connector_id)


@router.post("/v1/gatherings", status_code=201, openapi_extra=refuses(AlreadyExists, NotFound))
def log_gathering(
    body: GatheringIn, session: WriteSession, once: OnceDep, response: Response
) -> Gathering:
    """Log time for a one-to-one, an event or a call, with the people met."""
    logged = service.log_gathering(session, body, once)
    response.headers["Location"] = f"/v1/gatherings/{logged.id}"
    return logged


@router.get("/v1/gatherings", openapi_extra=refuses(BreakGlassRequired, NotFound))
def list_gatherings(connector: Connector, session: ReadSession, limit: Limit = 50) -> GatheringList:
    """List logged activities, newest first."""
    return service.list_gatherings(session, connector, limit)


@router.get("/v1/gatherings/{gathering_id}", openapi_extra=refuses(BreakGlassRequired, NotFound))
def get_gathering(gathering_id: PersonId, session: ReadSession) -> Gathering:
    """Read a logged activity."""
    return service.get_gathering(session, gathering_id)


@router.delete("/v1/gatherings/{gathering_id}", status_code=204)
def delete_gathering(
    gathering_id: PersonId,
    connector: Connector,
    session: WriteSession,
) -> None:
    """Delete logged time."""
    service.delete_gathering(session, connector, gathering_id)
