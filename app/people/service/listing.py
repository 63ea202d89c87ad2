"""A page of everyone in a workspace, read from an index: it costs with the page, not with them all.

A list is read in windows. Where each ends is looked up first, because only then is a range short.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.graph import Query, Reader
from app.paging import decode_cursor, encode_cursor
from app.people import repository
from app.people.repository import KeyRow, LastKey
from app.people.rules.list_keys import bounds

WINDOW = 1_000
"""So many are looked at together where not all of them are wanted."""
MOST_LOOKED_AT = 10_000
"""After so many a page ends, though it is not full."""
MOST_SORTED = 1_000
"""A group or a profession with more people is looked for in the list of names instead."""
NOTHING = "\0"
"""No name begins with it."""


@dataclass(frozen=True, slots=True)
class Range:
    """A part of one order of everyone: the queries that read it, and between which keys."""

    find_end: Query[LastKey]
    read: Query[KeyRow]
    first: str
    end: str
    wanted: Mapping[str, Any]
    is_whole: bool
    """Whether all that it holds are wanted."""
    looks_at_all: bool = False
    """Whether it finds what no index knows."""


@dataclass(frozen=True, slots=True)
class Page:
    """The ids of a page, in their order, and the cursor of the next one."""

    ids: Sequence[str]
    next_cursor: str | None


def list_everyone(
    tx: Reader, filters: Mapping[str, str | None], limit: int, cursor: str | None
) -> Page:
    """A page by name.

    Of a search: those whose name begins so, then a later word of it, then their company; in the
    end, on a page after them, those who have it anywhere. `filters`: q, organisation and role,
    as `list_people` has them; texts are folded.
    """
    return _read(tx, _ranges(tx.workspace, filters), limit, cursor)


def list_members(
    tx: Reader, filters: Mapping[str, str | None], limit: int, cursor: str | None
) -> Page:
    """A page by name of a group's members, or else of those who practice a profession.

    Few of them are all read and sorted. If they are many, the list of names has one of them after
    every few people, so a page costs the same whatever their number. `filters`: those of
    `list_everyone`, profession, group and group_key.
    """
    of = {name: filters[name] for name in ("profession", "group", "group_key")}
    first, end = bounds(tx.workspace, "")
    names = Range(
        repository.find_end_in_names,
        repository.list_members_in_names,
        first,
        end,
        filters,
        is_whole=False,
    )
    if tx.one(repository.count_members, **of, most=MOST_SORTED + 1).members > MOST_SORTED:
        return _read(tx, [names], limit, cursor)
    _, after = _position(cursor, [names])
    rows = tx.many(repository.list_members, after=after, most=limit + 1, **filters)
    page = rows[:limit]
    goes_on = len(rows) > limit
    return Page([row.id for row in page], encode_cursor("0", page[-1].key) if goes_on else None)


def _read(tx: Reader, ranges: Sequence[Range], limit: int, cursor: str | None) -> Page:
    at, after = _position(cursor, ranges)
    found: list[tuple[int, KeyRow]] = []
    looked_at, window = 0, limit + 1
    while at < len(ranges) and len(found) <= limit and looked_at < MOST_LOOKED_AT:
        here = ranges[at]
        window = limit + 1 if here.is_whole else min(2 * window, WINDOW)
        last = tx.one(here.find_end, after=after, end=here.end, most=window).last
        if last is None:
            at, after = at + 1, ranges[at + 1].first if at + 1 < len(ranges) else ""
            if found and at < len(ranges) and ranges[at].looks_at_all:
                break  # That is for the next page: this one should not wait for it.
            continue
        rows = tx.many(here.read, after=after, last=last, **here.wanted)
        found += [(at, row) for row in rows]
        after, looked_at = last, looked_at + window
    page = found[:limit]
    if len(found) > limit:
        at, after = page[-1][0], page[-1][1].key
    goes_on = at < len(ranges)
    return Page([row.id for _, row in page], encode_cursor(str(at), after) if goes_on else None)


def _ranges(workspace: str, filters: Mapping[str, str | None]) -> list[Range]:
    """What is read one after the other, each person being in one of them."""
    q, organisation, role = filters["q"], filters["organisation"], filters["role"]
    everyone = bounds(workspace, "")
    names = (repository.find_end_in_names, repository.list_in_names)
    firms = (repository.find_end_in_firms, repository.list_in_firms)
    if q:
        lists = [
            (repository.find_end_in_second_words, repository.list_in_second_words),
            (repository.find_end_in_third_words, repository.list_in_third_words),
            firms,
        ]
        text, others = q, {"role": role, "organisation": organisation}
    elif organisation:
        lists = [firms]
        text, others = organisation, {"role": role, "organisation": None}
    else:
        wanted = {"role": role, "organisation": None}
        return [Range(*names, *everyone, wanted, is_whole=role is None)]
    first, end = bounds(workspace, text)
    is_whole = not any(others.values())
    begin = {"begin": first if q else NOTHING}
    somewhere = {"begin": first, "text": text, "in_names": bool(q)}
    return [
        *([Range(*names, first, end, others, is_whole)] if q else []),
        *(Range(*one, first, end, others | begin, is_whole) for one in lists),
        Range(
            names[0],
            repository.list_containing,
            *everyone,
            others | somewhere,
            is_whole=False,
            looks_at_all=True,
        ),
    ]


def _position(cursor: str | None, ranges: Sequence[Range]) -> tuple[int, str]:
    """Which range a page begins in, and after which key."""
    at, after = decode_cursor(cursor, 2)
    known = at.isdecimal() and int(at) < len(ranges) and after.startswith(ranges[int(at)].first)
    return (int(at), after) if known else (0, ranges[0].first)
