"""Creating, changing and deleting one person or group, and batches over the API."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from app.errors import (
    AlreadyExists,
    FieldError,
    Forbidden,
    IdentifierTaken,
    InvalidInput,
    UnknownProfession,
    UnknownTriggerEvent,
    VersionMismatch,
)
from app.graph import Graph, Once, Reader, Writer
from app.people import repository
from app.people.models import (
    BatchResult,
    Fault,
    Group,
    GroupIn,
    NewPerson,
    Person,
    PersonFields,
    PersonIn,
    PersonPatch,
    RowResult,
)
from app.people.rules.changes import plan_change
from app.people.rules.drafts import Draft, Refused, draft
from app.people.service.reading import load_person, may_see_in_full, person_of
from app.people.service.saving import (
    ContactsOf,
    existing_of,
    identifier_owners,
    read_vocabulary,
    save_people,
    write_changes,
)
from app.security import Caller
from app.texts import fold

SOURCE = "api"


def create_person(graph: Graph, caller: Caller, new: NewPerson, once: Once | None = None) -> Person:
    """Create a person; a bound key's new person becomes its connector's contact.

    Raises `AlreadyExists` for a taken id, `IdentifierTaken`, or `InvalidInput` with each fault.
    """
    now = datetime.now(UTC)

    def work(tx: Writer) -> Person:
        _refuse_taken(tx, caller, new)
        contacts = ContactsOf(caller.connector, [None]) if caller.connector else None
        (result,) = save_people(tx, [new], source=SOURCE, now=now, contacts_of=contacts)
        if result.id is None or result.status == "refused":
            raise invalid(result.errors)
        saved = person_of(load_person(tx, result.id))
        return saved.model_copy(update={"warnings": result.warnings})

    return graph.write(caller.workspace, work, once)


def _refuse_taken(tx: Reader, caller: Caller, new: NewPerson) -> None:
    if new.id is not None and tx.one(repository.find_ids, ids=[new.id]).ids:
        raise AlreadyExists(f"There is a person “{new.id}” already; change them with PATCH.")
    try:
        said = draft(new, read_vocabulary(tx))
    except Refused as refused:
        raise invalid(refused.faults) from None
    _refuse_identifiers(tx, caller, said, None)


def _refuse_identifiers(tx: Reader, caller: Caller, said: Draft, person: str | None) -> None:
    for identifier, owner in identifier_owners(tx, set(said.strong)).items():
        if owner != person:
            kind = identifier.partition(":")[0]
            whose = "another person" if caller.connector else f"“{owner}”"
            raise IdentifierTaken(f"This {kind} belongs to {whose} already.")


def invalid(faults: Sequence[Fault]) -> InvalidInput:
    """The error for a person's faults; unknown words of the catalog have codes of their own."""
    errors = [FieldError(fault.pointer, fault.message) for fault in faults]
    detail = "; ".join(f"{error.pointer}: {error.message}" for error in errors)
    if any("there is no profession" in error.message for error in errors):
        return UnknownProfession(detail, errors=errors)
    if any("there is no trigger event" in error.message for error in errors):
        return UnknownTriggerEvent(detail, errors=errors)
    return InvalidInput(detail, errors=errors)


def save_batch(
    graph: Graph, caller: Caller, items: Sequence[Any], once: Once | None = None
) -> BatchResult:
    """Save up to a thousand people; each row is answered, a refused one does not stop the others.

    A bound key creates people, who become its contacts, and changes only whom it knows.
    """
    now = datetime.now(UTC)
    read: dict[int, PersonIn] = {}
    refused: dict[int, RowResult] = {}
    for index, item in enumerate(items):
        try:
            read[index] = PersonIn.model_validate(item)
        except ValidationError as error:
            refused[index] = refused_row(index, item, error)

    def work(tx: Writer) -> BatchResult:
        allowed, results = _allowed(tx, caller, read), dict(refused)
        results |= {index: _not_yours(index, read[index]) for index in read.keys() - allowed}
        order = sorted(allowed)
        contacts = ContactsOf(caller.connector, [None] * len(order)) if caller.connector else None
        saved = save_people(
            tx, [read[i] for i in order], source=SOURCE, now=now, contacts_of=contacts
        )
        for index, result in zip(order, saved, strict=True):
            results[index] = result.model_copy(update={"index": index})
        return BatchResult(results=tuple(pointed(results[i]) for i in sorted(results)))

    return graph.write(caller.workspace, work, once)


def _allowed(tx: Reader, caller: Caller, read: Mapping[int, PersonIn]) -> set[int]:
    """The rows that a caller may save: a bound key changes themself and their contacts only."""
    if caller.connector is None:
        return set(read)
    vocabulary = read_vocabulary(tx)
    wanted: dict[int, set[str]] = {}
    for index, item in read.items():
        try:
            said = draft(item, vocabulary)
        except Refused:
            wanted[index] = {item.id} if item.id else set()
            continue
        owners = set(identifier_owners(tx, set(said.strong)).values())
        wanted[index] = owners | ({item.id} if item.id else set())
    ids = sorted({person for people in wanted.values() for person in people})
    there = set(tx.one(repository.find_ids, ids=ids).ids) if ids else set()
    known = tx.one(repository.find_contacts, connector=caller.connector, ids=ids).ids if ids else []
    foreign = there - set(known) - {caller.connector}
    return {index for index, people in wanted.items() if not people & foreign}


