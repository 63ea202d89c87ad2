"""API keys: made, listed, revoked; and who a key stands for."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime

from app.errors import FieldError, InvalidInput, NotFound, Unauthenticated
from app.graph import Reader, Writer
from app.keys import repository
from app.keys.models import CreatedKey, Key, KeyList, Me, NewKey, OwnKey
from app.notices.models import LINK, Notice
from app.notices.service import notify
from app.paging import decode_cursor, encode_cursor
from app.security import Principal, Scope, policy
from app.security.tokens import new_key, read_key
from app.session import Installation, Session

WHAT_IS_NEEDED = (
    "Send `Authorization: Bearer <key>` with a key that hasn’t been revoked and hasn’t expired."
)
SUBJECT = "An API key can act as you"
TEXT = """Hi,

An administrator created an API key that acts as you in Intros: anyone who has it sees and does \
what you can.

Its name: {name}
What it can do: {scope}
Who created it: {by}

Your API keys are listed here, and you can revoke each of them:
{link}

If you don't know why, revoke it, and ask your administrator.
"""


def create_key(
    session: Session,
    scope: Scope,
    connector: str | None = None,
    *,
    name: str | None = None,
    expires_at: datetime | None = None,
    tell: Callable[[Writer, CreatedKey], None] | None = None,
) -> CreatedKey:
    """Create a key; its text is in the answer, and nowhere else.

    `tell` has someone told of it, in the same transaction. Raises `NotFound` when it is to be
    bound to someone who is not there, and `InvalidInput` when they are no connector, or when it
    would have expired already.
    """
    token = new_key()
    name = name or f"{scope} key" + (f" for {connector}" if connector else "")
    if expires_at is not None and expires_at <= session.now():
        raise InvalidInput(
            "The key would have expired already.",
            errors=[FieldError(pointer="/expires_at", message="must be in the future")],
        )

    def work(tx: Writer) -> CreatedKey:
        if connector is not None:
            _require_connector(tx, connector)
        # No one gives more than they have: a program reads what its key's maker could.
        is_programs = connector is None and scope != "admin"
        restricted = is_programs and not policy.allows(session.principal, "see_private")
        tx.do(
            repository.create_key,
            id=token.id,
            hash=token.hash,
            name=name,
            scopes=[scope],
            connector=connector,
            created_at=tx.now,
            expires_at=expires_at,
            restricted=True if restricted else None,
        )
        made = CreatedKey(
            id=token.id,
            workspace=session.workspace,
            name=name,
            scope=scope,
            connector=connector,
            created_at=tx.now,
            last_used_at=None,
            expires_at=expires_at,
            revoked_at=None,
            restricted=restricted,
            key=token.text,
        )
        if tell:
            tell(tx, made)
        return made

    return session.write(work)


def _require_connector(tx: Reader, person: str) -> None:
    row = tx.optional(repository.has_person, id=person)
    if row is None:
        raise NotFound(policy.NO_PERSON.format(person))
    if not row.connector:
        message = "must be a connector: only connectors have API keys of their own"
        raise InvalidInput(
            f"connector: {message}", errors=[FieldError(pointer="/connector", message=message)]
        )


def create_named_key(session: Session, new: NewKey) -> CreatedKey:
    """Create a key as someone asks for it over HTTP: see `create_key`.

    A connector is told by email of a key that someone else made to act as them: it reads what
    otherwise only a reason opens.
    """

    def tell(tx: Writer, made: CreatedKey) -> None:
        if made.connector is None:
            return
        by = session.principal.actor_for(made.connector)
        if by == made.connector:
            return
        text = TEXT.format(name=made.name, scope=made.scope, by=by, link=LINK)
        notice = Notice(subject=SUBJECT, text=text, path="/sign-ins")
        notify(tx, made.connector, notice, f"key|{made.id}")

    return create_key(
        session, new.scope, new.connector, name=new.name, expires_at=new.expires_at, tell=tell
    )


def list_keys(
    session: Session, *, connector: str | None = None, limit: int = 200, cursor: str | None = None
) -> KeyList:
    """A page of keys, the newest first: of the workspace, or those bound to one person."""
    after_at, after_id = decode_cursor(cursor, 2)
    rows = session.read(
        lambda tx: tx.many(
            repository.list_keys,
            mine=connector,
            after_at=datetime.fromisoformat(after_at) if after_at else None,
            after_id=after_id,
            most=limit + 1,
        )
    )
    page = tuple(map(_key_of, rows[:limit]))
    more = len(rows) > limit
    return KeyList(
        items=page,
        next_cursor=encode_cursor(page[-1].created_at.isoformat(), page[-1].id) if more else None,
    )


def get_key(session: Session, key_id: str) -> Key:
    """One key of the workspace; raises `NotFound`."""
    row = session.read(lambda tx: tx.optional(repository.load_key, id=key_id))
    if row is None:
        raise no_such_key(key_id)
    return _key_of(row)


def revoke_key(session: Session, key_id: str) -> None:
    """Revoke a key from now on; raises `NotFound`."""
    if not session.write(lambda tx: tx.optional(repository.revoke_key, id=key_id, now=tx.now)):
        raise no_such_key(key_id)


def revoke_own_key(session: Session, key_id: str) -> None:
    """Revoke a key that acts as the session's connector; raises `NotFound` for any other."""

    def work(tx: Writer) -> None:
        row = tx.optional(repository.load_key, id=key_id)
        if row is None or policy.relation_without_facts(session.principal, row.connector) != "self":
            raise no_such_key(key_id)
        tx.optional(repository.revoke_key, id=key_id, now=tx.now)

    session.write(work)


def no_such_key(key_id: str) -> NotFound:
    return NotFound(f"No key “{key_id}” in this workspace.")


def _key_of(row: repository.KeyRow) -> Key:
    return Key(**{f.name: getattr(row, f.name) for f in fields(row) if f.name != "hash"})


def identify(installation: Installation, key_text: str) -> Session:
    """A session of the one who presents this key.

    Raises `Unauthenticated` without saying what is wrong with it.
    """
    presented = read_key(key_text)
    row = None
    if presented is not None:
        row = installation.look_up(repository.find_key, id=presented.id)
    if presented is None or row is None or not presented.matches(row.hash):
        raise Unauthenticated(WHAT_IS_NEEDED)
    if row.revoked_at or (row.expires_at and row.expires_at <= installation.now()):
        raise Unauthenticated(WHAT_IS_NEEDED)
    return installation.session(
        Principal.with_key(
            row.id, row.workspace, row.scope, row.connector, is_restricted=row.restricted
        )
    )


def record_use(session: Session) -> None:
    """Write down that the session's key was used now."""
    key_id, at = session.principal.key_id, session.now()
    session.write(lambda tx: tx.do(repository.record_use, id=key_id, at=at))


def who_am_i(session: Session) -> Me:
    """What the session's key is and may do."""
    principal = session.principal
    key = get_key(session, principal.key_id)
    return Me(
        workspace=principal.workspace,
        scopes=tuple(scope for scope in policy.RANK if policy.has_scope(principal, scope)),
        connector=principal.connector,
        key=OwnKey(id=key.id, name=key.name, expires_at=key.expires_at),
    )
