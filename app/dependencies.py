"""What endpoints ask for: the graph, the caller with a scope, a page, and idempotency."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import Field

from app.errors import Unauthenticated
from app.graph import Graph
from app.idempotency import IdempotentRequest
from app.security import Caller, Scope
from app.settings import Settings
from app.workspaces.service import identify, record_break_glass

bearer = HTTPBearer(auto_error=False, description="A key: `in_<id>_<secret>`")


def graph_of(request: Request) -> Graph:
    """The process's graph, migrated; raises `GraphUnavailable` while it cannot be reached."""
    keeper = request.app.state.graph
    graph: Graph = keeper.ready_graph()
    return graph


GraphDep = Annotated[Graph, Depends(graph_of)]


def caller_of(
    request: Request,
    graph: GraphDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
    break_glass: Annotated[
        str | None,
        Header(
            alias="Intros-Break-Glass",
            max_length=500,
            description="Why an administrator must see trust; recorded.",
        ),
    ] = None,
) -> Caller:
    """Whoever presents a valid key."""
    if credentials is None:
        raise Unauthenticated("Send `Authorization: Bearer <key>`.")
    caller = identify(graph, credentials.credentials)
    reason = (break_glass or "").strip()
    if reason and caller.scope == "admin" and caller.connector is None:
        record_break_glass(graph, caller, reason, request.url.path)
        return Caller(caller.key_id, caller.workspace, caller.scope, break_glass=reason)
    return caller


class Requiring:
    """A dependency that gives the caller when the key's scope suffices."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
        caller.require(self.scope)
        return caller


ReadCaller = Annotated[Caller, Depends(Requiring("read"))]
WriteCaller = Annotated[Caller, Depends(Requiring("write"))]
AdminCaller = Annotated[Caller, Depends(Requiring("admin"))]

Limit = Annotated[int, Query(ge=1, le=200, description="How many, at most 200.")]
CursorText = Annotated[
    str, Field(max_length=16000, json_schema_extra={"pattern": "^[A-Za-z0-9_=-]+$"})
]
Cursor = Annotated[CursorText | None, Query(description="The `next_cursor` of the page before.")]
IfMatch = Annotated[
    str | None, Header(description="ETags of what may be changed; another version answers 412.")
]
IfNoneMatch = Annotated[str | None, Header(description="ETags of what you have already.")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,255}$",
        description="Makes a repeated request harmless for 24 h: visible ASCII characters.",
    ),
]


async def once(
    request: Request, caller: WriteCaller, key: IdempotencyKey = None
) -> AsyncIterator[IdempotentRequest | None]:
    """The request's idempotency, when it asks for it."""
    if key is None:
        yield None
        return
    route = request.scope["route"]
    this = IdempotentRequest(
        key_id=caller.key_id,
        route=f"{request.method} {request.url.path}",
        key=key,
        body=await request.body(),
        status=route.status_code or 200,
    )
    with this.running():
        yield this


OnceDep = Annotated[IdempotentRequest | None, Depends(once)]


def settings_of(request: Request) -> Settings:
    """The installation's settings."""
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(settings_of)]


def secret_of(settings: SettingsDep) -> bytes:
    """The installation's secret, from which answer links are made."""
    return settings.signing_secret()


SecretDep = Annotated[bytes, Depends(secret_of)]


def pages_address(settings: SettingsDep) -> str:
    """Where people reach the pages, for links that are shown or sent."""
    return settings.http.address


AddressDep = Annotated[str, Depends(pages_address)]