def _not_yours(index: int, item: PersonIn) -> RowResult:
    fault = Fault(pointer="", message="this person is not one of your contacts")
    return RowResult(index=index, id=item.id, status="refused", errors=(fault,))


def refused_row(index: int, item: Any, error: ValidationError) -> RowResult:
    """What to answer for a row that is not of the right form."""
    given = item.get("id") if isinstance(item, dict) else None
    faults = tuple(
        Fault(
            pointer="".join(f"/{part}" for part in fault["loc"]),
            message=fault["msg"].removeprefix("Value error, "),
        )
        for fault in error.errors(include_url=False, include_input=False)
    )
    own = given if isinstance(given, str) and given.isprintable() else None
    return RowResult(index=index, id=own, status="refused", errors=faults)


def pointed(result: RowResult) -> RowResult:
    """The row's faults with pointers into the whole body."""
    faults = tuple(
        fault.model_copy(update={"pointer": f"/items/{result.index}{fault.pointer}"})
        for fault in result.errors
    )
    return result.model_copy(update={"errors": faults})


def patch_person(
    graph: Graph, caller: Caller, person_id: str, patch: PersonPatch, if_match: str | None
) -> Person:
    """Change what the patch says; raises `VersionMismatch` when `if_match` is another version."""
    now = datetime.now(UTC)

    def work(tx: Writer) -> Person:
        _may_change(tx, caller, person_id)
        row = load_person(tx, person_id)
        current = person_of(row)
        if if_match is not None and if_match not in ("*", current.etag):
            raise VersionMismatch(f"It has the version {current.etag} now; read it again.")
        vocabulary = read_vocabulary(tx)
        merged = _merged(current, patch)
        try:
            said = draft(merged, vocabulary)
        except Refused as refused:
            raise invalid(refused.faults) from None
        _refuse_identifiers(tx, caller, said, person_id)
        change = plan_change(said, existing_of(row), person_id, "replace")
        write_changes(tx, [(change, said)], {person_id: existing_of(row)}, vocabulary, now)
        saved = person_of(load_person(tx, person_id))
        return saved.model_copy(update={"warnings": said.warnings})

    return graph.write(caller.workspace, work)


def _may_change(tx: Reader, caller: Caller, person_id: str) -> None:
    if not may_see_in_full(tx, caller, person_id):
        raise Forbidden("Only people whom you know yourself can be changed with this key.")


def _merged(current: Person, patch: PersonPatch) -> PersonFields:
    """The patch as fields to save: the parts of `card` and `preferences` are merged."""
    values = {name: getattr(patch, name) for name in patch.model_fields_set}
    for name in ("card", "preferences"):
        if name in values:
            sent = getattr(patch, name)
            values[name] = getattr(current, name).model_copy(
                update={field: getattr(sent, field) for field in sent.model_fields_set}
            )
    if "meeting_groups" in values and "groups" not in values:
        values["groups"] = current.groups
    return PersonFields.model_construct(_fields_set=set(values), **values)


def delete_person(graph: Graph, caller: Caller, person_id: str) -> None:
    """Delete a person with everything that is only theirs.

    A bound key deletes only whom nobody else knows: raises `Forbidden` otherwise.
    """

    def work(tx: Writer) -> None:
        _may_change(tx, caller, person_id)
        row = load_person(tx, person_id)
        if caller.connector is not None:
            besides = caller.connector
            if tx.one(repository.count_others_who_know, id=person_id, besides=besides).others:
                raise Forbidden(
                    "Others know this person too; stop knowing them instead (DELETE …/knows/…)."
                )
        rows = [{"id": row.id, "identifier": f"{k}:{v}"} for k, v in row.identifiers]
        if rows:
            tx.do(repository.drop_identifiers, rows=rows)
        tx.do(repository.delete_person, id=person_id)

    graph.write(caller.workspace, work)


def put_group(graph: Graph, caller: Caller, group_id: str, body: GroupIn) -> tuple[Group, bool]:
    """Create a group or change it; says whether it is new. Not for bound keys (`Forbidden`)."""
    if caller.connector is not None:
        raise Forbidden("A group concerns all its members; this key is bound to one person.")

    def work(tx: Writer) -> bool:
        fields = {
            "id": group_id,
            "name": body.name,
            "name_key": fold(body.name),
            "meets_regularly": body.meets_regularly,
        }
        is_new = tx.optional(repository.find_group, id=group_id) is None
        if is_new:
            tx.do(repository.create_groups, rows=[fields])
        else:
            tx.do(repository.change_group, **fields)
        return is_new

    is_new = graph.write(caller.workspace, work)
    return Group(id=group_id, name=body.name, meets_regularly=body.meets_regularly), is_new
