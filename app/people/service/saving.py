"""Saving people, many at a time, inside the caller's write transaction.

Reads what exists with a few statements for all rows, decides in pure Python, creates what is
missing and sets what differs: on the embedded engine that is twenty times faster than MERGE.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from app.errors import NotFound
from app.graph import NoRow, Query, Reader, Writer, chunks
from app.people import repository
from app.people.models import Fault, PersonFields, PersonIn, RowResult
from app.people.rules.changes import Change, Existing, Mode, plan_change
from app.people.rules.drafts import SHARED_KINDS, Draft, Facet, Refused, Vocabulary, draft
from app.texts import fold

RELATIONSHIPS: Mapping[Facet, str] = {
    "professions": "PRACTICES",
    "groups": "MEMBER_OF",
    "work": "WORKED_AT",
    "education": "STUDIED_AT",
    "meets": "MEETS",
}
WRITES: Mapping[Facet, Query[NoRow]] = {
    "professions": repository.create_practices,
    "groups": repository.create_memberships,
    "work": repository.create_work,
    "education": repository.create_education,
    "meets": repository.create_own_meets,
}


@dataclass(slots=True)
class _Row:
    """One row on its way: refused, or with the person it is about."""

    index: int
    draft: Draft | None = None
    faults: tuple[Fault, ...] = ()
    person_id: str | None = None
    recognised: bool = False
    change: Change | None = None

    def refuse(self, pointer: str, message: str) -> None:
        self.draft = None
        self.faults = (*self.faults, Fault(pointer=pointer, message=message))


@dataclass(frozen=True, slots=True)
class ContactsOf:
    """Whose contacts the saved people become, unrated, and since when each is known."""

    connector: str
    since: Sequence[date | None]
    """One for each item; None when nobody knows."""


def save_people(
    tx: Writer,
    items: Sequence[PersonIn],
    *,
    source: str,
    now: datetime,
    mode: Mode = "replace",
    contacts_of: ContactsOf | None = None,
) -> list[RowResult]:
    """Save people: each is found by id, else by a strong identifier, else created.

    A row that cannot be saved is refused with its faults, and the others go in. Raises
    `NotFound` when the connector of `contacts_of` is not there.
    """
    vocabulary = read_vocabulary(tx)
    rows = [_normalise(index, item, vocabulary) for index, item in enumerate(items)]
    _identify(tx, rows)
    _refuse_repeated(rows)
    people = load_existing(tx, [row.person_id for row in rows if row.draft and row.person_id])
    for row in rows:
        _plan(row, people, mode)
    planned = [row for row in rows if row.draft and row.change]
    write_changes(tx, [(row.change, row.draft) for row in planned if row.change and row.draft],
                  people, vocabulary, now)  # fmt: skip
    known = _know(tx, rows, contacts_of, source) if contacts_of else set()
    return [_result(row, known) for row in rows]


def read_vocabulary(tx: Reader) -> Vocabulary:
    """What the workspace knows, to check against."""
    row = tx.one(repository.load_vocabulary)
    groups = {group: group for group, _ in row.groups}
    return Vocabulary(
        country=row.country,
        professions=frozenset(row.professions),
        trigger_events=frozenset(row.trigger_events),
        regions={fold(region): region for region in row.regions},
        segments={fold(segment): segment for segment in row.segments},
        groups={name: group for group, name in row.groups} | groups,
    )


def _normalise(index: int, item: PersonFields, vocabulary: Vocabulary) -> _Row:
    try:
        return _Row(index, draft(item, vocabulary))
    except Refused as refused:
        return _Row(index, faults=refused.faults)


def _identify(tx: Reader, rows: Sequence[_Row]) -> None:
    """Find out whom each row is about: by its id, or by whom its identifiers belong to."""
    wanted = {row.draft.id for row in rows if row.draft and row.draft.id}
    taken = {
        i for part in chunks(sorted(wanted)) for i in tx.one(repository.find_ids, ids=part).ids
    }
    owners = identifier_owners(tx, {i for row in rows if row.draft for i in row.draft.strong})
    for row in rows:
        if row.draft is None:
            continue
        found = {owners[i] for i in row.draft.strong if i in owners}
        if row.draft.id is not None:
            others = found - {row.draft.id}
            if others:
                row.refuse("/id", f"an identifier belongs to “{min(others)}” already")
            elif row.draft.id in taken:
                row.person_id = row.draft.id
        elif len(found) > 1:
            names = " and ".join(f"“{person}”" for person in sorted(found))
            row.refuse("", f"its identifiers belong to different people: {names}")
        elif found:
            row.person_id, row.recognised = found.pop(), True


def identifier_owners(tx: Reader, identifiers: set[str]) -> dict[str, str]:
    """Whom strong identifiers (`kind:value`) belong to."""
    return {
        identifier: owner
        for part in chunks(sorted(identifiers))
        for identifier, owner in tx.one(repository.find_identified, identifiers=part).pairs
    }


def _refuse_repeated(rows: Sequence[_Row]) -> None:
    """The same person twice in one batch: the first row counts, later ones are refused."""
    seen: set[str] = set()
    for row in rows:
        if row.draft is None:
            continue
        keys = set(row.draft.strong) | ({f"id {row.draft.id}"} if row.draft.id else set())
        keys |= {f"id {row.person_id}"} if row.person_id else set()
        if seen & keys:
            row.refuse("", "the same person is in this batch already, further up")
        else:
            seen |= keys


def load_existing(tx: Reader, ids: Sequence[str]) -> dict[str, Existing]:
    """People with their facets, by id."""
    return {
        row.id: existing_of(row)
        for part in chunks(ids)
        for row in tx.many(repository.load_people, ids=part)
    }


def existing_of(row: repository.PersonRow) -> Existing:
    return Existing(
        id=row.id,
        properties=row.properties,
        facets={
            "identifiers": frozenset((kind, value) for kind, value in row.identifiers),
            "professions": frozenset((position, key) for position, key in row.professions),
            "groups": frozenset((group,) for group, _ in row.groups),
            "work": frozenset(tuple(entry[:5]) for entry in row.work),
            "education": frozenset(tuple(entry[:3]) for entry in row.education),
            "meets": frozenset((trigger, count) for trigger, count in row.meets),
        },
    )


def _plan(row: _Row, people: Mapping[str, Existing], mode: Mode) -> None:
    if row.draft is None:
        return
    existing = people.get(row.person_id) if row.person_id else None
    if existing is None and "name" not in row.draft.properties:
        row.refuse("/name", "a new person needs a name")
        return
    new_id = row.draft.id or token_hex(8)
    row.change = plan_change(row.draft, existing, new_id, mode)
    row.person_id = row.change.id


def write_changes(
    tx: Writer,
    planned: Sequence[tuple[Change, Draft]],
    people: Mapping[str, Existing],
    vocabulary: Vocabulary,
    now: datetime,
) -> None:
    """Carry planned changes out."""
    changes = [change for change, _ in planned if not change.is_empty]
    if not changes and not any(draft.meeting_groups for _, draft in planned):
        return
    _write_named_nodes(tx, planned)
    _write_words(tx, changes, vocabulary)
    new = [_node(change) for change in changes if change.is_new]
    for part in chunks(new):
        tx.do(repository.create_people, rows=part, version=tx.seq, now=now)
    for part in chunks([_node(change) for change in changes if not change.is_new]):
        tx.do(repository.change_people, rows=part, version=tx.seq)
    _write_identifiers(tx, changes, people)
    _write_related(tx, changes)


def _node(change: Change) -> dict[str, Any]:
    return {"id": change.id, "properties": dict(change.properties)}


def _write_named_nodes(tx: Writer, planned: Sequence[tuple[Change, Draft]]) -> None:
    """Create organisations and groups that are mentioned for the first time."""
    names = {key: name for _, draft in planned for key, name in draft.names.items()}
    meeting = {group for _, draft in planned for group in draft.meeting_groups}
    if not names:
        return
    there = tx.one(repository.find_named_nodes, ids=sorted(names))
    used = {entry[0] for change, _ in planned for f in ("work", "education")
            for entry in change.facets.get(f, ())}  # fmt: skip
    groups = {entry[0] for change, _ in planned for entry in change.facets.get("groups", ())}
    organisations = [_named(key, names[key]) for key in sorted(used & names.keys())]
    missing = [row for row in organisations if row["id"] not in set(there.organisations)]
    for part in chunks(missing):
        tx.do(repository.create_organisations, rows=part)
    new_groups = sorted((groups & names.keys()) - set(there.groups))
    rows = [_named(key, names[key]) | {"meets_regularly": key in meeting} for key in new_groups]
    if rows:
        tx.do(repository.create_groups, rows=rows)
    if meeting - set(new_groups):
        tx.do(repository.mark_meeting_groups, ids=sorted(meeting - set(new_groups)))


def _named(key: str, name: str) -> dict[str, Any]:
    return {"id": key, "name": name, "name_key": fold(name)}


def _write_words(tx: Writer, changes: Sequence[Change], vocabulary: Vocabulary) -> None:
    new: dict[str, dict[str, str]] = {"regions": {}, "segments": {}}
    for name, known in (("regions", vocabulary.regions), ("segments", vocabulary.segments)):
        for change in changes:
            for word in change.properties.get(name) or ():
                if fold(word) not in known:
                    new[name].setdefault(fold(word), word)
    if new["regions"] or new["segments"]:
        tx.do(
            repository.add_words,
            regions=list(new["regions"].values()),
            segments=list(new["segments"].values()),
        )


def _write_identifiers(
    tx: Writer, changes: Sequence[Change], people: Mapping[str, Existing]
) -> None:
    drop, add = [], []
    for change in changes:
        if "identifiers" not in change.facets:
            continue
        had = people[change.id].facets["identifiers"] if not change.is_new else frozenset()
        drop += [_identifier(change.id, *entry) for entry in had - change.facets["identifiers"]]
        add += [_identifier(change.id, *entry) for entry in change.facets["identifiers"] - had]
    for part in chunks(drop):
        tx.do(repository.drop_identifiers, rows=part)
    shared = {row["identifier"] for row in add if row["kind"] in SHARED_KINDS}
    there = set(identifier_owners(tx, shared)) if shared else set()
    create: list[dict[str, str]] = []
    share: list[dict[str, str]] = []
    for row in add:
        if row["identifier"] in there:
            share.append(row)
        else:
            there.add(row["identifier"])
            create.append(row)
    for part in chunks(create):
        tx.do(repository.create_identifiers, rows=part)
    for part in chunks(share):
        tx.do(repository.share_identifiers, rows=part)


def _identifier(person: str, kind: str, value: str) -> dict[str, str]:
    return {"id": person, "identifier": f"{kind}:{value}", "kind": kind, "value": value}


def _write_related(tx: Writer, changes: Sequence[Change]) -> None:
    drop = [
        {"id": change.id, "types": [RELATIONSHIPS[f] for f in change.facets if f in RELATIONSHIPS]}
        for change in changes
        if not change.is_new
    ]
    for part in chunks([row for row in drop if row["types"]]):
        tx.do(repository.drop_relationships, rows=part)
    for facet, query in WRITES.items():
        rows = [
            {"id": change.id, "entry": list(entry)}
            for change in changes
            for entry in sorted(change.facets.get(facet, ()), key=repr)
        ]
        for part in chunks(rows):
            tx.do(query, rows=part)


def _know(tx: Writer, rows: Sequence[_Row], contacts: ContactsOf, source: str) -> set[str]:
    """Let the connector know those of the saved people whom they did not; returns their ids."""
    if not tx.one(repository.find_ids, ids=[contacts.connector]).ids:
        raise NotFound(f"There is no person “{contacts.connector}” in this workspace.")
    saved = [row for row in rows if row.draft and row.person_id != contacts.connector]
    ids = [row.person_id for row in saved]
    known = {
        person
        for part in chunks(ids)
        for person in tx.one(repository.find_contacts, connector=contacts.connector, ids=part).ids
    }
    new = [
        {"id": row.person_id, "since": contacts.since[row.index]}
        for row in saved
        if row.person_id not in known
    ]
    for part in chunks(new):
        tx.do(repository.create_contacts, connector=contacts.connector, rows=part, source=source)
    return {str(row["id"]) for row in new}


def _result(row: _Row, newly_known: set[str]) -> RowResult:
    if row.draft is None or row.change is None:
        return RowResult(index=row.index, id=row.person_id, status="refused", errors=row.faults)
    changed = not row.change.is_empty or row.change.id in newly_known
    return RowResult(
        index=row.index,
        id=row.change.id,
        status="created" if row.change.is_new else "updated" if changed else "unchanged",
        warnings=(*row.draft.warnings, *row.change.kept),
        recognised=row.recognised,
    )
