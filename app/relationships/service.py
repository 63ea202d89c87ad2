"""Who knows whom and what they think of them: saved, listed, ended."""

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from app.errors import InvalidInput, NotFound
from app.graph import Graph, Once, Reader, Writer, chunks
from app.paging import decode_cursor, encode_cursor
from app.people.models import BatchResult, Fault, RowResult, Status
from app.people.repository import find_contacts, find_ids
from app.people.rules.changes import Mode
from app.people.service.changing import invalid, pointed, refused_row
from app.people.service.reading import no_such_person
from app.people.service.saving import read_vocabulary
from app.relationships import repository
from app.relationships.models import (
    Contact,
    ContactList,
    KnownPair,
    Knows,
    PairIn,
    Relationship,
    RelationshipIn,
)
from app.relationships.rules import Properties, difference, kept, missing, said, word
from app.security import Caller
from app.texts import unknown

SOURCE = "api"
Ends = tuple[str, str]


def save_relationships(
    tx: Writer, items: Sequence[RelationshipIn], *, source: str, mode: Mode = "replace"
) -> list[RowResult]:
    """Save what people think of others; a row with unknown people or professions is refused.

    `fill` leaves what was stated before, and takes only what was not.
    """
    ids = {person for item in items for person in (item.from_, item.to)}
    people = _known_people(tx, ids)
    professions = read_vocabulary(tx).professions
    there = _load(tx, [(item.from_, item.to) for item in items])
    results: list[RowResult] = []
    create: dict[Ends, Properties] = {}
    change: dict[Ends, Properties] = {}
    seen: set[Ends] = set()
    for index, item in enumerate(items):
        ends = (item.from_, item.to)
        faults = _faults(item, people, professions)
        if ends in seen:
            message = "the same two are in this batch already, further up"
            faults = [*faults, Fault(pointer="", message=message)]
        row_id = f"{item.from_}|{item.to}"
        if faults:
            results.append(
                RowResult(index=index, id=row_id, status="refused", errors=tuple(faults))
            )
            continue
        seen.add(ends)
        had, new = there.get(ends, {}), said(item)
        warnings = kept(had, new) if mode == "fill" else ()
        if mode == "fill":
            new = missing(had, new)
        changed = difference(had, new)
        if ends not in there:
            create[ends] = {"rated": False} | {k: v for k, v in changed.items() if v is not None}
        elif changed:
            change[ends] = changed
        status: Status = (
            "created" if ends in create else "updated" if ends in change else "unchanged"
        )
        results.append(RowResult(index=index, id=row_id, status=status, warnings=warnings))
    for part in chunks(_rows(create)):
        tx.do(repository.create_knows, rows=part, source=source)
    for part in chunks(_rows(change)):
        tx.do(repository.change_knows, rows=part)
    return results


def _rows(by_ends: dict[Ends, Properties]) -> list[dict[str, Any]]:
    return [
        {"source": source, "target": target, "properties": properties}
        for (source, target), properties in by_ends.items()
    ]


def _known_people(tx: Reader, ids: set[str]) -> set[str]:
    return {person for part in chunks(sorted(ids)) for person in tx.one(find_ids, ids=part).ids}


def _faults(item: RelationshipIn, people: set[str], professions: frozenset[str]) -> list[Fault]:
    faults = [
        Fault(pointer=f"/{name}", message=f"there is no person “{person}”")
        for name, person in (("from", item.from_), ("to", item.to))
        if person not in people
    ]
    faults += [
        Fault(pointer=f"/contexts/{key}", message=unknown("profession", key, professions))
        for key in item.contexts
        if key not in professions
    ]
    return faults


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
            }
    return there


def save_acquaintances(tx: Writer, pairs: Sequence[PairIn]) -> list[RowResult]:
    """Note that pairs of people know each other; a second time changes nothing."""
    people = _known_people(tx, {person for pair in pairs for person in (pair.a, pair.b)})
    ordered = [(min(pair.a, pair.b), max(pair.a, pair.b)) for pair in pairs]
    wanted = sorted({pair for pair in ordered if set(pair) <= people})
    there = {
        (a, b)
        for part in chunks(wanted)
        for a, b in tx.one(repository.find_acquainted, pairs=[list(p) for p in part]).pairs
    }
    for part in chunks([list(pair) for pair in wanted if pair not in there]):
        tx.do(repository.create_acquainted, pairs=part)
    results: list[RowResult] = []
    for index, (pair, ends) in enumerate(zip(pairs, ordered, strict=True)):
        faults = tuple(
            Fault(pointer=f"/{name}", message=f"there is no person “{person}”")
            for name, person in (("a", pair.a), ("b", pair.b))
            if person not in people
        )
        status: Status = "refused" if faults else "unchanged" if ends in there else "created"
        there.add(ends)
        results.append(RowResult(index=index, id="|".join(ends), status=status, errors=faults))
    return results


# ── over the API ─────────────────────────────────────────────────────────────────────────────


def put_knows(graph: Graph, caller: Caller, source: str, target: str, knows: Knows) -> Relationship:
    """State what `source` thinks of `target`; what the body leaves out is cleared.

    Raises `Forbidden` for another's view, `NotFound` for unknown people.
    """
    caller.act_as(source)
    if source == target:
        raise InvalidInput("Nobody is their own contact.")
    fields = {name: getattr(knows, name) for name in Knows.model_fields}
    item = RelationshipIn.model_validate({"from": source, "to": target} | fields)

    def work(tx: Writer) -> None:
        _raise_refused(save_relationships(tx, [item], source=SOURCE))

    graph.write(caller.workspace, work)
    return Relationship(
        **{"from": source, "to": target},
        **fields,
        rated=knows.trust is not None or bool(knows.contexts),
        word=word(knows.trust),
    )


