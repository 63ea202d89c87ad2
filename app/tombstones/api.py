"""Letting people who were deleted be added again, over HTTP."""

from fastapi import APIRouter

from app.dependencies import AdminSession
from app.tombstones import service
from app.tombstones.models import Lifted, Lifting

router = APIRouter(tags=["people"])


@router.post("/v1/suppressions/lift")
def lift_suppression(body: Lifting, session: AdminSession) -> Lifted:
    """Let someone who was deleted be added again, because they agreed. The log keeps the consent.

    One of their details is enough: an email address, number, profile or other system's ID.
    """
    return service.lift(session, body)
