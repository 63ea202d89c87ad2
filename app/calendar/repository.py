"""Queries on calendar feeds."""

from dataclasses import dataclass

from app.belongings.kinds import Gone, HeldRow
from app.graph import Query


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
find_feed = Query("calendar/find_feed", FeedRow)
delete_of_person = Query("calendar/delete_of_person", Gone)
list_of_person = Query("calendar/list_of_person", HeldRow)
