"""Saving who knows who, many at a time, inside the caller's write transaction."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from app.errors import FieldError
from app.field_types import pointer, unknown
from app.graph import Reader, Writer, chunks
from app.people.models import RowResult, Status
from app.people.rules.changes import Mode
from app.people.service.permitting import ids_there
from app.people.service.saving import read_vocabulary
from app.relationships import repository
from app.relationships.models import PairIn, RelationshipIn
from app.relationships.rules import Properties, difference, kept, missing, said

Ends = tuple[str, str]
OWN_WORD = "own_word"


def save_relationships(
    tx: Writer,
    items: Sequence[RelationshipIn],
    *,
    source: str,
    own_word: bool,
    mode: Mode = "replace",
) -> list[RowResult]:
    """Save what people think of others; a row with unknown people or professions is refused.

    `fill` leaves what was stated before, and takes only what was not. `own_word`: only those who
    know say so, and no one for the workspace.
    """
    people = ids_there(tx, {person for item in items for person in (item.from_, item.to)})
    professions = read_vocabulary(tx).professions
    there = _load(tx, [(item.from_, item.to) for item in items])
    results: list[RowResult] = []
    create: dict[Ends, Properties] = {}
    change: dict[Ends, Properties] = {}
    seen: dict[Ends, int] = {}
    for index, item in enumerate(items):
        ends = (item.from_, item.to)
        faults = _faults(item, people, professions)
        if ends in seen:
            message = f"are the same two as at index {seen[ends]}"
            faults.append(FieldError(pointer="", message=message, code="duplicate_in_batch"))
        if faults:
            results.append(row_result(index, ends, "refused", faults))
            continue
        seen[ends] = index
        had, new = there.get(ends, {}), said(item)
        warnings = kept(had, new) if mode == "fill" else ()
        changed = difference(had, missing(had, new) if mode == "fill" else new)
        if "notes" in changed:
            changed["version"] = tx.seq
        if ends not in there:
            create[ends] = {"rated": False} | {k: v for k, v in changed.items() if v is not None}
        elif changed:
            change[ends] = changed
        status: Status = (
            "created" if ends in create else "updated" if ends in change else "unchanged"
        )
        results.append(row_result(index, ends, status, warnings=warnings))
    for part in chunks(_rows(create)):
        tx.do(
            repository.create_knows, rows=part, source=source, own_word=True if own_word else None
        )
    for part in chunks(_rows(change)):
        tx.do(repository.change_knows, rows=part)
    if not own_word:
        _confirm(tx, [ends for ends in seen if there.get(ends, {}).get(OWN_WORD)])
    return results


def _confirm(tx: Writer, pairs: Sequence[Ends]) -> None:
    """Note that not only those who know say so."""
    for part in chunks([list(ends) for ends in sorted(pairs)]):
        tx.do(repository.confirm_knows, pairs=part)


def row_result(
    index: int,
    ends: Ends,
    status: Status,
    faults: Sequence[FieldError] = (),
    warnings: Sequence[str] = (),
) -> RowResult:
    return RowResult(
        index=index,
        id="|".join(ends),
        status=status,
        errors=tuple(faults),
        warnings=tuple(warnings),
    )


def _rows(by_ends: dict[Ends, Properties]) -> list[dict[str, Any]]:
    return [
        {"source": source, "target": target, "properties": properties}
        for (source, target), properties in by_ends.items()
    ]


def _faults(
    item: RelationshipIn, people: set[str], professions: frozenset[str]
) -> list[FieldError]:
    faults = missing_people({"from": item.from_, "to": item.to}, people)
    faults += [
        FieldError(
            pointer=pointer("contexts", key),
            message=unknown("profession", key, professions),
            code="unknown_profession",
        )
        for key in item.contexts
        if key not in professions
    ]
    return faults


def missing_people(named: Mapping[str, str], people: Set[str]) -> list[FieldError]:
    return [
        FieldError(pointer=pointer(name), message=f"no person “{person}”", code="not_found")
        for name, person in named.items()
        if person not in people
    ]


def _load(tx: Reader, pairs: Sequence[Ends]) -> dict[Ends, Properties]:
    there: dict[Ends, Properties] = {}
    for part in chunks(sorted(set(pairs))):
        for row in tx.many(repository.load_knows, pairs=[list(pair) for pair in part]):
            there[row.source, row.target] = {
                "trust": row.trust,
                "context_keys": row.context_keys,
                "context_trust": row.context_trust,
                "since": row.since,
                "last_contact": row.last_contact,
                "notes": row.notes,
                OWN_WORD: row.own_word,
            }
    return there


def save_acquaintances(tx: Writer, pairs: Sequence[PairIn], *, by: str) -> list[RowResult]:
    """Note that pairs of people know each other; a second time changes nothing.

    `by` says so: a connector's ID, or `NO_CONNECTOR`.
    """
    people = ids_there(tx, {person for pair in pairs for person in (pair.a, pair.b)})
    ordered = [(min(pair.a, pair.b), max(pair.a, pair.b)) for pair in pairs]
    wanted = sorted({pair for pair in ordered if set(pair) <= people})
    there = {
        (a, b)
        for part in chunks(wanted)
        for a, b in tx.one(repository.find_acquainted, pairs=[list(p) for p in part]).pairs
    }
    for part in chunks([list(pair) for pair in wanted if pair not in there]):
        tx.do(repository.create_acquainted, pairs=part, by=by)
    for part in chunks([list(pair) for pair in wanted if pair in there]):
        tx.do(repository.join_acquainted, pairs=part, by=by)
    results: list[RowResult] = []
    for index, (pair, ends) in enumerate(zip(pairs, ordered, strict=True)):
        faults = missing_people({"a": pair.a, "b": pair.b}, people)
        status: Status = "refused" if faults else "unchanged" if ends in there else "created"
        there.add(ends)
        results.append(row_result(index, ends, status, faults))
    return results
