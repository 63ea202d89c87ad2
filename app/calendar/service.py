"""A calendar feed by a secret address: whoever has it sees what is due, and nothing else."""

import re
from secrets import token_hex, token_urlsafe
from zoneinfo import ZoneInfo

from app.calendar import repository
from app.calendar.rules.entries import entries
from app.calendar.rules.icalendar_text import calendar_text
from app.errors import NotFound
from app.graph import Graph, Writer
from app.introductions.models import Introduction
from app.introductions.service import get, list_introductions
from app.security import Caller, hash_secret, secret_matches

TOKEN = re.compile(r"^([0-9a-f]{16})_([A-Za-z0-9_-]{43})$")
MOST = 200


def make_feed(graph: Graph, caller: Caller, connector: str) -> str:
    """The token of a new address; the addresses before it open nothing any more.

    Raises `NotFound` when there is no such person.
    """
    caller.act_as(connector)
    feed_id, secret = token_hex(8), token_urlsafe(32)

    def work(tx: Writer) -> None:
        tx.do(repository.delete_feeds, connector=connector)
        made = tx.optional(
            repository.create_feed, id=feed_id, hash=hash_secret(secret), connector=connector
        )
        if made is None:
            raise NotFound(f"There is no person “{connector}” in this workspace.")

    graph.write(caller.workspace, work)
    return f"{feed_id}_{secret}"


def read_feed(graph: Graph, token: str) -> bytes:
    """What is due, as iCalendar; raises `NotFound` for an address that nobody was given."""
    match = TOKEN.match(token)
    row = None
    if match:
        row = graph.read_all_workspaces(lambda tx: tx.optional(repository.find_feed, id=match[1]))
    if match is None or row is None or not secret_matches(match[2], row.hash):
        raise NotFound("There is no calendar at this address.")
    caller = Caller("calendar", row.workspace, "read", row.connector)
    found = list_introductions(graph, caller, limit=MOST).items
    return _text(found, ZoneInfo(row.own_zone or row.workspace_zone))


def read_entry(graph: Graph, caller: Caller, introduction_id: str, time_zone: str) -> bytes:
    """One introduction as an entry for a calendar; raises `NotFound`."""
    return _text((get(graph, caller, introduction_id),), ZoneInfo(time_zone))


def _text(introductions: tuple[Introduction, ...], zone: ZoneInfo) -> bytes:
    return calendar_text(entries(introductions, zone))
