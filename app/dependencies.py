"""What endpoints ask for: a session of one with a scope, a page, and idempotency.

What waits for nothing is `async`: the framework takes a thread for each dependency that is not.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Header, Query, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from app.errors import Unauthenticated
from app.graph_keeper import GraphKeeper
from app.idempotency import IdempotentRequest
from app.keys.service import identify, record_use
from app.security import Scope, policy
from app.session import Installation, Session
from app.settings import Settings
from app.workspace_settings.rules import own_settings
from app.workspaces.models import AccessSettings

BREAK_GLASS = "Intros-Break-Glass"
bearer = HTTPBearer(auto_error=False, description="A key: `in_<id>_<secret>`")


async def installation_of(request: Request) -> Installation:
    """The process's graph, migrated, and its clock; raises `GraphUnavailable`."""
    keeper: GraphKeeper = request.app.state.graph
    if keeper.is_migrated:
        return Installation(keeper.graph, request.app.state.clock)
    return await run_in_threadpool(installation_when_ready, request)


def installation_when_ready(request: Request) -> Installation:
    """The same, for who may wait in a thread of their own."""
    return Installation(request.app.state.graph.ready_graph(), request.app.state.clock)


InstallationDep = Annotated[Installation, Depends(installation_of)]


async def session_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
    break_glass: Annotated[
        str | None,
        Header(
            alias=BREAK_GLASS,
            max_length=500,
            description="Why an administrator must read what a connector keeps; recorded.",
        ),
    ] = None,
) -> Session:
    """A session of the one who presents a valid key."""
    session: Session | None = getattr(request.state, "session", None)
    if session is None:
        session = await run_in_threadpool(_open_session, request, credentials)
    request.state.session, request.state.reason = session, break_glass
    if opened := getattr(request.state, "opened", None):
        return session.acting_as(replace(session.principal, break_glass=opened))
    return session


def open_session_first(request: Request) -> None:
    """Find out who sends a request, before its body is read; the session is kept for its route."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    presents_key = kind.lower() == "bearer" and key
    credentials = HTTPAuthorizationCredentials(scheme=kind, credentials=key.strip())
    request.state.session = _open_session(request, credentials if presents_key else None)


def _open_session(request: Request, credentials: HTTPAuthorizationCredentials | None) -> Session:
    if credentials is None:
        raise Unauthenticated("Send `Authorization: Bearer <key>`.")
    session = identify(installation_when_ready(request), credentials.credentials)
    request.state.principal = session.principal
    request.app.state.last_uses.note(session, record_use)
    return session


class Requiring:
    """A dependency that gives the session of one whose scope suffices.

    With `acts` it knows whether the workspace lets its program act for connectors; of a restricted
    program it always does.
    """

    def __init__(self, scope: Scope, *, acts: bool = False) -> None:
        self.scope = scope
        self.acts = acts

    async def __call__(self, session: Annotated[Session, Depends(session_of)]) -> Session:
        policy.require_scope(session.principal, self.scope)
        asks = self.acts or session.principal.is_restricted
        if asks and policy.depends_on_workspace(session.principal):
            return await run_in_threadpool(_as_allowed, session)
        return session


def _as_allowed(session: Session) -> Session:
    node = session.read(lambda tx: tx.node)
    allowed = own_settings(AccessSettings, node.setting_keys, node.setting_values)
    acts = allowed.integrations_act_for_connectors
    return session.acting_as(replace(session.principal, may_act_for_connectors=acts))


ReadSession = Annotated[Session, Depends(Requiring("read"))]
ActingSession = Annotated[Session, Depends(Requiring("read", acts=True))]
"""For what is read by those who may write as a connector, and differently by others."""
WriteSession = Annotated[Session, Depends(Requiring("write", acts=True))]
AdminSession = Annotated[Session, Depends(Requiring("admin"))]

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
    request: Request, session: WriteSession, key: IdempotencyKey = None
) -> AsyncIterator[IdempotentRequest | None]:
    """The request's idempotency, when it asks for it."""
    if key is None:
        yield None
        return
    route = request.scope["route"]
    this = IdempotentRequest(
        key_id=session.principal.key_id,
        route=f"{request.method} {request.url.path}",
        key=key,
        body=await request.body(),
        secret=request.app.state.settings.signing_secret(),
        status=route.status_code or 200,
    )
    with this.running():
        yield this


OnceDep = Annotated[IdempotentRequest | None, Depends(once)]


async def settings_of(request: Request) -> Settings:
    """The installation's settings."""
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(settings_of)]


async def secret_of(settings: SettingsDep) -> bytes:
    """The installation's secret, from which answer links are made."""
    return settings.signing_secret()


SecretDep = Annotated[bytes, Depends(secret_of)]


async def pages_address(settings: SettingsDep) -> str:
    """Where people reach the pages, for links that are shown or sent."""
    return settings.http.address


AddressDep = Annotated[str, Depends(pages_address)]
