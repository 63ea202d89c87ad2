"""Typed columns: the lists that a statement collects, as the row types declare them.

Facts travel as one row whose fields are lists of cells, ten times faster than rows. Of a field
declared `list[Knows]`, with `Knows` a NamedTuple, each cell list becomes a `Knows`; `fault_in`
compares the type with what the statement collects before anything is read. Temporal values are
converted where the declared type is `date` or `datetime`, and nowhere else.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import repeat
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from neo4j.time import Date, DateTime

Convert = Callable[[Any], Any]
Cells = type[tuple[Any, ...]]
"""A NamedTuple: what one list of cells becomes."""

COLLECTED = re.compile(r"^COLLECT\s*\{(.*)\}$", re.IGNORECASE | re.DOTALL)
AGGREGATED = re.compile(r"^collect\s*\((.*)\)$", re.IGNORECASE | re.DOTALL)
LISTED = re.compile(r"^\[(.*)\]$", re.DOTALL)
RETURNED = re.compile(r"\bRETURN\b", re.IGNORECASE)
DISTINCT = re.compile(r"^\s*DISTINCT\b", re.IGNORECASE)
AFTER_COLUMNS = re.compile(r"\b(?:ORDER\s+BY|SKIP|LIMIT)\b", re.IGNORECASE)
ALIAS = re.compile(r"\bAS\s+`?(\w+)`?\s*$", re.IGNORECASE)
PROPERTY = re.compile(r"^(?:toString\()?\w+\.(\w+)\)?$")


# ── reading ──────────────────────────────────────────────────────────────────────────────────


def native(value: Any) -> Any:
    """The driver's temporal values as Python's own, inside lists and maps too; times are UTC."""
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, dict):
        return {key: native(item) for key, item in value.items()}
    if isinstance(value, DateTime):
        moment = value.to_native()
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return value.to_native() if isinstance(value, Date) else value


def day(value: Any) -> Any:
    """A date; as text it travels faster."""
    return date.fromisoformat(value) if type(value) is str else native(value)


def converters(row: type[Any]) -> Mapping[str, Convert]:
    """How the fields of a row type that need it are converted."""
    hints = get_type_hints(row)
    return {name: convert for name, hint in hints.items() if (convert := _converter(hint))}


def cells_of(hint: Any) -> Cells | None:
    """The NamedTuple of a field that is a list of them."""
    (item,) = get_args(hint) if get_origin(hint) is list else (None,)
    named = isinstance(item, type) and issubclass(item, tuple) and hasattr(item, "_fields")
    return item if named else None


def _converter(hint: Any) -> Convert | None:
    cells = cells_of(hint)
    if cells is not None:
        return _cells_converter(cells)
    if hint is date:
        return day
    if hint is datetime:
        return native
    arguments = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        found = [convert for part in arguments if (convert := _converter(part))]
        return _unless_none(found[0]) if found else None
    return native if any(_converter(part) for part in arguments) else None


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _cells_converter(cells: Cells) -> Convert:
    hints = get_type_hints(cells)
    parts = [(at, c) for at, hint in enumerate(hints.values()) if (c := _converter(hint))]

    def read(rows: list[list[Any]]) -> list[tuple[Any, ...]]:
        for values in rows:
            for at, convert in parts:
                values[at] = convert(values[at])
        # As `_make` does, without its call: there may be tens of thousands.
        return list(map(tuple.__new__, repeat(cells), rows))

    return read


# ── checking ─────────────────────────────────────────────────────────────────────────────────


def fault_in(row: type[Any], bare: str) -> str | None:
    """What is wrong with the lists of a row type, held against its statement; None: nothing."""
    columns = returned_columns(bare)
    for name, hint in get_type_hints(row).items():
        cells = cells_of(hint)
        if cells is None:
            if get_origin(hint) is list and get_origin(get_args(hint)[0]) is list:
                return f"{name} must be a list of a NamedTuple that names its cells"
            continue
        fields = tuple(get_type_hints(cells))
        lists = list(collected_lists(columns[name]))
        if not lists:
            return f"{name} must be collected as lists, written where they are returned"
        for expressions in lists:
            if len(expressions) != len(fields):
                return (
                    f"{name} collects {len(expressions)} values, "
                    f"but {cells.__name__} has {len(fields)}"
                )
            if swapped := _swapped(fields, expressions):
                return f"{name} does not collect “{swapped}” where {cells.__name__} has it"
    return None


def _swapped(fields: tuple[str, ...], expressions: list[str]) -> str | None:
    """A field whose value is collected in the place of another."""
    names = [found[1] if (found := PROPERTY.match(one)) else "" for one in expressions]
    pairs = zip(fields, names, strict=True)
    return next((field for field, name in pairs if name and name != field and field in names), None)


def collected_lists(column: str) -> Iterator[list[str]]:
    """The expressions in each list literal that a column collects."""
    if found := COLLECTED.match(column):
        inner = found[1]
        starts = [match.end() for match in RETURNED.finditer(outside_brackets(inner))]
        rests = [inner[start:] for start in starts]
    elif found := AGGREGATED.match(column):
        rests = [found[1]]
    elif found := LISTED.match(column):
        rests = [found[1][outside_brackets(found[1]).find("|") + 1 :]]
    else:
        return
    for rest in rests:
        text = DISTINCT.sub("", rest).strip()
        if text.startswith("["):
            yield split_outside(text[1 : _end_of_bracket(text)])


def returned_columns(bare: str) -> dict[str, str]:
    """The last RETURN that is outside every bracket: each alias with its expression."""
    starts = [match.end() for match in RETURNED.finditer(outside_brackets(bare))]
    if not starts:
        return {}
    clause = DISTINCT.sub("", bare[starts[-1] :])
    after = AFTER_COLUMNS.search(outside_brackets(clause))
    columns = {}
    for column in split_outside(clause[: after.start()] if after else clause):
        alias = ALIAS.search(column)
        columns[alias[1] if alias else column] = ALIAS.sub("", column).strip()
    return columns


def split_outside(text: str) -> list[str]:
    """The parts of a text between the commas that are outside every bracket."""
    commas = [at for at, letter in enumerate(outside_brackets(text)) if letter == ","]
    ends = [*commas, len(text)]
    starts = [0, *(at + 1 for at in commas)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def outside_brackets(text: str) -> str:
    """The text with everything inside brackets blanked, and the brackets too."""
    depth, kept = 0, []
    for character in text:
        if character in "([{":
            depth += 1
        kept.append(character if depth == 0 else " ")
        if character in ")]}":
            depth -= 1
    return "".join(kept)


def _end_of_bracket(text: str) -> int:
    """Where the bracket that a text begins with is closed."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth == 0:
            return at
    return len(text)
