"""Who knows who, over the API: stated, listed, ended."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from app.errors import FieldError, InvalidInput, NotFound
from app.graph import IdempotencyGuard, Reader, Writer
from app.paging import decode_cursor, encode_cursor
from app.people.models import BatchResult, RowResult
from app.people.rules.changes import Mode
from app.people.service.batch import pointed, refused_row
from app.people.service.permitting import ids_there, permitted
from app.people.service.reading import no_such_person
from app.people.service.refusing import raise_refused
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
from app.relationships.rules import NO_CONNECTOR, word
from app.relationships.service.overruling import ACQUAINTED, tell_overruled
from app.relationships.service.saving import (
    missing_people,
    row_result,
    save_acquaintances,
    save_relationships,
)
from app.security import Principal, policy
from app.session import Session

SOURCE = "api"


def put_knows(session: Session, source: str, target: str, knows: Knows) -> Relationship:
    """State what `source` thinks of `target`; what the body leaves out is cleared, but not notes.

    Raises `Forbidden` for another's view, `NotFound` for people the caller does not see.
    """
    policy.demand(session.principal, "act_as", source)
    if source == target:
        raise InvalidInput("Someone can’t be their own contact.")
    fields = {
        name: getattr(knows, name)
        for name in Knows.model_fields
        if name != "notes" or name in knows.model_fields_set
    }
    item = RelationshipIn.model_validate({"from": source, "to": target} | fields)

    def work(tx: Writer) -> None:
        if not permitted(tx, session.principal, "see_card", {target}):
            raise no_such_person(target)
        own_word = session.principal.speaks_only_for_themself
        (result,) = save_relationships(tx, [item], source=SOURCE, own_word=own_word)
        if result.status == "refused":
            raise_refused(result.errors)

    session.write(work)
    return Relationship(
        **{"from": source, "to": target},
        **fields,
        rated=knows.trust is not None or bool(knows.contexts),
        word=word(knows.trust),
    )


def stated_by(principal: Principal) -> str:
    """Who states a wish: the connector that is acted as, or no connector."""
    return principal.connector or NO_CONNECTOR


def delete_knows(session: Session, source: str, target: str) -> None:
    """Forget that `source` knows `target`; raises `NotFound` when they do not."""
    policy.demand(session.principal, "act_as", source)
    query = repository.delete_knows
    ended = session.write(lambda tx: tx.one(query, source=source, target=target).deleted)
    if not ended:
        raise NotFound(f"“{source}” does not know “{target}”.")


def find_relationship(session: Session, source: str, target: str) -> Relationship | None:
    """What `source` thinks of `target`, or None when they do not know them; only for themself."""
    policy.demand(session.principal, "see_private", source)
    rows = session.read(lambda tx: tx.many(repository.load_knows, pairs=[[source, target]]))
    if not rows:
        return None
    row = rows[0]
    return Relationship(
        **{"from": source, "to": target},
        trust=row.trust,
        contexts=_contexts(row),
        since=row.since,
        last_contact=row.last_contact,
        rated=row.rated,
        word=word(row.trust),
    )


def list_rated(session: Session, source: str, targets: Iterable[str]) -> frozenset[str]:
    """Which of these people `source` has rated by now; only for themself."""
    policy.demand(session.principal, "see_private", source)
    pairs = [[source, target] for target in targets]
    rows = session.read(lambda tx: tx.many(repository.load_knows, pairs=pairs)) if pairs else ()
    return frozenset(row.target for row in rows if row.rated)


def list_contacts(
    session: Session, person_id: str, *, limit: int = 50, cursor: str | None = None
) -> ContactList:
    """A page of a person's contacts with what they think of them; only for themself."""
    policy.demand(session.principal, "see_private", person_id)
    after_key, after_id = decode_cursor(cursor, 2)

    def work(tx: Reader) -> list[repository.ContactRow]:
        if person_id not in ids_there(tx, {person_id}):
            raise no_such_person(person_id)
        return tx.many(
            repository.list_contacts,
            id=person_id,
            after_key=after_key,
            after_id=after_id,
            most=limit + 1,
        )

    rows = session.read(work)
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
        contexts=_contexts(row),
        since=row.since,
        last_contact=row.last_contact,
        rated=row.trust is not None or bool(row.context_keys),
        word=word(row.trust),
    )


