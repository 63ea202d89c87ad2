"""The access log over HTTP."""

from fastapi import APIRouter

from app.audit import service
from app.audit.models import AuditList
from app.dependencies import Cursor, Limit, ReadSession

router = APIRouter(tags=["audit"])


@router.get("/v1/audit")
def list_audit(session: ReadSession, limit: Limit = 50, cursor: Cursor = None) -> AuditList:
    """List who looked at what connectors keep, and who changed keys and settings.

    Administrators read all of it. A connector's key reads who looked at its own connector.
    """
    return service.list_entries(session, limit=limit, cursor=cursor)
