"""Which column of a file is which of ours, and the reading of cells through that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from app.imports.models import FileRefused, Row, Table
from app.imports.rules.cells import BadCell, clean, fold, several
from app.imports.rules.mapping import Cell, ColumnMapping, Source, nearest

NEAR = 0.8
"""How alike two headings are (0..1, difflib's ratio) for one to be a misspelling of the other."""
SHOWN = 20
"""Headings that a message names."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one format, by our names."""

    names: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    """Of each of these a file has at least one."""
    aliases: Mapping[str, str]
    """Other folded headings that one meets -> our name."""
    lists: frozenset[str] = frozenset()
    """Those that hold several values, separated by `;`."""

    def has_name(self, heading: str, name: str) -> bool:
        return _plain(heading) == name

    def has_alias(self, heading: str, name: str) -> bool:
        return self.aliases.get(fold(heading)) == name

    def knows(self, heading: str) -> bool:
        return _plain(heading) in self.names or fold(heading) in self.aliases


@dataclass(frozen=True, slots=True)
class BoundSource:
    """The source of one of our columns, with the places of its cells."""

    heading: str
    """What a message calls the column."""
    parts: tuple[str | int, ...]
    values: Mapping[str, str] | None
    otherwise: str | None

    def fill(self, row: Row) -> str:
        """The text, or "" when one of its cells is empty; raises `BadCell`."""
        texts = [part if isinstance(part, str) else clean(row.cells[part]) for part in self.parts]
        return "".join(texts) if all(texts) else ""

    def replace(self, text: str) -> str:
        """Our value for one of theirs; raises `BadCell` when the mapping has none."""
        ours = (self.values or {}).get(fold(text), self.otherwise)
        if ours is None:
            raise BadCell(f"“{text[:40]}” is not among the values of the mapping")
        return ours


@dataclass(frozen=True, slots=True)
class Bound:
    """The columns of one file, bound to ours."""

    sources: Mapping[str, BoundSource]
    lists: frozenset[str]
    where: tuple[tuple[int, frozenset[str]], ...]
    ignored: tuple[str, ...]
    """Headings that nothing was made of."""

    def has(self, column: str) -> bool:
        return column in self.sources

    def heading(self, column: str) -> str:
        return self.sources[column].heading if column in self.sources else column

    def wants(self, row: Row) -> bool:
        """Whether the mapping's `where` keeps this row."""
        return all(fold(row.cells[place]) in wanted for place, wanted in self.where)

    def value(self, column: str, row: Row) -> str:
        """The value of one of our columns, "" where there is none; raises `BadCell`."""
        source = self.sources.get(column)
        if source is None:
            return ""
        text = source.fill(row)
        if source.values is None or not (text or "" in source.values):
            return text
        if column in self.lists:
            parts = [source.replace(part) for part in several(text) or ("",)]
            return ";".join(part for part in parts if part)
        return source.replace(text)


def familiarity(columns: Columns, mapping: ColumnMapping, cells: Sequence[str]) -> int:
    """How many of the cells are headings that the format or the mapping knows."""
    mapped = {fold(heading) for heading in mapping.headings}
    return sum(fold(cell) in mapped or columns.knows(cell) for cell in cells)


def bind(columns: Columns, mapping: ColumnMapping, table: Table) -> Bound:
    """Bind the headings of a table; raises `FileRefused` with what is missing or misspelled."""
    headings = [heading for heading in table.headings if heading]
    for heading in mapping.headings:
        _must_stand_once(heading, headings)
    sources = {name: source for name, source in mapping.sources.items() if source}
    sources |= _by_name(columns, mapping, headings)
    for needed in columns.needed:
        if not any(name in sources for name in needed):
            raise FileRefused(_what_is_needed(columns, needed, headings))
    used = {fold(heading) for heading in mapping.headings}
    used |= {fold(heading) for source in sources.values() for heading in source.headings}
    unused = tuple(heading for heading in headings if fold(heading) not in used)
    empty = [n for n in columns.names if n not in sources and n not in mapping.sources]
    _refuse_misspelt(unused, empty)
    place = {fold(heading): i for i, heading in enumerate(table.headings) if heading}
    return Bound(
        sources={name: _bind_source(name, source, place) for name, source in sources.items()},
        lists=columns.lists,
        where=tuple((place[fold(name)], wanted) for name, wanted in mapping.where.items()),
        ignored=unused,
    )


def _bind_source(name: str, source: Source, place: Mapping[str, int]) -> BoundSource:
    return BoundSource(
        heading=", ".join(source.headings) or name,
        parts=tuple(p if isinstance(p, str) else place[fold(p.heading)] for p in source.parts),
        values=source.values,
        otherwise=source.otherwise,
    )


def _by_name(
    columns: Columns, mapping: ColumnMapping, headings: Sequence[str]
) -> dict[str, Source]:
    """Our columns that the mapping leaves open -> the heading that has their name."""
    mapped = {fold(heading) for heading in mapping.headings}
    free = [heading for heading in headings if fold(heading) not in mapped]
    found: dict[str, Source] = {}
    for name in columns.names:
        if name in mapping.sources:
            continue
        same = [heading for heading in free if columns.has_name(heading, name)]
        meant = same or [heading for heading in free if columns.has_alias(heading, name)]
        if len(meant) > 1:
            several_headings = " and ".join(f"“{heading}”" for heading in meant)
            raise FileRefused(f"{several_headings} could both be “{name}”: keep one of them.")
        if meant:
            found[name] = Source((Cell(meant[0]),))
    return found


def _must_stand_once(heading: str, headings: Sequence[str]) -> None:
    count = sum(fold(one) == fold(heading) for one in headings)
    if count == 0:
        raise FileRefused(
            f"The mapping names “{heading[:60]}”, but the file has no such heading. "
            f"{nearest(heading, headings)}"
        )
    if count > 1:
        raise FileRefused(
            f"The heading “{heading}” appears {count} times, and the mapping uses it."
        )


def _what_is_needed(columns: Columns, needed: Sequence[str], headings: Sequence[str]) -> str:
    shown = ", ".join(f"“{heading[:40]}”" for heading in headings[:SHOWN])
    return (
        f"No column {' or '.join(f'“{name}”' for name in needed)}. "
        f"The headings are {shown}; expected are {', '.join(columns.names)}, or a mapping."
    )


def _refuse_misspelt(unused: Collection[str], empty: Collection[str]) -> None:
    for heading in unused:
        if close := get_close_matches(fold(heading), map(fold, empty), n=1, cutoff=NEAR):
            name = _plain(close[0])
            raise FileRefused(
                f"“{heading}” isn’t a known column. Did you mean “{name}”? If not, leave "
                f'“{name}” empty with the mapping {{"{name}": null}}.'
            )


def _plain(heading: str) -> str:
    return fold(heading).replace(" ", "_")
