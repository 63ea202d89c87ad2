"""Saving a part of a file's people.

A connector's key changes only people the connector knows (docs/decisions/0006). Someone else,
matched by an address in the row, becomes a contact and stays as they are; by an ID alone, which may
be guessed, no one does (docs/decisions/0039).
"""

from collections.abc import Sequence
from datetime import datetime

from app.graph import Writer
from app.imports.rules.entries import Entry
from app.imports.rules.people_entries import person_of
from app.imports.rules.row_readers import PersonDraft
from app.people.models import RowResult
from app.people.service.saving import ContactsOf, save_people
from app.security import Principal

People = Sequence[Entry[PersonDraft]]


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
    contacts = None
    if connector is not None:
        contacts = ContactsOf(connector, [entry.item.since for entry in part])
    return save_people(
        tx,
        [person_of(entry.item) for entry in part],
        principal=principal,
        source=source,
        now=now,
        mode="fill",
        contacts_of=contacts,
        secret=secret,
    )
