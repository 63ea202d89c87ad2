"""A calendar feed by a secret address: anyone who has it sees what is due, and nothing else."""

from zoneinfo import ZoneInfo

from app.calendar import repository
from app.calendar.rules.entries import entries
from app.calendar.rules.icalendar_text import calendar_text
from app.errors import NotFound
from app.graph import Writer
from app.introductions.models import Introduction
from app.introductions.service import get, list_current
from app.security import Principal, policy
from app.security.tokens import new_token, read_token
from app.session import Installation, Session


def make_feed(session: Session, connector: str) -> str:
    """The token of a new address; earlier addresses stop working.

    Raises `NotFound` when there is no such person.
    """
    policy.demand(session.principal, "act_as", connector)
    feed = new_token()

    def work(tx: Writer) -> None:
        tx.many(repository.delete_of_person, id=connector)
        made = tx.optional(repository.create_feed, id=feed.id, hash=feed.hash, connector=connector)
        if made is None:
            raise NotFound(f"No person “{connector}” in this workspace.")

    session.write(work)
    return feed.text


def read_feed(installation: Installation, token: str) -> bytes:
    """What is due, as iCalendar; raises `NotFound` for an address that no one was given."""
    presented = read_token(token)
    row = None
    if presented is not None:
        row = installation.look_up(repository.find_feed, id=presented.id)
    if presented is None or row is None or not presented.matches(row.hash):
        raise NotFound("No calendar at this address. Create a new address under Introductions.")
    reader = Principal.system(row.workspace, "calendar", row.connector)
    found = list_current(installation.session(reader), row.connector)
    return _text(tuple(found), ZoneInfo(row.own_zone or row.workspace_zone))


def read_entry(session: Session, introduction_id: str, time_zone: str) -> bytes:
    """One introduction as an entry for a calendar; raises `NotFound`."""
    return _text((get(session, introduction_id),), ZoneInfo(time_zone))


def _text(introductions: tuple[Introduction, ...], zone: ZoneInfo) -> bytes:
    return calendar_text(entries(introductions, zone))
