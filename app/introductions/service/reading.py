"""Introductions as their connector sees them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from app.errors import NotFound
from app.graph import Reader
from app.introductions import repository
from app.introductions.models import (
    Event,
    Introduction,
    IntroductionList,
    IntroductionSettings,
    State,
)
from app.introductions.repository import IntroductionRow
from app.introductions.rules.disclosure import answers_told
from app.introductions.rules.lifecycle import OPEN, allowed
from app.introductions.service.letters import Undelivered, undelivered
from app.paging import decode_cursor, encode_cursor
from app.security import Principal, policy
from app.session import Session
from app.workspace_settings.rules import own_settings

MOST = 200
LATEST = datetime(9999, 1, 1, tzinfo=UTC)


def get(session: Session, introduction_id: str) -> Introduction:
    """An introduction with its history; raises `NotFound`, also for someone else's."""
    return session.read(
        lambda tx: to_response(tx, load_own(tx, session.principal, introduction_id))
    )


def load_own(
    tx: Reader,
    principal: Principal,
    introduction_id: str,
    what: Literal["see_introduction", "take_step"] = "see_introduction",
) -> IntroductionRow:
    """An introduction that the caller may see, or act on; raises `NotFound`, `Forbidden`."""
    policy.demand_for_anyone(principal, what)
    row = tx.optional(repository.find_introduction, id=introduction_id)
    if row is None:
        raise NotFound(policy.HIDDEN["see_introduction"].format(introduction_id))
    policy.demand(principal, what, row.connector, named=introduction_id)
    return row


def list_introductions(
    session: Session,
    *,
    connector: str | None = None,
    state: State | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> IntroductionList:
    """A page of introductions, the newest first; a bound key sees its own connector's."""
    connector = connector or session.connector
    policy.demand(session.principal, "see_private", connector or policy.EVERYONE)
    before, after_id = decode_cursor(cursor, 2)

    def work(tx: Reader) -> IntroductionList:
        rows = tx.many(
            repository.list_introductions,
            connector=connector,
            states=None if state is None else [state],
            before=read_moment(before),
            after_id=after_id,
            most=limit + 1,
        )
        page = rows[:limit]
        more = rows[limit:]
        last = page[-1] if page else None
        return IntroductionList(
            items=tuple(to_responses(tx, page)),
            next_cursor=encode_cursor(last.created_at.isoformat(), last.id)
            if more and last
            else None,
        )

    return session.read(work)


def list_current(session: Session, connector: str, limit: int = MOST) -> list[Introduction]:
    """What a connector has open, the longest overdue first, then what ended, the newest first.

    At most `limit` of each: what is overdue is never cut off for what is new.
    """
    policy.demand(session.principal, "see_private", connector)

    def work(tx: Reader) -> list[Introduction]:
        made = tx.many(repository.list_open, connector=connector, states=list(OPEN), most=limit)
        ended = tx.many(
            repository.list_introductions,
            connector=connector,
            states=sorted(set(get_args(State)) - set(OPEN)),
            before=LATEST,
            after_id="",
            most=limit,
        )
        return to_responses(tx, [*made, *ended])

    return session.read(work)


def read_moment(text: str) -> datetime:
    """The moment of a cursor; what is none starts at the beginning."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return LATEST


def to_response(tx: Reader, row: IntroductionRow) -> Introduction:
    return to_responses(tx, [row])[0]


def to_responses(tx: Reader, rows: Sequence[IntroductionRow]) -> list[Introduction]:
    """Introductions with their histories, read at once."""
    history: dict[str, list[Event]] = defaultdict(list)
    for event in tx.many(repository.list_events, introductions=[row.id for row in rows]):
        history[event.introduction].append(
            Event(
                at=event.at,
                by=event.by,
                action=event.action,
                from_=event.from_,
                to=event.to,
                note=event.note,
            )
        )
    back = undelivered(tx, rows)
    return [shown(row, tuple(history[row.id]), back.get(row.id, ())) for row in rows]


def shown(
    row: IntroductionRow, history: tuple[Event, ...], back: Sequence[Undelivered]
) -> Introduction:
    there = row.situation
    return Introduction(
        id=row.id,
        connector_id=row.connector,
        a=row.a,
        b=row.b,
        a_name=row.a_name,
        b_name=row.b_name,
        state=row.state,
        purpose=row.purpose,
        opt_in=row.opt_in,
        plan_week=row.plan_week,
        why_a=row.why_a,
        why_b=row.why_b,
        shown=tuple(row.shown),
        created_at=row.created_at,
        due=row.due,
        paused_until=row.paused_until,
        outcome=row.outcome,
        allowed=allowed(there),
        answers=answers_told(there),
        undelivered=tuple(sorted({letter.person for letter in back})),
        history=history,
        version=row.version,
    )


def read_settings(tx: Reader) -> IntroductionSettings:
    """The workspace's settings of introductions."""
    return own_settings(IntroductionSettings, tx.node.setting_keys, tx.node.setting_values)


def zone_of(tx: Reader, connector_zone: str | None) -> ZoneInfo:
    """The connector's time zone, else the workspace's."""
    return ZoneInfo(connector_zone or tx.node.time_zone)
