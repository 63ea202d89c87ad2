"""The outbox over HTTP, for administrators: what waits, what is parked, and trying it again."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.dependencies import AdminCaller, Cursor, GraphDep, Limit
from app.outbox import service
from app.outbox.models import OutboxList, State

router = APIRouter(tags=["outbox"])


@router.get("/v1/outbox")
def list_outbox(
    caller: AdminCaller,
    graph: GraphDep,
    state: Annotated[State, Query(description="What to list.")] = "parked",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> OutboxList:
    """List what is to leave the process and has not yet, without its content."""
    return service.list_outbox(graph, caller, state=state, limit=limit, cursor=cursor)


@router.post("/v1/outbox/{entry_id}/retry", status_code=204)
def retry(
    entry_id: Annotated[str, Path(max_length=500)], caller: AdminCaller, graph: GraphDep
) -> None:
    """Have an entry that is parked, or waits, tried again now."""
    service.retry(graph, caller, entry_id)
