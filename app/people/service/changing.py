"""Creating, changing and deleting one person or group."""

from app.belongings.registry import delete_belongings
from app.errors import AlreadyExists, Forbidden
from app.etags import require_version
from app.field_types import fold
from app.graph import IdempotencyGuard, Reader, Writer
from app.people import repository
from app.people.models import Group, GroupIn, NewPerson, Person, PersonFields, PersonPatch
from app.people.rules.changes import is_anothers, joined_groups, plan_change
from app.people.rules.normalize import Refused, draft
from app.people.service.reading import group_of, load_person, may_see_in_full, person_of
from app.people.service.refusing import raise_refused, refuse_identifiers
from app.people.service.saving import (
    NOT_A_MEMBER,
    ONLY_THEMSELVES,
    ContactsOf,
    closed_groups,
    existing_of,
    read_vocabulary,
    save_people,
)
from app.people.service.writing import write_changes
from app.security import Principal
from app.session import Session

SOURCE = "api"


def create_person(session: Session, new: NewPerson, once: IdempotencyGuard | None = None) -> Person:
    """Create a person; a bound key's new person becomes its connector's contact.

    Raises `AlreadyExists` for a taken id, `IdentifierTaken`, or `InvalidInput` with each fault.
    """
    now = session.now()

    def work(tx: Writer) -> Person:
        _refuse_taken(tx, session.principal, new)
        contacts = ContactsOf(session.connector, [None]) if session.connector else None
        (result,) = save_people(
            tx,
            [new],
            source=SOURCE,
            now=now,
            contacts_of=contacts,
            acting_as=session.connector,
        )
        if result.id is None or result.status == "refused":
            raise_refused(result.errors)
        saved = person_of(load_person(tx, result.id))
        return saved.model_copy(update={"warnings": result.warnings})

    return session.write(work, once)


def _refuse_taken(tx: Reader, principal: Principal, new: NewPerson) -> None:
    if new.id is not None and tx.one(repository.find_ids, ids=[new.id]).ids:
        raise AlreadyExists(
            f"A person “{new.id}” exists. Use PATCH to change them, or choose another ID."
        )
    try:
        said = draft(new, read_vocabulary(tx))
    except Refused as refused:
        raise_refused(refused.faults)
    refuse_identifiers(tx, principal, said, None)


def patch_person(
    session: Session, person_id: str, patch: PersonPatch, if_match: str | None
) -> Person:
    """Change what the patch says; raises `VersionMismatch` when `if_match` is another version."""
    now = session.now()

    def work(tx: Writer) -> Person:
        _may_change(tx, session.principal, person_id)
        row = load_person(tx, person_id)
        current, existing = person_of(row), existing_of(row)
        require_version(if_match, current.etag)
        vocabulary = read_vocabulary(tx)
        try:
            said = draft(_merged(current, patch), vocabulary)
        except Refused as refused:
            raise_refused(refused.faults)
        refuse_identifiers(tx, session.principal, said, person_id)
        change = plan_change(said, existing, person_id, "replace")
        if is_anothers(change, existing, session.connector):
            raise Forbidden(f"{ONLY_THEMSELVES}.")
        closed = closed_groups(tx, vocabulary, session.connector)
        if closed & joined_groups(change, said, existing):
            raise Forbidden(f"groups: {NOT_A_MEMBER}.")
        write_changes(tx, [(change, said)], {person_id: existing}, vocabulary, now)
        saved = person_of(load_person(tx, person_id))
        return saved.model_copy(update={"warnings": said.warnings})

    return session.write(work)


def _may_change(tx: Reader, principal: Principal, person_id: str) -> None:
    if not may_see_in_full(tx, principal, person_id):
        raise Forbidden("This API key can change only people the connector knows.")


def _merged(current: Person, patch: PersonPatch) -> PersonFields:
    """The patch as fields to save, its objects merged into existing ones part by part."""
    values = {name: getattr(patch, name) for name in patch.model_fields_set}
    for name in ("card", "preferences"):
        if name in values:
            sent = getattr(patch, name)
            values[name] = getattr(current, name).model_copy(
                update={field: getattr(sent, field) for field in sent.model_fields_set}
            )
    if "external_ids" in values:
        sent_ids = patch.external_ids
        merged = {} if sent_ids is None else {**current.external_ids, **sent_ids}
        values["external_ids"] = {system: v for system, v in merged.items() if v is not None}
    if "meeting_groups" in values and "groups" not in values:
        values["groups"] = current.groups
    return PersonFields.model_construct(_fields_set=set(values), **values)


def delete_person(session: Session, person_id: str, if_match: str | None = None) -> None:
    """Delete a person with everything that goes with them, as each domain declares it.

    A connector's key deletes only people no one else knows: raises `Forbidden` otherwise.
    """

    def work(tx: Writer) -> None:
        _may_change(tx, session.principal, person_id)
        row = load_person(tx, person_id)
        require_version(if_match, person_of(row).etag)
        if session.connector is not None:
            besides = session.connector
            if row.properties.get("connector") and person_id != besides:
                raise Forbidden(f"{ONLY_THEMSELVES}.")
            if tx.one(repository.count_others_who_know, id=person_id, besides=besides).others:
                raise Forbidden(
                    "Others know this person too. Remove your own relationship instead "
                    "(DELETE …/knows/…)."
                )
        delete_belongings(tx, person_id)

    session.write(work)


def put_group(
    session: Session, group_id: str, body: GroupIn, if_match: str | None = None
) -> tuple[Group, bool]:
    """Create a group or change it; says whether it is new. Not for bound keys (`Forbidden`)."""
    if session.connector is not None:
        raise Forbidden("A group belongs to all its members. This API key belongs to one person.")

    def work(tx: Writer) -> bool:
        fields = {
            "id": group_id,
            "name": body.name,
            "name_key": fold(body.name),
            "meets_regularly": body.meets_regularly,
        }
        row = tx.optional(repository.find_group, id=group_id)
        require_version(if_match, group_of(row).etag if row else None)
        if row is None:
            tx.do(repository.create_groups, rows=[fields])
        else:
            tx.do(repository.change_group, **fields)
        return row is None

    is_new = session.write(work)
    return Group(id=group_id, name=body.name, meets_regularly=body.meets_regularly), is_new