def _contexts(row: repository.ContactRow | repository.KnowsRow) -> dict[str, float]:
    return dict(zip(row.context_keys or (), row.context_trust or (), strict=True))


def save_batch(
    session: Session, items: Sequence[Any], once: IdempotencyGuard | None = None
) -> BatchResult:
    """Save up to 5,000 relationships; each row is answered.

    A bound key states only its own view, and only of people it sees. A program that may not act
    for connectors adds what no one has stated, and changes nothing that is stated already.
    """
    principal = session.principal
    adds_only = policy.allows(principal, "bring_in") and not policy.allows(principal, "act_as")
    mode: Mode = "fill" if adds_only else "replace"
    read: dict[int, RelationshipIn] = {}
    refused: dict[int, RowResult] = {}
    for index, item in enumerate(items):
        try:
            read[index] = RelationshipIn.model_validate(item)
        except ValidationError as error:
            refused[index] = refused_row(index, item, error)

    def work(tx: Writer) -> BatchResult:
        results = refused | _not_theirs(tx, principal, read)
        order = sorted(read.keys() - results.keys())
        saved = save_relationships(
            tx,
            [read[i] for i in order],
            source=SOURCE,
            mode=mode,
            own_word=principal.speaks_only_for_themself,
        )
        results |= {
            index: result.model_copy(update={"index": index})
            for index, result in zip(order, saved, strict=True)
        }
        return BatchResult(results=tuple(pointed(results[i]) for i in sorted(results)))

    return session.write(work, once)


def _not_theirs(
    tx: Reader, principal: Principal, read: Mapping[int, RelationshipIn]
) -> dict[int, RowResult]:
    """The rows that a bound key may not save."""
    if policy.allows(principal, "bring_in"):
        return {}
    seen = permitted(tx, principal, "see_card", {item.to for item in read.values()})
    results = {}
    for index, item in read.items():
        ends, faults = (item.from_, item.to), missing_people({"to": item.to}, seen)
        as_whom = policy.relation_without_facts(principal, item.from_)
        if not policy.allows(principal, "bring_in", as_whom):
            message = "this key can’t state their view"
            faults = [FieldError(pointer="/from", message=message, code="forbidden")]
        if faults:
            results[index] = row_result(index, ends, "refused", faults)
    return results


def mark_acquainted(
    session: Session, pair: PairIn, once: IdempotencyGuard | None = None
) -> KnownPair:
    """Note that two people know each other, so that no one introduces them."""

    def work(tx: Writer) -> KnownPair:
        see_both(tx, session.principal, pair.a, pair.b)
        save_acquaintances(tx, [pair], by=stated_by(session.principal))
        return KnownPair(a=pair.a, b=pair.b)

    return session.write(work, once)


def unmark_acquainted(session: Session, pair: PairIn) -> None:
    """Withdraw that two people know each other: a connector their own word, others everyone's,
    whose connectors are told.

    Raises `NotFound` when the connector, or anyone, had not said so.
    """
    principal = session.principal

    def work(tx: Writer) -> bool:
        see_both(tx, principal, pair.a, pair.b)
        a, b = sorted((pair.a, pair.b))
        row = tx.one(repository.delete_acquainted, a=a, b=b, by=principal.connector)
        tell_overruled(tx, row.overruled, ACQUAINTED, a, b)
        return row.any

    if not session.write(work):
        who = "You haven’t" if principal.connector else "No one has"
        raise NotFound(f"{who} recorded that these two know each other.")


def see_both(tx: Reader, principal: Principal, a: str, b: str) -> None:
    """Raise `NotFound` unless both are there and the principal may say something of the two.

    Raises `Forbidden` for a principal who may say nothing of anyone.
    """
    policy.demand_for_anyone(principal, "pair")
    may = permitted(tx, principal, "pair", {a, b})
    for person in (a, b):
        if person not in may:
            raise no_such_person(person)
