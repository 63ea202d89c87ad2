"""Saving people, many at a time, inside the caller's write transaction.

Reads what exists with a few statements for all rows, decides in pure Python, creates what is
missing and sets what differs: on the embedded engine that is twenty times faster than MERGE.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from app.errors import FieldError, NotFound
from app.field_types import fold, pointer
from app.graph import Reader, Writer, chunks
from app.people import repository
from app.people.models import FaultCode, PersonFields, PersonIn, RowResult, Status
from app.people.rules.changes import (
    OWN_FIELDS,
    Change,
    Existing,
    Mode,
    field_of_identifier,
    joined_groups,
    plan_change,
    touches_own_part,
)
from app.people.rules.details import has_own_notes, on_file, shared_part, told
from app.people.rules.normalize import PersonDraft, Refused, Vocabulary, draft
from app.people.service.permitting import contacts_among, ids_there, permitted
from app.people.service.telling import held_of, shares_details, stated_of
from app.people.service.writing import Writing
from app.security import Principal, policy
from app.tombstones.service import buried


@dataclass(slots=True)
class _Row:
    """One row on its way: refused, or with the person it is about."""

    index: int
    draft: PersonDraft | None = None
    faults: tuple[FieldError, ...] = ()
    person_id: str | None = None
    recognised: bool = False
    linked: bool = False
    """Whether it is about someone the caller does not know, found by an identifier."""
    change: Change | None = None

    @property
    def is_of_deleted(self) -> bool:
        """Whether it was refused because it would bring back someone who was deleted."""
        return any(fault.code == "suppressed" for fault in self.faults)

    def keep_own_part(self) -> None:
        """Take only what the caller says for themself: someone else entered the person."""
        if self.draft is None:
            return
        said = self.draft.said - OWN_FIELDS - {"id", "name"}
        self.draft = self.draft.without_shared_fields()
        if said:
            self.draft = replace(self.draft, warnings=(ONLY_ENTERER,))

    def refuse(self, message: str, code: FaultCode = "invalid_input", *, at: str = "") -> None:
        self.draft = None
        self.faults = (*self.faults, FieldError(pointer=at, message=message, code=code))


@dataclass(frozen=True, slots=True)
class ContactsOf:
    """Whose contacts the saved people become, unrated, and since when each is known."""

    connector: str
    since: Sequence[date | None]
    """One for each item; None when no one knows."""


ONLY_THEMSELVES = "only they can change this: they use Intros too, or it’s their preference"
OWN_NOTES = "notes are about your contacts, not about yourself"
ONLY_ENTERER = "only your own details and notes were saved: someone else entered this person"
NOT_YOURS = "this person is not one of your contacts"
NOT_A_MEMBER = "only members can add people"
NO_CONNECTORS = "only administrators and programs make someone a connector"
DELETED = "this person was deleted, and can be added again only when they agree"


def save_people(
    tx: Writer,
    items: Sequence[PersonIn],
    *,
    principal: Principal,
    secret: bytes,
    source: str,
    now: datetime,
    mode: Mode = "replace",
    contacts_of: ContactsOf | None = None,
) -> list[RowResult]:
    """Save people: each is found by id, else by a strong identifier, else created.

    A row that cannot be saved is refused with its faults, and the others go in; one that would
    bring back someone who was deleted is `suppressed`, as `secret` recognizes them. A bound
    key brings no one into groups that its connector is not in. Raises `NotFound` when the
    connector of `contacts_of` is not there.
    """
    vocabulary = read_vocabulary(tx)
    rows = _normalise(items, vocabulary)
    speaker = contacts_of.connector if contacts_of else principal.connector
    taken = _identify(tx, rows, principal)
    _refuse_deleted(tx, secret, rows)
    _refuse_nameless(rows)
    _refuse_repeated(rows)
    there = [row.person_id for row in rows if row.draft and row.person_id]
    people = load_existing(tx, there, speaker)
    closed = closed_groups(tx, vocabulary, principal)
    planned = []
    for row in rows:
        if row.draft is None:
            continue
        change = _plan(row, row.draft, people, mode)
        if closed & joined_groups(change, row.draft, people.get(change.id)):
            row.refuse(NOT_A_MEMBER, "forbidden", at="/groups")
        elif change.properties.get("connector") and not policy.allows(principal, "make_connector"):
            row.refuse(NO_CONNECTORS, "forbidden", at="/connector")
        elif has_own_notes(change, speaker):
            row.refuse(OWN_NOTES, at="/notes")
        elif mode == "replace" and _is_anothers(change, people.get(change.id), principal, speaker):
            row.refuse(ONLY_THEMSELVES, "forbidden")
        else:
            row.change, row.person_id = change, change.id
            planned.append((change, row.draft))
    writing = Writing(tx, people, vocabulary, speaker, taken)
    writing.write(planned, now)
    known: set[str] = set()
    if contacts_of:
        own_word = principal.speaks_only_for_themself
        known = _know(tx, rows, contacts_of, writing.held, source, own_word=own_word)
    writing.finish(besides=known)
    return [_result(row, item.id, known) for row, item in zip(rows, items, strict=True)]


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


def closed_groups(tx: Reader, vocabulary: Vocabulary, principal: Principal) -> frozenset[str]:
    """The groups that the principal may bring no one into."""
    if policy.allows(principal, "join_group"):
        return frozenset()
    own = set(tx.one(repository.find_own_groups, connector=principal.connector).ids)
    return frozenset(
        group
        for group in vocabulary.groups.values()
        if not policy.allows(principal, "join_group", "member" if group in own else "none")
    )


def _is_anothers(
    change: Change, existing: Existing | None, principal: Principal, speaker: str | None
) -> bool:
    """Whether it would change what only the person may."""
    relation = policy.relation_without_facts(principal, change.id)
    return touches_own_part(shared_part(change, speaker), existing) and not policy.allows(
        principal, "change_own_part", relation
    )


def _normalise(items: Sequence[PersonFields], vocabulary: Vocabulary) -> list[_Row]:
    rows = []
    for index, item in enumerate(items):
        try:
            said = draft(item, vocabulary)
        except Refused as refused:
            rows.append(_Row(index, faults=refused.faults))
        else:
            rows.append(_Row(index, said))
            vocabulary = vocabulary.with_words_of(said)
    return rows


def _identify(tx: Reader, rows: Sequence[_Row], principal: Principal) -> Set[str]:
    """Find out who each row is about: by its ID, or by who its identifiers belong to.

    A row of a connector about someone unknown to them, found by an identifier, keeps only details
    and notes. An identifier of someone unknown that cannot decide who a row is about is passed
    over: to tell of it would tell that it exists. Returns the identifiers that belong to someone.
    """
    taken = ids_there(tx, {row.draft.id for row in rows if row.draft and row.draft.id})
    owners = identifier_owners(tx, {i for row in rows if row.draft for i in row.draft.strong})
    met = taken.union(owners.values())
    known = permitted(tx, principal, "change", met)
    entered = permitted(tx, principal, "change_public", met)
    for row in rows:
        if row.draft is None:
            continue
        found = {owners[i] for i in row.draft.strong if i in owners}
        if row.draft.id is not None:
            _identify_by_id(row, row.draft.id, found & known, taken, known)
        elif len(found & known) > 1:
            names = " and ".join(f"“{person}”" for person in sorted(found & known))
            message = f"its identifiers belong to different people: {names}"
            row.refuse(message, "ambiguous_identity")
        elif found & known:
            row.person_id, row.recognised = min(found & known), True
        elif len(found) == 1:
            row.person_id, row.linked = min(found), True
            row.draft = row.draft.without_shared_fields()
    for row in rows:
        if row.draft is not None and row.person_id in known - entered:
            row.keep_own_part()
    return owners.keys()


def _identify_by_id(
    row: _Row, given: str, found: Set[str], taken: Set[str], known: Set[str]
) -> None:
    """An ID goes before all else; no one reaches someone unknown by guessing one."""
    if given in taken - known:
        row.refuse(NOT_YOURS, "forbidden")
    elif others := found - {given}:
        message = f"an identifier belongs to “{min(others)}” already"
        row.refuse(message, "identifier_taken", at="/id")
    elif given in taken:
        row.person_id = given


def identifier_owners(tx: Reader, identifiers: Set[str]) -> dict[str, str]:
    """Who identifiers (`kind:value`) belong to; a shared phone to any one of them."""
    return {
        identifier: owner
        for part in chunks(sorted(identifiers))
        for identifier, owner in tx.one(repository.find_identified, identifiers=part).pairs
    }


def _refuse_deleted(tx: Reader, secret: bytes, rows: Sequence[_Row]) -> None:
    """Refuse rows that would bring back someone who was deleted."""
    telling = {row.index: row.draft.telling(row.person_id) for row in rows if row.draft}
    deleted = deleted_among(tx, secret, {one for some in telling.values() for one in some})
    for row in rows:
        if row.draft and (found := telling[row.index] & deleted):
            row.refuse(DELETED, "suppressed", at=pointer(field_of_identifier(min(found))))


def deleted_among(tx: Reader, secret: bytes, identifiers: Set[str]) -> Set[str]:
    """Those of these identifiers that only someone who was deleted had."""
    deleted = buried(tx, secret, identifiers)
    return deleted - identifier_owners(tx, deleted).keys() if deleted else set()


def _refuse_nameless(rows: Sequence[_Row]) -> None:
    for row in rows:
        if row.draft and row.person_id is None and "name" not in row.draft.properties:
            row.refuse("a new person needs a name", at="/name")


def _refuse_repeated(rows: Sequence[_Row]) -> None:
    """The same person twice in one batch: the first row counts, later ones are refused."""
    seen: dict[str, int] = {}
    for row in rows:
        if row.draft is None:
            continue
        keys = set(row.draft.strong) | ({f"id {row.draft.id}"} if row.draft.id else set())
        keys |= {f"id {row.person_id}"} if row.person_id else set()
        before = keys & seen.keys()
        if before:
            first = min(seen[key] for key in before)
            message = f"is the same person as at index {first}"
            row.refuse(message, "duplicate_in_batch")
        else:
            seen |= dict.fromkeys(keys, row.index)


def load_existing(tx: Reader, ids: Sequence[str], speaker: str | None) -> dict[str, Existing]:
    """People with their facets, by id, as the one who speaks has them."""
    return {
        row.id: existing_of(row, speaker)
        for part in chunks(ids)
        for row in tx.many(repository.load_people, ids=part, viewer=speaker)
    }


def existing_of(row: repository.PersonRow, speaker: str | None) -> Existing:
    """A person as the one who speaks has them: with their own details and notes."""
    stated = stated_of(row)
    if speaker in (None, row.id):
        identifiers = on_file(stated)
        notes = row.properties.get("notes") if speaker is None else None
    else:
        held = held_of(row)
        identifiers, notes = told(stated, held, shares=shares_details(row)), held.notes
    return Existing(
        id=row.id,
        properties={**row.properties, "notes": notes},
        stated=stated,
        facets={
            "identifiers": identifiers,
            "professions": frozenset(tuple(entry) for entry in row.professions),
            "groups": frozenset((group,) for group, _ in row.groups),
            "work": frozenset(tuple(entry[:5]) for entry in row.work),
            "education": frozenset(tuple(entry[:3]) for entry in row.education),
            "meets": frozenset((trigger, count) for trigger, count in row.meets),
        },
    )


def _plan(row: _Row, said: PersonDraft, people: Mapping[str, Existing], mode: Mode) -> Change:
    existing = people[row.person_id] if row.person_id else None
    return plan_change(said, existing, said.id or token_hex(8), mode)


def _know(
    tx: Writer,
    rows: Sequence[_Row],
    contacts: ContactsOf,
    held: Mapping[str, Mapping[str, Any]],
    source: str,
    *,
    own_word: bool,
) -> set[str]:
    """Let the connector know those of the saved people they did not; returns their ids."""
    if not ids_there(tx, {contacts.connector}):
        raise NotFound(f"No person “{contacts.connector}” in this workspace.")
    saved = [row for row in rows if row.draft and row.person_id != contacts.connector]
    there = [change.id for row in saved if (change := row.change) and not change.is_new]
    known = contacts_among(tx, contacts.connector, there)
    nothing = {"details": None, "notes": None}
    there_before = set(there) if own_word else set()
    new = [
        {
            "id": person,
            "since": contacts.since[row.index],
            "asserted": True if person in there_before else None,
            **nothing,
            **held.get(person, {}),
        }
        for row in saved
        if (person := row.person_id) and person not in known
    ]
    for part in chunks(new):
        tx.do(
            repository.create_contacts,
            connector=contacts.connector,
            rows=part,
            source=source,
            own_word=True if own_word else None,
            version=tx.seq,
        )
    return {str(row["id"]) for row in new}


def _result(row: _Row, given_id: str | None, newly_known: set[str]) -> RowResult:
    if row.draft is None or row.change is None:
        person = row.person_id or given_id
        status: Status = "suppressed" if row.is_of_deleted else "refused"
        return RowResult(index=row.index, id=person, status=status, errors=row.faults)
    changed = not row.change.is_empty or row.change.id in newly_known
    is_new = row.change.is_new or row.linked
    return RowResult(
        index=row.index,
        id=row.change.id,
        status="created" if is_new else "updated" if changed else "unchanged",
        warnings=(*row.draft.warnings, *row.change.kept),
        recognised=row.recognised,
    )
