"""Signing in by a one-time link, staying signed in, signing out.

The tokens of links and sign-ins are stored tokens: see `app.security.tokens`.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from app.apart import in_each_workspace
from app.errors import LinkExpired, NotFound, SignInNeeded
from app.graph import Writer, chunks
from app.paging import decode_cursor, encode_cursor
from app.security import Principal, policy
from app.security.tokens import Presented, form_token, new_token, read_token
from app.session import Installation, Session
from app.sign_in import repository
from app.sign_in.models import SignIn, SignInList

LINK_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(days=30)
FORGOTTEN_AT_ONCE = 5_000
PREFIX = "session:"
"""How the log and histories tell a sign-in from a key."""
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
    """The token of a link that signs a connector in, once; raises `NotFound` for anyone else.

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
        raise NotFound(f"No connector “{connector}” in this workspace. Only connectors sign in.")
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
            created_at=tx.now,
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
    principal = Principal.with_key(f"{PREFIX}{row.id}", row.workspace, row.scope, row.connector)
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
    return installation.look_up(repository.find_session, id=presented.id)


def record_use(session: Session) -> None:
    """Write down that the session's sign-in was used now."""
    sign_in_id = session.principal.key_id.removeprefix(PREFIX)
    at = session.now()
    session.write(lambda tx: tx.do(repository.record_use, id=sign_in_id, at=at))


def list_sign_ins(
    session: Session, connector: str | None, *, limit: int = 200, cursor: str | None = None
) -> SignInList:
    """A page of the sign-ins of one connector, or of all; raises `Forbidden` for others' without
    the scope `admin`.
    """
    policy.demand_own(session.principal, connector)
    after_at, after_id = decode_cursor(cursor, 2)
    rows = session.read(
        lambda tx: tx.many(
            repository.list_sessions,
            mine=connector,
            now=tx.now,
            after_at=datetime.fromisoformat(after_at) if after_at else None,
            after_id=after_id,
            most=limit + 1,
        )
    )
    page = tuple(SignIn(**asdict(row)) for row in rows[:limit])
    more = len(rows) > limit
    return SignInList(
        items=page,
        next_cursor=encode_cursor(page[-1].expires_at.isoformat(), page[-1].id) if more else None,
    )


def end_sign_in(session: Session, sign_in_id: str) -> None:
    """End a sign-in of the session's connector, or with the scope `admin` anyone's.

    Raises `NotFound`, and `Forbidden` for another's.
    """

    def work(tx: Writer) -> None:
        row = tx.optional(repository.load_session, id=sign_in_id)
        if row is None:
            raise NotFound("This sign-in has ended already.")
        policy.demand_own(session.principal, row.connector)
        tx.do(repository.delete_session, id=sign_in_id)

    session.write(work)


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
        row = installation.look_up(repository.find_link, id=presented.id)
    if presented is None or row is None or row.expires_at < installation.now():
        raise LinkExpired(USED)
    if not presented.matches(row.hash):
        raise LinkExpired(USED)
    return row
