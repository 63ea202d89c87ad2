"""Signing in by a one-time link, staying signed in, signing out.

The tokens of links and sign-ins are stored tokens: see `app.security.tokens`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from app.apart import in_each_workspace
from app.errors import LinkExpired, NotFound, SignInNeeded
from app.graph import Writer, chunks
from app.security import Principal
from app.security.tokens import Presented, form_token, new_token, read_token
from app.session import Installation, Session
from app.sign_in import repository

LINK_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(days=30)
FORGOTTEN_AT_ONCE = 5_000
PART = "sign-in"
"""The part of the system that acts here."""
SIGN_IN = "Open your sign-in link, or ask your administrator for a new one."
USED = "Sign-in links work once, within 15 minutes. Ask your administrator for a new one."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Someone at the pages: who they are, and what their forms must carry."""

    session: Session
    session_id: str
    connector: str
    name: str
    time_zone: str
    csrf: str
    """Sent back with every form; anyone who has no access to the page cannot know it."""


def create_link(
    session: Session,
    connector: str,
    *,
    scope: Literal["write", "admin"] = "write",
    lasts: timedelta = LINK_LASTS,
) -> str:
    """The token of a link that signs a person in, once; raises `NotFound` for no one.

    With the scope `admin` they may change the catalog too.
    """
    link = new_token()
    found = session.write(
        lambda tx: tx.optional(
            repository.create_link,
            id=link.id,
            hash=link.hash,
            scope=scope,
            connector=connector,
            expires_at=tx.now + lasts,
        )
    )
    if found is None:
        raise NotFound(f"No person “{connector}” in this workspace.")
    return link.text


def whose_link(installation: Installation, token: str) -> str:
    """The name of the person a link signs in; nothing changes. Raises `LinkExpired`."""
    return _link(installation, token).name


def sign_in(installation: Installation, token: str) -> str:
    """Use a link up and begin a session; returns the session's token. Raises `LinkExpired`."""
    link, new = _link(installation, token), new_token()

    def work(tx: Writer) -> None:
        # Under the lock, so that of two who use a link at once one is too late.
        if not tx.one(repository.delete_link, id=link.id).deleted:
            raise LinkExpired(USED)
        tx.do(
            repository.create_session,
            id=new.id,
            hash=new.hash,
            scope=link.scope,
            connector=link.connector,
            expires_at=tx.now + SESSION_LASTS,
        )

    principal = Principal("connector", link.workspace, link.scope, link.connector, link.id)
    installation.session(principal).write(work)
    return new.text


def identify_session(installation: Installation, token: str | None) -> SignedIn:
    """Who presents this session; raises `SignInNeeded` without saying what is wrong with it."""
    presented = read_token(token)
    row = _find(installation, presented)
    if presented is None or row is None or row.expires_at < installation.now():
        raise SignInNeeded(SIGN_IN)
    if not presented.matches(row.hash):
        raise SignInNeeded(SIGN_IN)
    principal = Principal.with_key(f"session:{row.id}", row.workspace, row.scope, row.connector)
    return SignedIn(
        session=installation.session(principal),
        session_id=row.id,
        connector=row.connector,
        name=row.name,
        time_zone=row.time_zone,
        csrf=form_token(presented.secret),
    )


def _find(installation: Installation, presented: Presented | None) -> repository.SessionRow | None:
    if presented is None:
        return None
    return installation.read(lambda tx: tx.optional(repository.find_session, id=presented.id))


def sign_out(signed_in: SignedIn) -> None:
    """End the session."""
    signed_in.session.write(lambda tx: tx.do(repository.delete_session, id=signed_in.session_id))


def forget_expired(installation: Installation) -> None:
    """Delete the links and sessions that are over; done once a minute."""

    def forget(session: Session, ids: list[str]) -> None:
        for part in chunks(ids):
            session.write(lambda tx, part=part: tx.do(repository.delete_expired, ids=part))  # type: ignore[misc]

    found = installation.read(
        lambda tx: tx.many(repository.list_expired, now=installation.now(), most=FORGOTTEN_AT_ONCE)
    )
    in_each_workspace(installation, PART, found, forget)


def _link(installation: Installation, token: str) -> repository.LinkRow:
    presented = read_token(token)
    row = None
    if presented is not None:
        row = installation.read(lambda tx: tx.optional(repository.find_link, id=presented.id))
    if presented is None or row is None or row.expires_at < installation.now():
        raise LinkExpired(USED)
    if not presented.matches(row.hash):
        raise LinkExpired(USED)
    return row
