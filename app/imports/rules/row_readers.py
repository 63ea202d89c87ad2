"""What one row says: of a person, of a relationship, of two people who know each other."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from app.errors import FieldError
from app.field_types import unknown
from app.imports.models import Row
from app.imports.rules.cells import BadCell, company, day, fold, one_line, several, share, yes_or_no
from app.imports.rules.columns import Bound
from app.people.models import PersonIn
from app.titles.models import Recognition

Value = TypeVar("Value")
ROLES = ("partner", "client", "prospect", "other")


class Titles(Protocol):
    """What a title says of a profession: see `app.titles.rules.recognizing.Recognizer`."""

    def recognize(self, title: str, company: str = "") -> Recognition: ...

    def named(self, text: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Professions:
    """The workspace's professions, as an import needs them."""

    keys: Collection[str]
    titles: Titles

    def named(self, text: str) -> str:
        """The profession that a cell names by key, name or alias; raises `BadCell`."""
        key = fold(text).replace("-", " ").replace(" ", "_")
        found = key if key in self.keys else self.titles.named(text)
        if found is None:
            raise BadCell(unknown("profession", text[:60], self.keys))
        return found


NOT_RECOGNIZED = Recognition()


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What one row says of a person. What it leaves empty is not in `fields`."""

    line: int
    fields: dict[str, Any]
    """By the names of a person's fields (SPEC: person)."""
    recognized: Recognition = NOT_RECOGNIZED
    """The profession that title and company say; no one stated it."""
    since: date | None = None
    """Since when the connector knows them."""
    person: PersonIn | None = field(default=None, compare=False)
    """The person that it describes, once that is checked."""


@dataclass(frozen=True, slots=True)
class RelationshipDraft:
    """What one row says of how one person knows another, each given by id or email address."""

    line: int
    source: str
    target: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AcquaintanceDraft:
    """Two people who know each other, each given by id or email address."""

    line: int
    a: str
    b: str


Draft = PersonDraft | RelationshipDraft | AcquaintanceDraft


class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, bound: Bound, row: Row) -> None:
        self._bound = bound
        self._row = row
        self.issues: list[FieldError] = []

    def read(self, column: str, make: Callable[[str], Value]) -> Value | None:
        """The value of a column, None where its cell is empty or wrong."""
        try:
            text = self._bound.value(column, self._row)
            return make(text) if text else None
        except BadCell as error:
            self.refuse(column, str(error))
            return None

    def text(self, column: str) -> str:
        return self.read(column, one_line) or ""

    def values(self, column: str) -> tuple[str, ...]:
        return self.read(column, several) or ()

    def refuse(self, column: str, message: str) -> None:
        heading = self._bound.heading(column)
        self.issues.append(FieldError(line=self._row.line, column=heading, message=message))


def read_linkedin(
    bound: Bound, row: Row, professions: Professions
) -> PersonDraft | list[FieldError] | None:
    """A connection, what is wrong with its row, or None for a member who has left."""
    reader = RowReader(bound, row)
    name = one_line(f"{reader.text('first_name')} {reader.text('last_name')}")
    nameless = not (name or reader.issues)
    email = reader.text("email_address")
    profile = reader.text("url")
    if nameless and not (email or profile or reader.issues):
        return None
    if nameless:
        reader.refuse("first_name", "the row has no name")
    title = reader.text("position")
    fields: dict[str, Any] = {
        "name": name,
        "emails": [email] if email else [],
        "profiles": [profile] if profile else [],
        "organisation": reader.read("company", company),
        "title": title,
    }
    since = reader.read("connected_on", day)
    found = professions.titles.recognize(title, fields["organisation"] or "")
    return reader.issues or PersonDraft(row.line, _set(fields), found, since=since)


def read_person(bound: Bound, row: Row, professions: Professions) -> PersonDraft | list[FieldError]:
    """A person of a CSV of people, or what is wrong with the row."""
    reader = RowReader(bound, row)
    full = one_line(f"{reader.text('first_name')} {reader.text('last_name')}")
    name = reader.text("name") or full
    if not (name or reader.issues):
        reader.refuse("name", "the row has no name")
    stated = reader.read("professions", lambda text: _professions(text, professions))
    title = reader.text("title")
    fields: dict[str, Any] = {
        "id": reader.text("id"),
        "name": name,
        "emails": list(reader.values("email")),
        "phones": list(reader.values("phone")),
        "profiles": list(reader.values("profile")),
        "title": title,
        "professions": stated,
        "organisation": reader.read("organisation", company),
        "town": reader.text("town"),
        "regions": list(reader.values("regions")),
        "segments": list(reader.values("segments")),
        "role": reader.read("role", _role),
        "connector": reader.read("connector", yes_or_no),
        "groups": list(reader.values("groups")),
        "meeting_groups": list(reader.values("meeting_groups")),
        "notes": reader.read("notes", str),
    }
    found = NOT_RECOGNIZED
    if not stated:
        found = professions.titles.recognize(title, fields["organisation"] or "")
    return reader.issues or PersonDraft(row.line, _set(fields), found)


def read_relationship(bound: Bound, row: Row) -> RelationshipDraft | list[FieldError]:
    """How one knows another, or what is wrong with the row."""
    reader = RowReader(bound, row)
    source, target = _two_people(reader, "from", "to")
    fields = {
        "trust": reader.read("trust", share),
        "since": reader.read("since", day),
        "last_contact": reader.read("last_contact", day),
        "contexts": reader.read("contexts", _contexts),
    }
    present = {name: value for name, value in fields.items() if value is not None}
    return reader.issues or RelationshipDraft(row.line, source, target, present)


def read_acquaintance(bound: Bound, row: Row) -> AcquaintanceDraft | list[FieldError]:
    """Two who know each other, or what is wrong with the row."""
    reader = RowReader(bound, row)
    a, b = _two_people(reader, "a", "b")
    return reader.issues or AcquaintanceDraft(row.line, a, b)


def _two_people(reader: RowReader, one: str, other: str) -> tuple[str, str]:
    found = reader.text(one), reader.text(other)
    if not reader.issues:
        for column, text in zip((one, other), found, strict=True):
            if not text:
                reader.refuse(column, "must be a person’s ID or email address")
        if not reader.issues and found[0] == found[1]:
            reader.refuse(other, "can’t be the same person")
    return found


def _professions(text: str, professions: Professions) -> list[str]:
    return list(dict.fromkeys(professions.named(part) for part in several(text)))


def _role(text: str) -> str:
    if fold(text) not in ROLES:
        raise BadCell(f"“{text[:40]}” is none of {', '.join(ROLES)}")
    return fold(text)


def _contexts(text: str) -> dict[str, float]:
    """`attorney=0.8;accountant=0.5`: trust by profession."""
    contexts = {}
    for part in several(text):
        key, equals, trust = part.partition("=")
        if not equals or not key.strip():
            raise BadCell(f"“{part[:40]}” is not written like attorney=0.8")
        contexts[key.strip()] = share(trust.strip())
    return contexts


def _set(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that the row has something for; False and empty say nothing."""
    return {name: value for name, value in fields.items() if value}
