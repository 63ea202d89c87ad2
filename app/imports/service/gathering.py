"""What a file says, compared with existing people; and the saving of a part of it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from app.errors import FieldError
from app.graph import Reader, Writer
from app.imports.models import ImportFormat
from app.imports.rules.entries import (
    Entry,
    References,
    gather_acquaintances,
    gather_relationships,
)
from app.imports.rules.parsing import OpenedFile, read_rows
from app.imports.rules.people_entries import gather_people
from app.imports.rules.row_readers import (
    AcquaintanceDraft,
    Draft,
    PersonDraft,
    Professions,
    RelationshipDraft,
)
from app.imports.service.saving import save_drafts
from app.people.models import RowResult
from app.people.rules.identifiers import normalise_email
from app.people.service.permitting import ids_there, permitted
from app.people.service.saving import identifier_owners, read_vocabulary
from app.relationships.service import save_acquaintances, save_relationships
from app.relationships.service.recording import stated_by
from app.security import Principal, policy
from app.security.policy import What
from app.session import Session
from app.titles.service import load_recognizer

Entries = Sequence[Entry[Any]]


def gather(
    session: Session, file: OpenedFile, connector: str | None
) -> tuple[Entries, list[FieldError]]:
    """Everything that a file says, each person or pair once, and what is wrong with other rows.

    The computing stands outside the transactions that read what it needs.
    """
    vocabulary = session.read(read_vocabulary)
    country = vocabulary.country
    titles = session.read(lambda tx: load_recognizer(tx, country))
    rows = read_rows(file, Professions(vocabulary.professions, titles))
    entries: Entries
    issues: list[FieldError]
    if file.format in ("linkedin", "people"):
        people = [draft for draft in rows.drafts if isinstance(draft, PersonDraft)]
        entries, issues = gather_people(people, connector, vocabulary, file.heading_of)
    else:
        references = session.read(
            lambda tx: _references(tx, session.principal, file.format, rows.drafts)
        )
        entries, issues = _gather_pairs(rows.drafts, references, session.principal, file)
    return entries, [*rows.errors, *issues]


def _gather_pairs(
    drafts: Iterable[Draft], references: References, principal: Principal, file: OpenedFile
) -> tuple[Entries, list[FieldError]]:
    if file.format == "relationships":
        views = [draft for draft in drafts if isinstance(draft, RelationshipDraft)]
        only_from = None if policy.allows(principal, "bring_in") else principal.connector
        return gather_relationships(views, references, only_from, file.heading_of)
    pairs = [draft for draft in drafts if isinstance(draft, AcquaintanceDraft)]
    return gather_acquaintances(pairs, references, file.heading_of)


def _references(
    tx: Reader, principal: Principal, file_format: ImportFormat, drafts: Iterable[Draft]
) -> References:
    """Who the cells mean: a person's id goes before an email address that looks like one.

    A bound key speaks of people it sees, and says of its own contacts only that they know
    each other.
    """
    texts = {text for draft in drafts for text in _named(draft)}
    found = {person: person for person in ids_there(tx, texts)}
    addresses: dict[str, str] = {}
    for text in texts - found.keys():
        with suppress(ValueError):
            addresses[text] = f"email:{normalise_email(text)}"
    owners = identifier_owners(tx, set(addresses.values()))
    found |= {text: owners[one] for text, one in addresses.items() if one in owners}
    what: What = "see_card" if file_format == "relationships" else "pair"
    if policy.allows(principal, what):
        return References(found)
    may = permitted(tx, principal, what, found.values())
    return References({text: person for text, person in found.items() if person in may})


def _named(draft: Draft) -> tuple[str, ...]:
    """What a row calls its two people."""
    if isinstance(draft, RelationshipDraft):
        return draft.source, draft.target
    return (draft.a, draft.b) if isinstance(draft, AcquaintanceDraft) else ()


def save(
    tx: Writer,
    principal: Principal,
    file_format: ImportFormat,
    part: Entries,
    *,
    connector: str | None,
    source: str,
    now: datetime,
    secret: bytes,
) -> list[RowResult]:
    """Save some entries, filling in what is empty (docs/decisions/0005)."""
    items = [entry.item for entry in part]
    if file_format == "relationships":
        own_word = principal.speaks_only_for_themself
        return save_relationships(tx, items, source=source, own_word=own_word, mode="fill")
    if file_format == "acquaintances":
        return save_acquaintances(tx, items, by=stated_by(principal))
    return save_drafts(
        tx, principal, part, connector=connector, source=source, now=now, secret=secret
    )
