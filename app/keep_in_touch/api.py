"""Keeping in touch over HTTP."""

from fastapi import APIRouter

from app.api_description import refuses
from app.dependencies import Limit, OnceDep, ReadSession, WriteSession
from app.errors import BreakGlassRequired
from app.keep_in_touch import service
from app.keep_in_touch.models import OverdueList
from app.opened_by_reason import OpenedByReason
from app.people.api import PersonId

router = APIRouter(tags=["relationships"], route_class=OpenedByReason)


@router.get(
    "/v1/connectors/{connector_id}/keep-in-touch", openapi_extra=refuses(BreakGlassRequired)
)
def list_overdue(connector_id: PersonId, session: ReadSession, limit: Limit = 50) -> OverdueList:
    """List people to check in with, the longest overdue first."""
    return service.list_overdue(session, connector_id, limit)


@router.post("/v1/connectors/{connector_id}/keep-in-touch/{person_id}", status_code=204)
def record_contact(
    connector_id: PersonId,
    person_id: PersonId,
    session: WriteSession,
    once: OnceDep,
) -> None:
    """Mark a person as contacted today."""
    service.record_contact(session, connector_id, person_id, once)
