"""The people of a file: every row checked by itself, and rows about the same person united.

Rows are the same person when they share an id, an email address or a profile. A row without any
of these gets an id made of what it has, so that the same row finds the same person in every later
run; such a row says too little to be united with another that differs from it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

from pydantic import ValidationError

from app.errors import FieldError
from app.field_types import fold
from app.imports.rules.entries import Entry
from app.imports.rules.row_readers import PersonDraft
from app.people.models import PersonIn, RecognizedPerson
from app.people.rules.normalize import Refused, Vocabulary, draft

HeadingOf = Callable[[str], str | None]
"""The heading of the file for a pointer into a person (`/emails/0`)."""


def gather_people(
    rows: Iterable[PersonDraft],
    connector: str | None,
    vocabulary: Vocabulary,
    heading_of: HeadingOf,
) -> tuple[list[Entry[PersonDraft]], list[FieldError]]:
    """The people in the order of their first rows, and what is wrong with rows left out."""
    entries: list[Entry[PersonDraft]] = []
    owners: dict[str, Entry[PersonDraft]] = {}
    issues: list[FieldError] = []
    for row in rows:
        checked = _check(row, vocabulary, heading_of)
        if isinstance(checked, list):
            issues += checked
            continue
        person, keys = checked
        made = not keys
        item = _with_made_id(row, connector) if made else replace(row, person=person)
        keys = keys or frozenset({f"id {item.fields['id']}"})
        found = {id(entry): entry for key in keys if (entry := owners.get(key))}
        if message := _contradiction(item, list(found.values()), made=made):
            issues.append(FieldError(line=row.line, column=None, message=message))
            continue
        entry = next(iter(found.values()), None)
        if entry is None:
            entry = Entry(row.line, item)
            entries.append(entry)
        else:
            entry.add(row.line, unite(entry.item, item))
        entry.keys |= keys
        owners |= dict.fromkeys(keys, entry)
    return entries, issues


def person_of(row: PersonDraft) -> PersonIn:
    """The person that a row describes; anyone with a profession is a partner, but who serves one
    employer only, as far as the title says, is not.

    Raises pydantic's `ValidationError`.
    """
    if row.person is not None:
        return row.person
    fields = dict(row.fields)
    found = row.recognized
    if found.profession and not fields.get("professions"):
        fields.setdefault("role", "other" if found.in_house else "partner")
        how = "alias" if found.by in ("own", "name") else "guessed"
        named = {"professions": [found.profession], "how": how}
        return RecognizedPerson.model_validate(fields | named)
    fields.setdefault("role", "partner" if fields.get("professions") else "other")
    return PersonIn.model_validate(fields)


def _check(
    row: PersonDraft, vocabulary: Vocabulary, heading_of: HeadingOf
) -> tuple[PersonIn, frozenset[str]] | list[FieldError]:
    """The person and what tells who this is, or what is wrong with the row."""
    try:
        person = person_of(row)
        said = draft(person, vocabulary)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        faults = [
            FieldError(
                pointer="".join(f"/{part}" for part in fault["loc"]),
                message=fault["msg"].removeprefix("Value error, "),
            )
            for fault in found
        ]
    except Refused as refused:
        faults = list(refused.faults)
    else:
        return person, said.strong | ({f"id {said.id}"} if said.id else frozenset())
    return [
        FieldError(line=row.line, column=heading_of(fault.pointer), message=fault.message)
        for fault in faults
    ]


def unite(first: PersonDraft, other: PersonDraft) -> PersonDraft:
    """The first row, filled in from another: lists united, what is empty taken."""
    fields = dict(first.fields)
    for name, value in other.fields.items():
        had = fields.get(name)
        if isinstance(value, list) and had and name != "professions":
            fields[name] = list(dict.fromkeys([*had, *value]))
        elif not had:
            fields[name] = value
    since = min((row.since for row in (first, other) if row.since), default=None)
    recognized = first.recognized if first.recognized.profession else other.recognized
    return PersonDraft(first.line, fields, recognized, since)


def _with_made_id(row: PersonDraft, connector: str | None) -> PersonDraft:
    """The row with an id of what it has: two namesakes differ by employer, town or day."""
    fields = row.fields
    parts = [connector, fields["name"], fields.get("organisation"), fields.get("town")]
    if row.since:
        # The day on which LinkedIn connected them stays when someone changes employer.
        parts = [connector, fields["name"], row.since.isoformat()]
    made = "|".join(fold(part or "") for part in parts)
    digest = blake2b(made.encode(), digest_size=8).hexdigest()
    return replace(row, fields={"id": f"row-{digest}"} | fields)


def _first_name(name: str) -> str:
    return fold(name).split(" ", 1)[0]


def _contradiction(
    item: PersonDraft, found: Sequence[Entry[PersonDraft]], *, made: bool
) -> str | None:
    """Why a row cannot be one of the people found before it."""
    if len(found) > 1:
        lines = " and ".join(str(line) for line in sorted(entry.line for entry in found))
        return f"its addresses are those of lines {lines}, which are different people"
    if not found:
        return None
    other = found[0].item.fields
    if item.fields.get("id") and other.get("id") not in (None, item.fields["id"]):
        return f"its address is that of line {found[0].line}, which has another id"
    if _first_name(item.fields["name"]) != _first_name(other["name"]):
        return (
            f"its address is that of line {found[0].line}, “{other['name']}”: leave a shared "
            "address out of one of the two, or give each an id"
        )
    if made and item.fields != other:
        return (
            f"it has the name of line {found[0].line}, and could be the same person or "
            "someone else: add an ID or an email address"
        )
    return None
