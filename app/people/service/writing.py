"""Writing planned changes of people: what is missing is created, what differs is set."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.belongings.registry import end_role
from app.field_types import fold
from app.graph import NoRow, Query, Writer, chunks
from app.people import repository
from app.people.rules.changes import Change, Existing
from app.people.rules.list_keys import list_keys
from app.people.rules.normalize import SHARED_KINDS, Facet, PersonDraft, Vocabulary

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


def write_changes(
    tx: Writer,
    planned: Sequence[tuple[Change, PersonDraft]],
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
    new = [_node(tx, change) for change in changes if change.is_new]
    for part in chunks(new):
        tx.do(repository.create_people, rows=part, version=tx.seq, now=now)
    for part in chunks([_node(tx, change) for change in changes if not change.is_new]):
        tx.do(repository.change_people, rows=part, version=tx.seq)
    _write_identifiers(tx, changes, people)
    _write_related(tx, changes)
    for change in changes:
        if not change.is_new and not change.properties.get("connector", True):
            end_role(tx, change.id)


def _node(tx: Writer, change: Change) -> dict[str, Any]:
    keys = list_keys(tx.workspace, change.id, change.properties)
    return {"id": change.id, "properties": {**change.properties, **keys}}


def _write_named_nodes(tx: Writer, planned: Sequence[tuple[Change, PersonDraft]]) -> None:
    """Create organisations and groups that are mentioned for the first time."""
    names = {key: name for _, draft in planned for key, name in draft.names.items()}
    meeting = {group for _, draft in planned for group in draft.meeting_groups}
    used = {
        facet: {e[0] for change, _ in planned for e in change.facets.get(facet, ())} & names.keys()
        for facet in ("work", "education", "groups")
    }
    organisations, groups = used["work"] | used["education"], used["groups"]
    there: set[str] = set()
    for part in chunks(sorted(organisations | groups)):
        found = tx.one(repository.find_named_nodes, ids=part)
        there |= {*found.organisations, *found.groups}
    for part in chunks([_named(key, names[key]) for key in sorted(organisations - there)]):
        tx.do(repository.create_organisations, rows=part)
    new_groups = groups - there
    for part in chunks([_named(key, names[key]) for key in sorted(new_groups)]):
        rows = [row | {"meets_regularly": row["id"] in meeting} for row in part]
        tx.do(repository.create_groups, rows=rows)
    for part in chunks(sorted(meeting - new_groups)):
        tx.do(repository.mark_meeting_groups, ids=part)


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
    shared = sorted({row["identifier"] for row in add if row["kind"] in SHARED_KINDS})
    there = {
        identifier
        for part in chunks(shared)
        for identifier, _ in tx.one(repository.find_identified, identifiers=part).pairs
    }
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
