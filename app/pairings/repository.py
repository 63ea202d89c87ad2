"""From the graph to `Facts`: a connector's contacts and the catalog, in four statements.

Facts travel as columns: one row whose fields are lists, which both engines send ten times faster
than rows.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from typing import Any, NamedTuple

from app.graph import Query, Reader
from app.pairings.models import (
    Ask,
    Catalog,
    Contact,
    Facts,
    Frequency,
    LiveOccurrence,
    Need,
    Pair,
    PairingSettings,
    Said,
)
from app.resources import shipped
from app.workspaces.rules import own_constants


class Practiced(NamedTuple):
    position: int
    profession: str


class ContactCells(NamedTuple):
    """A contact: what they are, and what the connector thinks of them."""

    id: str
    name: str
    role: str
    regions: list[str] | None
    segments: list[str] | None
    town: str | None
    opted_out: bool | None
    trust: float | None
    context_keys: list[str] | None
    context_trust: list[float] | None
    since: date | None
    not_now_until: date | None
    away_until: date | None


class Related(NamedTuple):
    """Something that a contact is related to; `detail` differs by the type of the relation."""

    person: str
    relation: str
    thing: str
    label: str
    detail: Any
    source: str | None


class Trusting(NamedTuple):
    """Someone's trust in the connector."""

    person: str
    trust: float | None
    context_keys: list[str] | None
    context_trust: list[float] | None


class PairCells(NamedTuple):
    a: str
    b: str


class CoolingSide(NamedTuple):
    introduction: str
    person: str
    introduced_at: datetime | None
    declined_at: datetime | None


class Asked(NamedTuple):
    person: str
    answer: str | None


class Snoozed(NamedTuple):
    a: str
    b: str
    until: date


class Acts(NamedTuple):
    person: str
    times: int


class SaidAfter(NamedTuple):
    """What someone said in private after meeting the other."""

    person: str
    other: str
    meet_again: bool | None
    followed_up: bool | None


class AskCells(NamedTuple):
    """One of the things that an open ask is for."""

    ask: str
    person: str
    text: str | None
    label: str | None
    thing: str | None


class LiveCells(NamedTuple):
    occurrence: str
    person: str
    trigger_event: str
    on: date


class Named(NamedTuple):
    id: str
    name: str


class MeetsCells(NamedTuple):
    profession: str
    trigger_event: str
    per_quarter: float
    source: str


class NeedCells(NamedTuple):
    trigger_event: str
    profession: str
    likelihood: float
    from_day: int
    to_day: int
    rationale: str
    source: str


@dataclass(frozen=True, slots=True)
class ContactsRow:
    professions: list[Practiced]
    groups: list[str]
    contacts: list[ContactCells]
    related: list[Related]
    trusting: list[Trusting]


@dataclass(frozen=True, slots=True)
class PairsRow:
    connected: list[PairCells]
    do_not_introduce: list[PairCells]
    cooling: list[CoolingSide]
    asked: list[Asked]
    snoozed: list[Snoozed]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    did: list[Acts]
    introduced: list[Acts]
    said: list[SaidAfter]
    asks: list[AskCells]
    live: list[LiveCells]


@dataclass(frozen=True, slots=True)
class CatalogRow:
    catalog_seq: int
    professions: list[Named]
    trigger_events: list[Named]
    meets: list[MeetsCells]
    needs: list[NeedCells]


@dataclass(frozen=True, slots=True)
class SettingsRow:
    keys: list[str]
    values: list[str]
    catalog_seq: int


load_contacts = Query("pairings/load_contacts", ContactsRow)
load_pairs = Query("pairings/load_pairs", PairsRow)
load_activity = Query("pairings/load_activity", ActivityRow)
load_catalog = Query("pairings/load_catalog", CatalogRow)
load_settings = Query("pairings/load_settings", SettingsRow)


OWN = "own"


