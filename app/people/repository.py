"""Queries on people and groups."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.belongings.kinds import HeldRow
from app.graph import NoRow, Query


class GroupKey(NamedTuple):
    id: str
    name_key: str


class IdentifierCells(NamedTuple):
    kind: str
    value: str
    private: bool | None


class HeldCells(NamedTuple):
    """What a connector's relationship holds of a person."""

    details: list[str] | None
    notes: str | None
    own_word: bool | None
    version: int | None
    offered: str | None
    offered_for: str | None
    offered_by: str | None
    asserted: bool | None


class Practiced(NamedTuple):
    position: int
    profession: str


class PracticedHow(NamedTuple):
    position: int
    profession: str
    how: str | None


class GroupCells(NamedTuple):
    id: str
    name: str


class WorkCells(NamedTuple):
    organisation: str
    title: str | None
    start: date | None
    end: date | None
    main: bool | None
    name: str


class StudyCells(NamedTuple):
    organisation: str
    start: date | None
    end: date | None
    name: str


class OwnFigure(NamedTuple):
    trigger_event: str
    per_quarter: float


class IdentifierOwner(NamedTuple):
    identifier: str
    person: str


@dataclass(frozen=True, slots=True)
class VocabularyRow:
    country: str
    professions: list[str]
    trigger_events: list[str]
    groups: list[GroupKey]
    regions: list[str]
    segments: list[str]


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: str
    properties: dict[str, Any | date]
    identifiers: list[IdentifierCells]
    professions: list[PracticedHow]
    groups: list[GroupCells]
    work: list[WorkCells]
    education: list[StudyCells]
    meets: list[OwnFigure]
    held: list[HeldCells]
    """One, if the viewer knows them."""


@dataclass(frozen=True, slots=True)
class Ids:
    ids: list[str]


@dataclass(frozen=True, slots=True)
class Contacts:
    ids: list[str]
    asserted: list[str]
    """Those of them who someone else entered: only the connector says so."""


@dataclass(frozen=True, slots=True)
class Pairs:
    pairs: list[IdentifierOwner]


@dataclass(frozen=True, slots=True)
class NamedNodes:
    organisations: list[str]
    groups: list[str]


@dataclass(frozen=True, slots=True)
class Others:
    others: int


@dataclass(frozen=True, slots=True)
class SightRow:
    id: str
    contact: bool
    asserted: bool
    member: bool


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    id: str
    name: str
    name_key: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    id: str
    name_key: str
    in_full: bool


@dataclass(frozen=True, slots=True)
class KeyRow:
    id: str
    key: str


@dataclass(frozen=True, slots=True)
class LastKey:
    last: str | None


@dataclass(frozen=True, slots=True)
class Members:
    members: int


@dataclass(frozen=True, slots=True)
class Offered:
    connector: str
    person: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    id: str
    name: str
    meets_regularly: bool


load_vocabulary = Query("people/load_vocabulary", VocabularyRow)
add_words = Query("people/add_words", NoRow)
list_connectors = Query("people/list_connectors", ConnectorRow)
load_people = Query("people/load_people", PersonRow)
count_members = Query("people/count_members", Members)
list_members = Query("people/list_members", KeyRow)
list_members_in_names = Query("people/list_members_in_names", KeyRow)
list_visible_people = Query("people/list_visible_people", ListedRow)
find_ids = Query("people/find_ids", Ids)
find_end_in_names = Query("people/find_end_in_names", LastKey)
find_end_in_second_words = Query("people/find_end_in_second_words", LastKey)
find_end_in_third_words = Query("people/find_end_in_third_words", LastKey)
find_end_in_firms = Query("people/find_end_in_firms", LastKey)
list_in_names = Query("people/list_in_names", KeyRow)
list_in_second_words = Query("people/list_in_second_words", KeyRow)
list_in_third_words = Query("people/list_in_third_words", KeyRow)
list_in_firms = Query("people/list_in_firms", KeyRow)
list_containing = Query("people/list_containing", KeyRow)
find_identified = Query("people/find_identified", Pairs)
find_named_nodes = Query("people/find_named_nodes", NamedNodes)
find_contacts = Query("people/find_contacts", Contacts)
find_own_groups = Query("people/find_own_groups", Ids)
find_by_details = Query("people/find_by_details", Ids)
see_people = Query("people/see_people", SightRow)
count_others_who_know = Query("people/count_others_who_know", Others)

create_people = Query("people/create_people", NoRow)
change_people = Query("people/change_people", NoRow)
create_organisations = Query("people/create_organisations", NoRow)
create_groups = Query("people/create_groups", NoRow)
mark_meeting_groups = Query("people/mark_meeting_groups", NoRow)
drop_relationships = Query("people/drop_relationships", NoRow)
mark_identifiers = Query("people/mark_identifiers", NoRow)
drop_unstated = Query("people/drop_unstated", NoRow)
create_identifiers = Query("people/create_identifiers", NoRow)
share_identifiers = Query("people/share_identifiers", NoRow)
create_practices = Query("people/create_practices", NoRow)
create_memberships = Query("people/create_memberships", NoRow)
create_work = Query("people/create_work", NoRow)
create_education = Query("people/create_education", NoRow)
create_own_meets = Query("people/create_own_meets", NoRow)
create_contacts = Query("people/create_contacts", NoRow)
change_held = Query("people/change_held", NoRow)
offer_addresses = Query("people/offer_addresses", Offered)

list_groups = Query("people/list_groups", GroupRow)
find_group = Query("people/find_group", GroupRow)
change_group = Query("people/change_group", NoRow)
delete_of_person = Query("people/delete_of_person", NoRow)
list_of_person = Query("people/list_of_person", HeldRow)
