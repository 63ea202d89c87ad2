"""What this domain contributes to pairings: who the contacts are, and what they belong to."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.graph import Query, Reader
from app.pairings.models import STILL, Contact, FactsDraft, FactsWanted, Frequency, Years
from app.people.repository import Practiced

OWN = "own"
"""The source of figures that people gave of themselves."""


class ContactCells(NamedTuple):
    id: str
    name: str
    role: str
    regions: list[str] | None
    segments: list[str] | None
    town: str | None
    opted_out: bool | None
    away_until: date | None


class Related(NamedTuple):
    """Something that a contact is related to; `detail` differs by the kind of relation."""

    person: str
    relation: str
    thing: str
    label: str
    detail: Any
    source: str | None


@dataclass(frozen=True, slots=True)
class FactsRow:
    name: str
    time_zone: str | None
    default_region: str | None
    professions: list[Practiced]
    groups: list[str]
    contacts: list[ContactCells]
    related: list[Related]


load_facts = Query("people/load_facts", FactsRow)


def contribute(tx: Reader, wanted: FactsWanted) -> Callable[[FactsDraft], None]:
    """Start reading; what is returned makes the contacts. The first of all contributions."""
    finish = tx.begin(load_facts, connector=wanted.connector, only=wanted.ids)

    def add(draft: FactsDraft) -> None:
        row = finish()
        if row is None:
            return
        draft.found = True
        draft.default_region = row.default_region
        draft.connector_name, draft.connector_zone = row.name, row.time_zone
        draft.connector_professions = tuple(key for _, key in sorted(row.professions))
        draft.connector_groups = frozenset(row.groups)
        related: dict[str, list[Related]] = defaultdict(list)
        for cells in row.related:
            related[cells.person].append(cells)
        draft.contacts = {one.id: _contact(one, related.get(one.id, ())) for one in row.contacts}

    return add


def _years(first: str, last: str | None) -> Years:
    """The years of two days as text, or of one and what goes on."""
    return int(first[:4]), STILL if last is None else int(last[:4])


def _contact(cells: ContactCells, related: Iterable[Related]) -> Contact:
    """A contact as far as this domain knows them."""
    practised: list[tuple[int, str]] = []
    own_meets: dict[str, Frequency] = {}
    labels: dict[str, str] = {}
    current: list[str] = []
    past: list[str] = []
    schools: list[str] = []
    groups: list[str] = []
    meeting_groups: list[str] = []
    worked: dict[str, tuple[Years, ...]] = {}
    studied: dict[str, tuple[Years, ...]] = {}
    for _, relation, thing, label, detail, source in related:
        match relation:
            case "PRACTICES":
                practised.append((detail, thing))
                continue
            case "MEETS":
                own_meets[thing] = Frequency(detail, source or OWN)
                continue
            case "WORKED_AT":
                # Where the first day is known, both days come.
                known = isinstance(detail, list)
                there = detail[1] is None if known else detail
                (current if there else past).append(thing)
                if known:
                    worked[thing] = (*worked.get(thing, ()), _years(*detail))
            case "STUDIED_AT":
                schools.append(thing)
                if detail:
                    studied[thing] = (*studied.get(thing, ()), _years(*detail))
            case "MEMBER_OF":
                groups.append(thing)
                if detail:
                    meeting_groups.append(thing)
        labels[thing] = label
    person, name, role, regions, segments, town, opted_out, away_until = cells
    return Contact(
        id=person,
        name=name,
        role=role,
        professions=tuple(key for _, key in sorted(practised)),
        own_meets=own_meets,
        regions=tuple(regions or ()),
        segments=tuple(segments or ()),
        town=town,
        opted_out=bool(opted_out),
        away_until=away_until,
        current_organisations=frozenset(current),
        past_organisations=frozenset(past),
        schools=frozenset(schools),
        worked=worked,
        studied=studied,
        groups=frozenset(groups),
        meeting_groups=frozenset(meeting_groups),
        labels=labels,
    )
