"""What a file says, each person or pair once: its first row, filled in from later ones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from app.errors import FieldError
from app.imports.rules.row_readers import AcquaintanceDraft, RelationshipDraft
from app.relationships.models import PairIn, RelationshipIn

Item = TypeVar("Item")


@dataclass(slots=True)
class Entry(Generic[Item]):
    """All rows of a file about one person or one pair, united."""

    line: int
    item: Item
    later: list[tuple[int, bool]] = field(default_factory=list)
    """The lines of the rows after the first, and whether each said anything new."""
    keys: frozenset[str] = frozenset()
    """What tells who a person is: identifiers as `kind:value`, and `id …`."""

    def add(self, line: int, united: Item) -> None:
        self.later.append((line, united != self.item))
        self.item = united


class Unknown(ValueError):
    """A row names someone who is not there."""

    def __init__(self, column: str, text: str) -> None:
        self.column = column
        super().__init__(f"no person “{text[:60]}”")


@dataclass(frozen=True, slots=True)
class References:
    """Who the cells name: IDs, and email addresses as they were written."""

    people: Mapping[str, str]

    def find(self, column: str, text: str) -> str:
        if text not in self.people:
            raise Unknown(column, text)
        return self.people[text]


def gather_relationships(
    rows: Iterable[RelationshipDraft],
    references: References,
    only_from: str | None,
    heading_of: Callable[[str], str | None],
) -> tuple[list[Entry[RelationshipIn]], list[FieldError]]:
    """Each pair once, in the order of the rows; `only_from` is whose view may be stated."""
    entries: dict[tuple[str, str], Entry[RelationshipIn]] = {}
    issues: list[FieldError] = []
    for row in rows:
        try:
            source = references.find("from", row.source)
            target = references.find("to", row.target)
            if only_from not in (None, source):
                message = "this key states only its own connector's view"
                issues.append(FieldError(line=row.line, column=heading_of("from"), message=message))
                continue
            fields = {"from": source, "to": target} | row.fields
            item = RelationshipIn.model_validate(fields)
        except (Unknown, ValidationError) as error:
            issues += _issues(row.line, error, heading_of)
            continue
        entry = entries.get((source, target))
        if entry is None:
            entries[source, target] = Entry(row.line, item)
        else:
            entry.add(row.line, _unite(entry.item, item))
    return list(entries.values()), issues


def gather_acquaintances(
    rows: Iterable[AcquaintanceDraft],
    references: References,
    heading_of: Callable[[str], str | None],
) -> tuple[list[Entry[PairIn]], list[FieldError]]:
    """Each pair once, whichever of the two comes first."""
    entries: dict[frozenset[str], Entry[PairIn]] = {}
    issues: list[FieldError] = []
    for row in rows:
        try:
            item = PairIn(a=references.find("a", row.a), b=references.find("b", row.b))
        except (Unknown, ValidationError) as error:
            issues += _issues(row.line, error, heading_of)
            continue
        entry = entries.setdefault(frozenset((item.a, item.b)), Entry(row.line, item))
        if entry.line != row.line:
            entry.add(row.line, entry.item)
    return list(entries.values()), issues


def _unite(first: RelationshipIn, other: RelationshipIn) -> RelationshipIn:
    said: dict[str, Any] = other.model_dump(by_alias=True, exclude_unset=True)
    said |= first.model_dump(by_alias=True, exclude_unset=True)
    if first.contexts and other.contexts:
        said["contexts"] = {**other.contexts, **first.contexts}
    return RelationshipIn.model_validate(said)


def _issues(
    line: int, error: Unknown | ValidationError, heading_of: Callable[[str], str | None]
) -> list[FieldError]:
    if isinstance(error, Unknown):
        return [FieldError(line=line, column=heading_of(error.column), message=str(error))]
    return [
        FieldError(
            line=line,
            column=heading_of(str(fault["loc"][0])) if fault["loc"] else None,
            message=fault["msg"].removeprefix("Value error, "),
        )
        for fault in error.errors(include_url=False, include_input=False)
    ]