class CatalogCache:
    """The catalogs of the workspaces used last, each until its workspace changes it."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: dict[str, tuple[int, Catalog]] = {}

    def get(self, tx: Reader, catalog_seq: int) -> Catalog:
        kept = self._kept.get(tx.workspace)
        if kept is not None and kept[0] == catalog_seq:
            return kept[1]
        row = tx.one(load_catalog)
        catalog = catalog_of(row)
        with self._lock:
            if len(self._kept) >= self._most:
                self._kept.pop(next(iter(self._kept)))
            self._kept[tx.workspace] = (row.catalog_seq, catalog)
        return catalog


CATALOGS = CatalogCache()


def read_settings(tx: Reader) -> tuple[PairingSettings, int]:
    """The workspace's constants of the formula, and the version of its catalog."""
    row = tx.optional(load_settings)
    if row is None:
        return PairingSettings(), 0
    return own_constants(PairingSettings, row.keys, row.values), row.catalog_seq


def activity_since(now: datetime, settings: PairingSettings) -> datetime:
    """From when acts count for networking: midnight UTC of the first of these days."""
    return datetime.combine(now.date() - timedelta(settings.activity_days), time(), tzinfo=UTC)


def oracle_statement() -> str:
    """The whole formula in one statement, for tests and for Neo4j Browser."""
    path = shipped("cypher") / "oracle" / "introduce_these_two.cypher"
    return path.read_text(encoding="utf-8")


def literal(value: Any) -> str:
    """A parameter's value as Cypher writes it."""
    match value:
        case datetime():
            return f"datetime('{value.isoformat()}')"
        case date():
            return f"date('{value.isoformat()}')"
        case dict():
            return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(literal(item) for item in value) + "]"
        case _:
            return json.dumps(value)


def load_facts(
    tx: Reader, connector_id: str, now: datetime, settings: PairingSettings, catalog_seq: int
) -> Facts | None:
    """Everything that scoring a connector's pairs needs; None when there is no such person."""
    since = activity_since(now, settings)
    contacts = tx.optional(load_contacts, connector=connector_id)
    finish_pairs = tx.begin(load_pairs, connector=connector_id)
    people = _contacts(contacts) if contacts else {}
    finish_activity = tx.begin(
        load_activity, connector=connector_id, since=since, since_day=since.date()
    )
    pairs, activity = finish_pairs(), finish_activity()
    if contacts is None or pairs is None or activity is None:
        return None
    professions = tuple(key for _, key in sorted(contacts.professions))
    _add_what_some_have(people, contacts, pairs, activity, professions)
    return Facts(
        workspace=tx.workspace,
        connector_id=connector_id,
        now=now,
        catalog=CATALOGS.get(tx, catalog_seq),
        contacts=tuple(people.values()),
        connector_professions=professions,
        connector_groups=frozenset(contacts.groups),
        connected=frozenset(_pair(a, b) for a, b in pairs.connected),
        do_not_introduce=frozenset(_pair(a, b) for a, b in pairs.do_not_introduce),
        cooling_since=_cooling(pairs.cooling),
        snoozed_until={_pair(a, b): until for a, b, until in pairs.snoozed},
        asks=_asks(activity),
        live=tuple(LiveOccurrence(o, by, event, on) for o, by, event, on in activity.live),
    )


def catalog_of(row: CatalogRow) -> Catalog:
    """The catalog from its columns."""
    meets: dict[str, dict[str, Frequency]] = {key: {} for key, _ in row.professions}
    for profession, trigger, per_quarter, source in row.meets:
        meets[profession][trigger] = Frequency(per_quarter, source)
    needs: dict[str, dict[str, Need]] = {key: {} for key, _ in row.trigger_events}
    for need in row.needs:
        needs[need.trigger_event][need.profession] = Need(
            need.likelihood, need.from_day, need.to_day, need.rationale, need.source
        )
    return Catalog(
        profession_names=dict(row.professions),
        trigger_names=dict(row.trigger_events),
        meets=meets,
        needs=needs,
    )


def _contacts(row: ContactsRow) -> dict[str, Contact]:
    related: dict[str, list[Related]] = defaultdict(list)
    for cells in row.related:
        related[cells.person].append(cells)
    return {one.id: _contact(one, related.get(one.id, ())) for one in row.contacts}


