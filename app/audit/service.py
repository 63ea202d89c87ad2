"""Break-glass and the access log: who looked at what a connector keeps, when and why.

An administrator's reason opens reading, for one connector and one hour. It is written down before
anything is shown, and the connector is told by email and on a page of theirs.
"""

from datetime import timedelta
from typing import get_args

from app.audit import repository
from app.audit.models import OPENS_FOR, AuditEntry, AuditKind, AuditList, PersonalKind
from app.audit.repository import EntryRow
from app.audit.rules import read_reason
from app.errors import BreakGlassRequired, FieldError, InvalidInput, NotFound
from app.graph import Reader, Writer
from app.notices.models import LINK, Notice
from app.notices.service import notify
from app.paging import decode_cursor, encode_cursor
from app.security import policy
from app.session import Session

RECENTLY = timedelta(days=30)
MOST_LOOKS = 3
LATEST = 2**62
"""Above every number of a write."""
HEADER = "Intros-Break-Glass"
SUBJECT = "An administrator can see your private data for an hour"
TEXT = """Hi {name},

An administrator of your workspace asked to see what you keep in Intros: ratings, suggestions, \
introductions, goals. They can read it until {until} UTC, and they can't change or send anything \
for you.

Who: {by}
Why: {reason}

Everyone who ever looked is listed here:
{link}

If you don't know why, ask your administrator.
"""


def open_for_reading(
    session: Session,
    refused: BreakGlassRequired,
    *,
    reason: str | None,
    path: str,
) -> None:
    """Let the administrator of the session read what a connector keeps, or raise `refused`.

    A reason that was given within the hour still holds, and is not written down again. `path` is
    the address that was asked for first. Raises `InvalidInput` for what is no reason, and
    `NotFound` for anyone who is no connector.
    """
    connector, actor = refused.connector, session.principal.actor
    if connector is None:
        raise refused
    if session.read(lambda tx: _is_open(tx, connector, actor)):
        return
    if not (reason or "").strip():
        raise refused
    try:
        why = read_reason(reason or "")
    except ValueError as error:
        message = f"{HEADER} {error}."
        raise InvalidInput(message, errors=[FieldError(message=message)]) from None

    def work(tx: Writer) -> None:
        row = tx.optional(repository.find_connector, id=connector)
        if row is None:
            raise NotFound(policy.NO_PERSON.format(connector))
        if _is_open(tx, connector, actor):
            return
        tx.describe("break_glass", connector, {"reason": why, "path": path})
        text = TEXT.format(
            name=row.name,
            until=f"{tx.now + OPENS_FOR:%B %-d, %Y, %H:%M}",
            by=actor,
            reason=why,
            link=LINK,
        )
        notify(tx, connector, Notice(subject=SUBJECT, text=text, path="/audit"), "break_glass")

    session.write(work)


def _is_open(tx: Reader, connector: str, actor: str) -> bool:
    since = tx.now - OPENS_FOR
    return (
        tx.optional(repository.find_opened, connector=connector, by=actor, since=since) is not None
    )


def list_entries(session: Session, *, limit: int = 50, cursor: str | None = None) -> AuditList:
    """A page of the access log, the latest first.

    Administrators see all of it, a connector who looked at what is theirs, and who changed their
    address or role.
    """
    connector = session.connector
    everything = policy.has_scope(session.principal, "admin") or connector is None
    policy.demand(session.principal, "see_audit", connector or policy.EVERYONE)
    before, after_id = decode_cursor(cursor, 2)
    place = {"before": int(before) if before.isdigit() else LATEST, "after_id": after_id}

    def work(tx: Reader) -> list[EntryRow]:
        if everything:
            kinds = list(get_args(AuditKind))
            return tx.many(repository.list_entries, kinds=kinds, most=limit + 1, **place)
        kinds = list(get_args(PersonalKind))
        return tx.many(
            repository.list_entries_about,
            connector=connector,
            kinds=kinds,
            most=limit + 1,
            **place,
        )

    rows = session.read(work)
    page, more = rows[:limit], rows[limit:]
    return AuditList(
        items=tuple(map(_entry, page)),
        next_cursor=encode_cursor(str(page[-1].seq), page[-1].id) if more else None,
    )


def list_recent_looks(session: Session, connector: str) -> tuple[AuditEntry, ...]:
    """Who has looked at what a connector keeps in the last month, the latest first."""
    policy.demand(session.principal, "see_audit", connector)
    place = {"before": LATEST, "after_id": "", "most": MOST_LOOKS}
    rows = session.read(
        lambda tx: tx.many(
            repository.list_entries_about, connector=connector, kinds=["break_glass"], **place
        )
    )
    since = session.now() - RECENTLY
    return tuple(_entry(row) for row in rows if row.at > since)


def _entry(row: EntryRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        by=row.by,
        kind=row.kind,
        op=row.op,
        about=tuple(row.ids),
        reason=row.reason,
        path=row.path,
        until=row.at + OPENS_FOR if row.kind == "break_glass" else None,
    )
