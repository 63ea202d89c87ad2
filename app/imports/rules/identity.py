"""Which rows of a file are about the same person.

Rows are the same person when they share an id, an e-mail address or a profile. A row of people
without any of these gets an id made of what it has, so that the same row finds the same person
in every later run; such a row says too little to be united with another that differs from it.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from app.imports.models import Issue
from app.imports.rules.drafts import PersonDraft
from app.people.rules.drafts import normalise_email, normalise_profile
from app.texts import fold


@dataclass(slots=True)
class SamePerson:
    """All rows of a file about one person, the first one first, united."""

    united: PersonDraft
    later: list[tuple[PersonDraft, bool]] = field(default_factory=list)
    """The other rows, and whether each said anything new."""

    def add(self, draft: PersonDraft) -> None:
        united = unite(self.united, draft)
        self.later.append((draft, united != self.united))
        self.united = united


def unite(first: PersonDraft, other: PersonDraft) -> PersonDraft:
    """The first row, filled in from another: lists united, what is empty taken."""
    fields = dict(first.fields)
    for name, value in other.fields.items():
        had = fields.get(name)
        if isinstance(value, list) and had and name != "professions":
            fields[name] = list(dict.fromkeys([*had, *value]))
        elif not had:
            fields[name] = value
    since = min((d.since for d in (first, other) if d.since), default=None)
    title = first.title_profession or other.title_profession
    return PersonDraft(first.line, fields, title, since)


def gather(
    drafts: Iterable[PersonDraft], connector: str | None
) -> tuple[list[SamePerson], list[Issue]]:
    """The people of a file, in the order of their first rows, and the rows that contradict."""
    people: list[SamePerson] = []
    owners: dict[str, SamePerson] = {}
    issues: list[Issue] = []
    for row in drafts:
        made = not _strong(row)
        draft = _with_made_id(row, connector) if made else row
        keys = _strong(draft)
        found = {id(owner): owner for key in keys if (owner := owners.get(key))}
        if message := _contradiction(draft, list(found.values()), made=made):
            issues.append(Issue(line=draft.line, column=None, message=message))
            continue
        if found:
            (person,) = found.values()
            person.add(draft)
        else:
            person = SamePerson(draft)
            people.append(person)
        owners |= dict.fromkeys(keys, person)
    return people, issues


def _strong(draft: PersonDraft) -> list[str]:
    """What tells who somebody is. What cannot be normalised is refused when it is saved."""
    keys = [f"id:{draft.fields['id']}"] if "id" in draft.fields else []
    for kind, normalise in (("emails", normalise_email), ("profiles", normalise_profile)):
        for text in draft.fields.get(kind, ()):
            with suppress(ValueError):
                keys.append(f"{kind}:{normalise(text)}")
    return keys


def _with_made_id(draft: PersonDraft, connector: str | None) -> PersonDraft:
    """The draft with an id of what it has; two namesakes differ by employer, town or day."""
    fields = draft.fields
    parts = [connector, fields["name"], fields.get("organisation"), fields.get("town")]
    if draft.since:
        # LinkedIn knows the day, which stays when somebody changes employer.
        parts = [connector, fields["name"], draft.since.isoformat()]
    made = "|".join(fold(part or "") for part in parts)
    digest = blake2b(made.encode(), digest_size=8).hexdigest()
    return replace(draft, fields={"id": f"row-{digest}"} | fields)


def _contradiction(draft: PersonDraft, found: Sequence[SamePerson], *, made: bool) -> str | None:
    """Why a row cannot be one of the people found before it."""
    if len(found) > 1:
        lines = " and ".join(str(person.united.line) for person in found)
        return f"its addresses are those of lines {lines}, which are different people"
    if not found:
        return None
    other, own = found[0].united, draft.fields.get("id")
    there = other.fields.get("id")
    if own and there and own != there:
        return f"its address is that of line {other.line}, which has another id"
    if made and draft.fields != other.fields:
        return (
            f"it has the name of line {other.line}, and nothing tells them apart or says that "
            "they are the same: add an id or an e-mail address"
        )
    return None
