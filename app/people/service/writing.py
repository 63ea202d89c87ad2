"""Writing planned changes of people: what is missing is created, what differs is set."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.belongings.registry import end_role
from app.field_types import fold
from app.graph import NoRow, Query, Writer, chunks
from app.people import repository
from app.people.rules.changes import Change, Existing
from app.people.rules.details import is_held, moved_addresses, on_file, parted
from app.people.rules.list_keys import list_keys
from app.people.rules.normalize import SHARED_KINDS, Facet, PersonDraft, Related, Vocabulary
from app.people.service.address_notices import tell_of_addresses

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
class Writing:
    """One writing of planned changes; what a connector says goes onto their relationships."""

    tx: Writer
    people: Mapping[str, Existing]
    vocabulary: Vocabulary
    speaker: str | None
    """The connector who says it; None for one who speaks for the workspace."""
    taken: Set[str] = frozenset()
    """Strong identifiers (`kind:value`) that belong to someone already."""
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What goes onto the speaker's relationships, by person."""
    _details: list[Change] = field(default_factory=list)
    """The changes of details, whole."""

    def write(self, planned: Sequence[tuple[Change, PersonDraft]], now: datetime) -> None:
        """Carry planned changes out, except for what goes onto relationships."""
        whole = [change for change, _ in planned if not change.is_empty]
        if not whole and not any(draft.meeting_groups for _, draft in planned):
            return
        whole = [self._told(change) for change in whole]
        self._details = [change for change in whole if "identifiers" in change.facets]
        changes = [self._shared_part(change) for change in whole]
        tx = self.tx
        _write_named_nodes(tx, planned)
        _write_words(tx, changes, self.vocabulary)
        new = [_node(tx, change) for change in changes if change.is_new]
        for part in chunks(new):
            tx.do(repository.create_people, rows=part, version=tx.seq, now=now)
        for part in chunks([_node(tx, c) for c in changes if not c.is_new and not c.is_empty]):
            tx.do(repository.change_people, rows=part, version=tx.seq)
        self._add_identifiers()
        _write_related(tx, changes)
        for change in changes:
            if not change.is_new and not change.properties.get("connector", True):
                end_role(tx, change.id)

    def finish(self, *, besides: Set[str] = frozenset()) -> None:
        """Write what goes onto relationships, but not onto those that were just made; then take
        away what no one states now, and offer new addresses to others."""
        rows = [{"id": p, "properties": h} for p, h in self.held.items() if p not in besides]
        for part in chunks(rows):
            self.tx.do(
                repository.change_held, connector=self.speaker, rows=part, version=self.tx.seq
            )
        self._drop_identifiers()
        self._offer_addresses()

    def _shared_part(self, change: Change) -> Change:
        if not is_held(change.id, self.speaker):
            return change
        shared, held = parted(change)
        if held:
            self.held[change.id] = held
        return shared

    def _told(self, change: Change) -> Change:
        """The change, once a connector has been told of what it does to their addresses."""
        existing = self.people.get(change.id)
        if existing is None or is_held(change.id, self.speaker):
            return change
        return tell_of_addresses(self.tx, change, existing)

    def _add_identifiers(self) -> None:
        """Create identifiers, or let them identify someone, or put them on file."""
        filed: list[dict[str, str]] = []
        add: dict[bool, list[dict[str, str]]] = {True: [], False: []}
        for change in self._details:
            private = is_held(change.id, self.speaker)
            there = self._stated(change)
            for detail in change.facets["identifiers"]:
                if detail not in there:
                    add[private].append(_identifier(change.id, *detail))
                elif there[detail] and not private:
                    filed.append(_identifier(change.id, *detail))
        for part in chunks(filed):
            self.tx.do(repository.mark_identifiers, rows=part, private=None)
        for private, rows in add.items():
            free = [row for row in rows if row["identifier"] not in self.taken]
            _create_identifiers(self.tx, free, private=True if private else None)

    def _stated(self, change: Change) -> dict[tuple[str, str], bool]:
        """The person's details before, and whether each was private."""
        existing = self.people.get(change.id)
        return {(s.kind, s.value): s.private for s in existing.stated} if existing else {}

    def _given_up(self, change: Change) -> Related:
        if change.is_new:
            return frozenset()
        return self.people[change.id].facets["identifiers"] - change.facets["identifiers"]

    def _drop_identifiers(self) -> None:
        gone = [
            _identifier(change.id, *detail)
            for change in self._details
            for detail in self._given_up(change)
        ]
        off_file = [row for row in gone if not is_held(row["id"], self.speaker)]
        for part in chunks(off_file):
            self.tx.do(repository.mark_identifiers, rows=part, private=True)
        for part in chunks(gone):
            self.tx.do(repository.drop_unstated, rows=part)

    def _offer_addresses(self) -> None:
        """Those who use an address that was replaced are asked whether they use the new one."""
        rows = []
        for change in self._details:
            if change.is_new:
                continue
            before = self.people[change.id].facets["identifiers"]
            filed = on_file(self.people[change.id].stated)
            own = is_held(change.id, self.speaker)
            for old, new in moved_addresses(before, change.facets["identifiers"]).items():
                texts = {"old": f"email:{old}", "new": f"email:{new}"}
                follows = own and ("email", old) in filed
                rows.append({"id": change.id, "follows": follows, **texts})
        for part in chunks(rows):
            self.tx.many(
                repository.offer_addresses, rows=part, by=self.speaker, version=self.tx.seq
            )


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


def _create_identifiers(
    tx: Writer, rows: Sequence[dict[str, str]], *, private: bool | None
) -> None:
    """Create identifiers, those that several people may have only once."""
    shared = sorted({row["identifier"] for row in rows if row["kind"] in SHARED_KINDS})
    there = {
        identifier
        for part in chunks(shared)
        for identifier, _ in tx.one(repository.find_identified, identifiers=part).pairs
    }
    create: list[dict[str, str]] = []
    share: list[dict[str, str]] = []
    for row in rows:
        if row["identifier"] in there:
            share.append(row)
        else:
            there.add(row["identifier"])
            create.append(row)
    for part in chunks(create):
        tx.do(repository.create_identifiers, rows=part, private=private)
    for part in chunks(share):
        tx.do(repository.share_identifiers, rows=part, private=private)


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