def _raise_refused(results: Sequence[RowResult]) -> None:
    for result in results:
        if any("there is no person" in fault.message for fault in result.errors):
            raise NotFound("; ".join(fault.message for fault in result.errors))
        if result.status == "refused":
            raise invalid(result.errors)


def delete_knows(graph: Graph, caller: Caller, source: str, target: str) -> None:
    """Forget that `source` knows `target`; raises `NotFound` when they do not."""
    caller.act_as(source)
    query = repository.delete_knows
    ended = graph.write(
        caller.workspace, lambda tx: tx.one(query, source=source, target=target).deleted
    )
    if not ended:
        raise NotFound(f"“{source}” does not know “{target}”.")


def list_contacts(
    graph: Graph, caller: Caller, person_id: str, *, limit: int = 50, cursor: str | None = None
) -> ContactList:
    """A page of a person's contacts with what they think of them; only for themself."""
    caller.see_trust_of(person_id)
    after_key, after_id = decode_cursor(cursor, 2)

    def work(tx: Reader) -> list[repository.ContactRow]:
        if person_id not in _known_people(tx, {person_id}):
            raise no_such_person(person_id)
        return tx.many(
            repository.list_contacts,
            id=person_id,
            after_key=after_key,
            after_id=after_id,
            most=limit + 1,
        )

    rows = graph.read(caller.workspace, work)
    page = rows[:limit]
    more = encode_cursor(page[-1].name_key, page[-1].id) if len(rows) > limit else None
    return ContactList(items=tuple(_contact(row) for row in page), next_cursor=more)


def _contact(row: repository.ContactRow) -> Contact:
    return Contact(
        id=row.id,
        name=row.name,
        role=row.role,
        professions=tuple(key for _, key in sorted(row.professions)),
        trust=row.trust,
        contexts=dict(zip(row.context_keys or (), row.context_trust or (), strict=True)),
        since=row.since,
        last_contact=row.last_contact,
        rated=row.trust is not None or bool(row.context_keys),
        word=word(row.trust),
    )


def save_batch(
    graph: Graph, caller: Caller, items: Sequence[Any], once: Once | None = None
) -> BatchResult:
    """Save up to 5,000 relationships; each row is answered.

    A bound key states only its own view.
    """
    read: dict[int, RelationshipIn] = {}
    refused: dict[int, RowResult] = {}
    for index, item in enumerate(items):
        try:
            read[index] = RelationshipIn.model_validate(item)
        except ValidationError as error:
            refused[index] = refused_row(index, item, error)
    for index in [i for i, item in read.items() if caller.connector not in (None, item.from_)]:
        del read[index]
        fault = Fault(pointer="/from", message="this key states only its own connector's view")
        refused[index] = RowResult(index=index, id=None, status="refused", errors=(fault,))

    def work(tx: Writer) -> BatchResult:
        order = sorted(read)
        saved = save_relationships(tx, [read[i] for i in order], source=SOURCE)
        results = refused | {
            index: result.model_copy(update={"index": index})
            for index, result in zip(order, saved, strict=True)
        }
        return BatchResult(results=tuple(pointed(results[i]) for i in sorted(results)))

    return graph.write(caller.workspace, work, once)


def say_known(graph: Graph, caller: Caller, pair: PairIn, once: Once | None = None) -> KnownPair:
    """Note that two people know each other, so that nobody introduces them."""

    def work(tx: Writer) -> KnownPair:
        _see_both(tx, caller, pair.a, pair.b)
        _raise_refused(save_acquaintances(tx, [pair]))
        return KnownPair(a=pair.a, b=pair.b)

    return graph.write(caller.workspace, work, once)


def _see_both(tx: Reader, caller: Caller, a: str, b: str) -> None:
    """Raise `NotFound` unless both are there and a bound key knows them."""
    there = _known_people(tx, {a, b})
    if caller.connector is not None:
        known = tx.one(find_contacts, connector=caller.connector, ids=[a, b]).ids
        there &= {*known, caller.connector}
    for person in (a, b):
        if person not in there:
            raise no_such_person(person)


def put_do_not_introduce(graph: Graph, caller: Caller, a: str, b: str) -> None:
    """Note that `a` is not to be introduced to `b`; a second time changes nothing."""
    if a == b:
        raise InvalidInput("These are the same person.")

    def work(tx: Writer) -> None:
        _see_both(tx, caller, a, b)
        if not tx.one(repository.find_do_not_introduce, a=a, b=b).found:
            tx.do(repository.create_do_not_introduce, a=a, b=b)

    graph.write(caller.workspace, work)


def delete_do_not_introduce(graph: Graph, caller: Caller, a: str, b: str) -> None:
    """Allow again that `a` is introduced to `b`; raises `NotFound` when it was not forbidden."""

    def work(tx: Writer) -> int:
        _see_both(tx, caller, a, b)
        return tx.one(repository.delete_do_not_introduce, a=a, b=b).deleted

    if not graph.write(caller.workspace, work):
        raise NotFound("Nobody has said that these two are not to be introduced.")
