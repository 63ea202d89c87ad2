"""Signing in by a one-time link, staying signed in, signing out.

Links and sessions are 256 random bits; the graph keeps their SHA-256, so that a copy of the data
opens nothing.
"""

import hmac
import re
from datetime import UTC, datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import Literal

from app.errors import LinkExpired, NotFound, SignInNeeded
from app.graph import Graph, Writer
from app.security import Caller, hash_secret, secret_matches
from app.sign_in import repository
from app.sign_in.models import SignedIn

LINK_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(days=30)
TOKEN = re.compile(r"^([0-9a-f]{16})_([A-Za-z0-9_-]{43})$")
USED = "This link was used already, or its time is over. Ask for a new one."


def create_link(
    graph: Graph,
    workspace: str,
    connector: str,
    *,
    scope: Literal["write", "admin"] = "write",
    lasts: timedelta = LINK_LASTS,
) -> str:
    """The token of a link that signs a person in, once; raises `NotFound` for nobody.

    With the scope `admin` they may change the catalog too.
    """
    link_id, secret = token_hex(8), token_urlsafe(32)
    expires_at = datetime.now(UTC) + lasts
    found = graph.write(
        workspace,
        lambda tx: tx.optional(
            repository.create_link,
            id=link_id,
            hash=hash_secret(secret),
            scope=scope,
            connector=connector,
            expires_at=expires_at,
        ),
    )
    if found is None:
        raise NotFound(f"There is no person “{connector}” in this workspace.")
    return f"{link_id}_{secret}"


def whose_link(graph: Graph, token: str) -> str:
    """The name of whom a link signs in; nothing changes. Raises `LinkExpired`."""
    return _link(graph, token).name


def sign_in(graph: Graph, token: str) -> str:
    """Use a link up and begin a session; returns the session's token. Raises `LinkExpired`."""
    link = _link(graph, token)
    session_id, secret = token_hex(8), token_urlsafe(32)
    now = datetime.now(UTC)

    def work(tx: Writer) -> None:
        # Under the lock, so that of two who use a link at once one is too late.
        if not tx.one(repository.delete_link, id=link.id).deleted:
            raise LinkExpired(USED)
        tx.do(repository.drop_expired, now=now)
        tx.do(
            repository.create_session,
            id=session_id,
            hash=hash_secret(secret),
            scope=link.scope,
            connector=link.connector,
            expires_at=now + SESSION_LASTS,
        )

    graph.write(link.workspace, work)
    return f"{session_id}_{secret}"


def identify_session(graph: Graph, token: str | None) -> SignedIn:
    """Who presents this session; raises `SignInNeeded` without saying what is wrong with it."""
    match = TOKEN.match(token or "")
    row = None
    if match:
        row = graph.read_all_workspaces(
            lambda tx: tx.optional(repository.find_session, id=match[1])
        )
    if match is None or row is None or row.expires_at < datetime.now(UTC):
        raise SignInNeeded("Open your sign-in link, or ask for a new one.")
    if not secret_matches(match[2], row.hash):
        raise SignInNeeded("Open your sign-in link, or ask for a new one.")
    return SignedIn(
        caller=Caller(f"session:{row.id}", row.workspace, row.scope, row.connector),
        session_id=row.id,
        connector=row.connector,
        name=row.name,
        time_zone=row.time_zone,
        csrf=hmac.new(match[2].encode(), b"csrf", "sha256").hexdigest(),
    )


def sign_out(graph: Graph, signed_in: SignedIn) -> None:
    """End the session."""
    graph.write(
        signed_in.caller.workspace,
        lambda tx: tx.do(repository.delete_session, id=signed_in.session_id),
    )


def _link(graph: Graph, token: str) -> repository.LinkRow:
    match = TOKEN.match(token)
    row = None
    if match:
        row = graph.read_all_workspaces(lambda tx: tx.optional(repository.find_link, id=match[1]))
    if match is None or row is None or row.expires_at < datetime.now(UTC):
        raise LinkExpired(USED)
    if not secret_matches(match[2], row.hash):
        raise LinkExpired(USED)
    return row
