"""The mapping: how our columns are filled from the columns of someone else's file.

A mapping is an object of our column names. Each value is one of

- `"Full Name"`: the column with that heading;
- `{"from": "specialty", "values": {"1": "physician"}, "otherwise": ""}`: that column, with its
  values replaced; a value that is not listed becomes `otherwise`, or is an error without it;
- `{"value": "yes"}`: the same for every row;
- `{"template": "coleman-{id}"}`: text with cells in it; empty when one of these cells is empty;
- `null`: left empty, even if the file has a column of that name.

Columns that the mapping does not name are taken by their own names. `where`, beside them, keeps
only the rows whose cells have one of the given values: `{"where": {"relation": ["advice"]}}`.
Headings and values are compared without regard to case. The guide is docs/imports.md.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import yaml

from app.imports.models import FileRefused
from app.imports.rules.cells import fold, legible, shown

PLACE = re.compile(r"\{([^{}]+)\}")
WHERE = "where"
MAX_LENGTH = 100_000
"""Characters of a mapping."""
FORMS = ({"from"}, {"from", "values"}, {"from", "values", "otherwise"}, {"value"}, {"template"})


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell under a heading of the file."""

    heading: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the value of one of our columns comes from."""

    parts: tuple[str | Cell, ...]
    """Text and cells, one after the other."""
    values: Mapping[str, str] | None = None
    """Folded value of theirs -> ours."""
    otherwise: str | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(part.heading for part in self.parts if isinstance(part, Cell))


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A mapping, read: our column -> its source, or None for one that is to stay empty."""

    sources: Mapping[str, Source | None] = field(default_factory=dict)
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Heading -> the folded values that are wanted."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading of the file that the mapping speaks of."""
        used = [name for source in self.sources.values() if source for name in source.headings]
        return tuple(dict.fromkeys([*used, *self.where]))


def parse_mapping(text: str) -> object:
    """What JSON or YAML makes of a mapping's text; raises `FileRefused`."""
    if len(text) > MAX_LENGTH:
        raise FileRefused(f"The mapping has more than {MAX_LENGTH:,} characters.")
    try:
        return json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise FileRefused(f"The mapping must be JSON or YAML: {shown(reason)}") from None


def dump_mapping(mapping: object) -> str:
    """A mapping as text, to be restored letter for letter: YAML tells `yes` from `true: x`."""
    return yaml.safe_dump(mapping)


def restore_mapping(text: str) -> object:
    """The mapping that `dump_mapping` made a text of."""
    return yaml.safe_load(text)


def read_mapping(raw: object, columns: Collection[str]) -> ColumnMapping:
    """Read a mapping for a format with these columns; raises `FileRefused` with what is wrong."""
    if raw is None:
        return ColumnMapping()
    if not isinstance(raw, Mapping):
        raise FileRefused("The mapping must be an object: {our column: their heading, …}.")
    sources: dict[str, Source | None] = {}
    for name, value in raw.items():
        if name == WHERE:
            continue
        if name not in columns:
            hint = nearest(name, columns)
            raise FileRefused(f"The mapping: no column “{shown(str(name))}” here. {hint}")
        sources[name] = _source(name, value)
    return ColumnMapping(sources, _where(raw.get(WHERE, {})))


def nearest(name: object, known: Collection[str]) -> str:
    """A sentence that names what may have been meant, or all that there is."""
    folded = {fold(candidate): candidate for candidate in known}
    if close := get_close_matches(fold(str(name)), folded, n=3):
        return f"Did you mean {' or '.join(f'“{folded[one]}”' for one in close)}?"
    return f"There are: {', '.join(known)}."


def _source(column: str, value: Any) -> Source | None:
    where = f"The mapping of “{column}”"
    if value is None:
        return None
    if isinstance(value, str):
        return Source((Cell(_scalar(where, value)),))
    if not isinstance(value, Mapping) or set(value) not in FORMS:
        raise FileRefused(
            f'{where} must be a heading, {{"from": …, "values": {{…}}, "otherwise": …}}, '
            f'{{"value": …}} or {{"template": …}}.'
        )
    if "value" in value:
        return Source((_scalar(where, value["value"]),))
    if "template" in value:
        pieces = PLACE.split(_scalar(where, value["template"]))
        return Source(tuple(Cell(p) if i % 2 else p for i, p in enumerate(pieces) if p))
    values = value.get("values")
    if values is not None and not isinstance(values, Mapping):
        raise FileRefused(f"{where}: “values” must be an object: {{their value: our value, …}}.")
    return Source(
        parts=(Cell(_scalar(where, value["from"])),),
        values=values and {fold(_scalar(where, k)): _scalar(where, v) for k, v in values.items()},
        otherwise=_scalar(where, value["otherwise"]) if "otherwise" in value else None,
    )


def _where(raw: object) -> dict[str, frozenset[str]]:
    if not isinstance(raw, Mapping):
        raise FileRefused('The mapping: “where” must be an object: {"heading": ["value", …]}.')
    wanted = {}
    for heading, values in raw.items():
        listed = values if isinstance(values, list) else [values]
        name = _scalar("The mapping: “where”", heading)
        wanted[name] = frozenset(fold(_scalar("The mapping: “where”", v)) for v in listed)
    return wanted


def _scalar(where: str, value: object) -> str:
    """Text, or what YAML makes of an unquoted number, yes or nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        try:
            text = str(value)
        except ValueError:
            raise FileRefused(f"{where}: a number has too many digits.") from None
        if text != legible(text):
            raise FileRefused(f"{where}: “{shown(text)}” has characters that aren’t text.")
        return text
    raise FileRefused(f"{where}: a value must be text or a number, not a list or an object.")
