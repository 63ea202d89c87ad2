"""Queries on the catalog of a workspace."""

from dataclasses import dataclass
from typing import NamedTuple

from app.graph import NoRow, Query


class MeetsCells(NamedTuple):
    position: int
    profession: str
    per_quarter: float
    day: int | None
    source: str


class NeedCells(NamedTuple):
    position: int
    profession: str
    likelihood: float
    open: float | None
    from_day: int
    to_day: int
    rationale: str
    source: str
    denominator: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class ProfessionRow:
    key: str
    name: str
    sphere: str
    aliases: list[str]
    alias_countries: list[str]
    onet_codes: list[str]
    segments: list[str]
    competes_with: list[str]
    no_flow_to: list[str]
    version: int


@dataclass(frozen=True, slots=True)
class TriggerEventRow:
    key: str
    name: str
    sphere: str
    occasion: str
    theme: str
    day_zero: str
    when_clients: str | None
    clients: str | None
    client: str | None
    meets: list[MeetsCells]
    needs: list[NeedCells]
    version: int


@dataclass(frozen=True, slots=True)
class OccasionRow:
    key: str
    occasion: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    edition: int


@dataclass(frozen=True, slots=True)
class UsesOfProfession:
    people: int
    figures: int
    asks: int
    professions: int


@dataclass(frozen=True, slots=True)
class UsesOfTriggerEvent:
    people: int
    others: int


create_professions = Query("catalog/create_professions", NoRow)
create_trigger_events = Query("catalog/create_trigger_events", NoRow)
create_meets = Query("catalog/create_meets", NoRow)
create_needs = Query("catalog/create_needs", NoRow)
change_profession = Query("catalog/change_profession", NoRow)
change_trigger_event = Query("catalog/change_trigger_event", NoRow)
delete_profession = Query("catalog/delete_profession", NoRow)
delete_trigger_event = Query("catalog/delete_trigger_event", NoRow)
mark_changed = Query("catalog/mark_changed", NoRow)
list_professions = Query("catalog/list_professions", ProfessionRow)
find_profession = Query("catalog/find_profession", ProfessionRow)
list_trigger_events = Query("catalog/list_trigger_events", TriggerEventRow)
find_trigger_event = Query("catalog/find_trigger_event", TriggerEventRow)
find_edition = Query("catalog/find_edition", EditionRow)
set_edition = Query("catalog/set_edition", NoRow)
list_occasions = Query("catalog/list_occasions", OccasionRow)
count_uses_of_profession = Query("catalog/count_uses_of_profession", UsesOfProfession)
count_uses_of_trigger_event = Query("catalog/count_uses_of_trigger_event", UsesOfTriggerEvent)
