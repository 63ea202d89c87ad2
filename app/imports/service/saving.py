"""Saving a part of a file's people.

A connector's key changes only people the connector knows (docs/decisions/0006). Someone else,
matched by an address in the row, becomes a contact and stays as they are; by an ID alone, which may
be guessed, no one does.
"""

from collections.abc import Sequence
from datetime import datetime

from app.errors import FieldError
from app.graph import Reader, Writer
from app.imports.rules.entries import Entry
from app.imports.rules.people_entries import person_of
from app.imports.rules.row_readers import PersonDraft
from app.people.models import PersonIn, RowResult
from app.people.service.permitting import ids_there, permitted
from app.people.service.saving import ContactsOf, identifier_owners, save_people
from app.security import Principal, policy

People = Sequence[Entry[PersonDraft]]
ID = "id "
"""How a key of an entry begins that is an id."""
TAKEN = "is already used by someone else"
TELLING = ("identifier_taken", "ambiguous_identity")
"""Faults whose messages name other people."""


def save_drafts(
    tx: Writer,
    principal: Principal,
    part: People,
    *,
    connector: str | None,
    source: str,
    now: datetime,
    secret: bytes,
) -> list[RowResult]:
    """Save people, filling in what is empty (docs/decisions/0005); one result for each entry."""
    people = {index: person_of(entry.item) for index, entry in enumerate(part)}
    strangers: dict[int, str] = {}
    may_change_anyone = policy.allows(principal, "change")
    if not may_change_anyone:
        strangers, barred = _strangers(tx, principal, part)
        people = {i: person for i, person in people.items() if i not in barred}
        people |= {i: PersonIn(id=stranger) for i, stranger in strangers.items()}
    contacts = None
    if connector is not None:
        contacts = ContactsOf(connector, [part[index].item.since for index in people])
    saved = save_people(
        tx,
        list(people.values()),
        principal=principal,
        source=source,
        now=now,
        mode="fill",
        contacts_of=contacts,
        secret=secret,
    )
    results = dict(zip(people, saved, strict=True))
    if not may_change_anyone:
        results = {i: _discreet(result, stranger=i in strangers) for i, result in results.items()}
    return [results.get(index) or _refused(index) for index in range(len(part))]


def _strangers(tx: Reader, principal: Principal, part: People) -> tuple[dict[int, str], set[int]]:
    """Entries about people the principal may not change: by an address, and by id alone."""
    keys = {key for entry in part for key in entry.keys}
    owners = identifier_owners(tx, {key for key in keys if not key.startswith(ID)})
    there = ids_there(tx, {key.removeprefix(ID) for key in keys if key.startswith(ID)})
    known = permitted(tx, principal, "change", there | set(owners.values()))
    strangers: dict[int, str] = {}
    barred: set[int] = set()
    for index, entry in enumerate(part):
        found = {owners[key] for key in entry.keys if key in owners}
        named = {key.removeprefix(ID) for key in entry.keys if key.startswith(ID)}
        if (named & there) - found - known:
            barred.add(index)
        elif len(found) == 1 and named <= found and not found & known:
            strangers[index] = found.pop()
    return strangers, barred


def _refused(index: int) -> RowResult:
    fault = FieldError(pointer="/id", message=TAKEN, code="identifier_taken")
    return RowResult(index=index, id=None, status="refused", errors=(fault,))


def _discreet(result: RowResult, *, stranger: bool) -> RowResult:
    """The result without the ids of people a bound key may not know."""
    faults = tuple(
        fault.model_copy(update={"message": TAKEN}) if fault.code in TELLING else fault
        for fault in result.errors
    )
    recognised = result.recognised or stranger
    return result.model_copy(update={"errors": faults, "recognised": recognised})
