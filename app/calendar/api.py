"""The calendar feed over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.base_models import Model
from app.calendar import service
from app.dependencies import InstallationDep, WriteSession
from app.people.api import PersonId

router = APIRouter(tags=["calendar"])
MEDIA_TYPE = "text/calendar"


class CalendarFeed(Model):
    """The secret half of the feed's address: `/v1/calendar/{token}.ics`."""

    token: str


@router.post("/v1/connectors/{connector_id}/calendar", status_code=201)
def make_feed(
    connector_id: PersonId,
    session: WriteSession,
    response: Response,
) -> CalendarFeed:
    """Create a secret calendar address; earlier addresses stop working."""
    feed = CalendarFeed(token=service.make_feed(session, connector_id))
    response.headers["Location"] = f"/v1/calendar/{feed.token}.ics"
    return feed


@router.get(
    "/v1/calendar/{token}.ics",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {}}, "description": "iCalendar (RFC 5545)"}},
)
def read_feed(
    token: Annotated[str, Path(max_length=100)], installation: InstallationDep
) -> Response:
    """Read what is due for a connector, as a calendar. The address is the key."""
    text = service.read_feed(installation, token)
    return Response(text, media_type=f"{MEDIA_TYPE}; charset=utf-8")
