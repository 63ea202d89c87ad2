"""Queries on calendar feeds."""

from dataclasses import dataclass

from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class FeedRow:
    workspace: str
    hash: str
    connector: str
    own_zone: str | None
    workspace_zone: str


@dataclass(frozen=True, slots=True)
class Found:
    found: bool


create_feed = Query("calendar/create_feed", Found)
delete_feeds = Query("calendar/delete_feeds", NoRow)
find_feed = Query("calendar/find_feed", FeedRow)
