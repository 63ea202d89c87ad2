"""Letting people who were deleted be added again, over HTTP."""

from fastapi import APIRouter

from app.api_description import refuses
from app.dependencies import AdminSession, OnceDep
from app.errors import NotFound
from app.tombstones import service
from app.tombstones.models import Lifted, Lifting

router = APIRouter(tags=["people"])


@router.post("/v1/suppressions/lift", openapi_extra=refuses(NotFound))
def lift_suppression(body: Lifting, session: AdminSession, once: OnceDep) -> Lifted:
    """Let someone who was deleted be added again, because they agreed. The log keeps the consent.

    One of their details is enough: an email address, number, profile, other system's ID, or their
    ID here.
    """
    return service.lift(session, body, once)
