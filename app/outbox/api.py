"""The outbox over HTTP, for administrators: what waits, what is parked, and trying it again."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.dependencies import AdminSession, Cursor, Limit, OnceDep
from app.outbox import service
from app.outbox.models import OutboxList, State

router = APIRouter(tags=["outbox"])


@router.get("/v1/outbox")
def list_outbox(
    session: AdminSession,
    state: Annotated[State, Query(description="What to list.")] = "parked",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> OutboxList:
    """List entries that haven't been sent yet, without their content."""
    return service.list_outbox(session, state=state, limit=limit, cursor=cursor)


@router.post("/v1/outbox/{entry_id}/retry", status_code=204)
def retry(
    entry_id: Annotated[str, Path(max_length=500)],
    session: AdminSession,
    once: OnceDep,
) -> None:
    """Retry a parked or waiting entry now."""
    service.retry(session, entry_id, once)
