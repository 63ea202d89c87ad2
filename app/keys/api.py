"""API keys over HTTP, for administrators; and who a key stands for, for everyone."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.api_description import refuses
from app.dependencies import AdminSession, Cursor, Limit, ReadSession
from app.errors import NotFound
from app.keys import service
from app.keys.models import CreatedKey, Key, KeyList, Me, NewKey

router = APIRouter(tags=["keys"])
KeyId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The part after `in_`.")]


@router.get("/v1/me")
def get_me(session: ReadSession) -> Me:
    """Read who the key acts as, and what it can do."""
    return service.who_am_i(session)


@router.get("/v1/keys")
def list_keys(session: AdminSession, limit: Limit = 50, cursor: Cursor = None) -> KeyList:
    """List the workspace's API keys, newest first, revoked ones too."""
    return service.list_keys(session, limit=limit, cursor=cursor)


@router.post("/v1/keys", status_code=201, openapi_extra=refuses(NotFound))
def create_key(body: NewKey, session: AdminSession, response: Response) -> CreatedKey:
    """Create an API key. Its text is in this answer, and is never shown again.

    A connector is told by email of a key that acts as them, if someone else created it.
    """
    made = service.create_named_key(session, body)
    response.headers["Location"] = f"/v1/keys/{made.id}"
    response.headers["Cache-Control"] = "no-store"
    return made


@router.get("/v1/keys/{key_id}")
def get_key(key_id: KeyId, session: AdminSession) -> Key:
    """Read what an API key is for, and when it was last used."""
    return service.get_key(session, key_id)


@router.delete("/v1/keys/{key_id}", status_code=204)
def revoke_key(key_id: KeyId, session: AdminSession) -> None:
    """Revoke an API key. It stops working at once, and stays on the list."""
    service.revoke_key(session, key_id)