def _add_what_some_have(
    people: Mapping[str, Contact],
    contacts: ContactsRow,
    pairs: PairsRow,
    activity: ActivityRow,
    professions: Sequence[str],
) -> None:
    """Add to contacts their trust in the connector, their answers and their activity.

    Somebody else may be among these: not a contact, or one only since the first statement.
    """
    for person, trust, keys, values in contacts.trusting:
        if contact := people.get(person):
            contact.trust_in_connector = _trust(professions[:1], trust, keys, values)
    for person, answer in pairs.asked:
        if contact := people.get(person):
            contact.asked += 0.5 if answer == "silent" else 1.0
            contact.accepted += 1.0 if answer == "yes" else 0.0
    for person, other, meet_again, followed_up in activity.said:
        if contact := people.get(person):
            contact.glad = _said(contact.glad, meet_again)
        if contact := people.get(other):
            contact.kept = _said(contact.kept, followed_up)
    for person, count in (*activity.did, *activity.introduced):
        if contact := people.get(person):
            contact.activity += count


def _said(before: Said, answer: bool | None) -> Said:
    return before if answer is None else (before[0] + answer, before[1] + 1)


def _contact(cells: ContactCells, related: Iterable[Related]) -> Contact:
    """One contact from their own cells and those of what they are related to."""
    keys, values = cells.context_keys, cells.context_trust
    practised: list[tuple[int, str]] = []
    own_meets: dict[str, Frequency] = {}
    pools: dict[str, float] = {}
    labels: dict[str, str] = {}
    current: list[str] = []
    past: list[str] = []
    schools: list[str] = []
    groups: list[str] = []
    meeting_groups: list[str] = []
    for _, relation, thing, label, detail, source in related:
        match relation:
            case "PRACTICES":
                practised.append((detail, thing))
                continue
            case "MEETS":
                own_meets[thing] = Frequency(detail, source or OWN)
                continue
            case "WORKED_AT":
                (current if detail else past).append(thing)
            case "STUDIED_AT":
                schools.append(thing)
            case "MEMBER_OF":
                groups.append(thing)
                if detail:
                    meeting_groups.append(thing)
            case "SERVES":
                pools[thing] = detail
        labels[thing] = label
    return Contact(
        id=cells.id,
        name=cells.name,
        role=cells.role,
        professions=tuple(key for _, key in sorted(practised)),
        own_meets=own_meets,
        regions=tuple(cells.regions or ()),
        segments=tuple(cells.segments or ()),
        town=cells.town,
        trust=cells.trust,
        trust_by_context=dict(zip(keys, values, strict=True)) if keys and values else {},
        since=cells.since,
        opted_out=bool(cells.opted_out),
        away_until=cells.away_until,
        not_now_until=cells.not_now_until,
        current_organisations=frozenset(current),
        past_organisations=frozenset(past),
        schools=frozenset(schools),
        groups=frozenset(groups),
        meeting_groups=frozenset(meeting_groups),
        pools=pools,
        labels=labels,
    )


def _trust(
    context: Sequence[str], trust: float | None, keys: list[str] | None, values: list[float] | None
) -> float | None:
    """Somebody's trust in the connector in a context, else in general."""
    stated = dict(zip(keys or (), values or (), strict=True))
    return next((stated[key] for key in context if key in stated), trust)


def _cooling(introductions: Iterable[CoolingSide]) -> dict[Pair, date]:
    """Pair -> the last day on which anybody introduced them or the idea was declined."""
    people: dict[str, set[str]] = defaultdict(set)
    days: dict[str, date] = {}
    for introduction, person, introduced_at, declined_at in introductions:
        people[introduction].add(person)
        moment = max(at for at in (introduced_at, declined_at) if at is not None)
        days[introduction] = moment.date()
    cooling: dict[Pair, date] = {}
    for introduction, both in people.items():
        if len(both) > 1:
            a, b = sorted(both)
            cooling[a, b] = max(days[introduction], cooling.get((a, b), date.min))
    return cooling


def _asks(row: ActivityRow) -> tuple[Ask, ...]:
    """The open asks, from a row for each thing that one is for."""
    wanted: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for ask, person, text, label, thing in row.asks:
        things = wanted.setdefault((ask, person, text or ""), defaultdict(set))
        if label is not None and thing is not None:
            things[label].add(thing)
    return tuple(
        Ask(
            id=ask,
            by=person,
            persons=frozenset(things["Person"]),
            organisations=frozenset(things["Organisation"]),
            professions=frozenset(things["Profession"]),
            pools=frozenset(things["ProspectPool"]),
            text=text,
        )
        for (ask, person, text), things in wanted.items()
    )


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
