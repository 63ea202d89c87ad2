"""Creating, changing and deleting one person or group."""

from app.belongings.registry import delete_belongings
from app.errors import AlreadyExists
from app.etags import require_version
from app.field_types import fold
from app.graph import IdempotencyGuard, Reader, Writer
from app.people import repository
from app.people.models import Group, GroupIn, NewPerson, Person, PersonFields, PersonPatch
from app.people.rules.changes import (
    OWN_FIELDS,
    Existing,
    joined_groups,
    plan_change,
    touches_own_part,
)
from app.people.rules.details import external_ids_of, shared_part
from app.people.rules.normalize import Refused, draft
from app.people.service.permitting import ids_there, relation_to
from app.people.service.reading import group_of, load_person, person_of
from app.people.service.refusing import (
    raise_refused,
    refuse_deleted,
    refuse_identifiers,
    refuse_own_notes,
)
from app.people.service.saving import (
    ContactsOf,
    closed_groups,
    existing_of,
    identifier_owners,
    read_vocabulary,
    save_people,
)
from app.people.service.writing import Writing
from app.security import Principal, policy
from app.session import Session
from app.tombstones.rules import OWN_ID
from app.tombstones.service import bury

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
            principal=session.principal,
            secret=session.graph.secret(),
        )
        if result.id is None or result.errors:
            raise_refused(result.errors)
        saved = person_of(load_person(tx, result.id, session.connector), session.principal)
        return saved.model_copy(update={"warnings": result.warnings})

    return session.write(work, once)


def _refuse_taken(tx: Reader, principal: Principal, new: NewPerson) -> None:
    if new.id is not None and ids_there(tx, {new.id}):
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
    principal, now = session.principal, session.now()

    def work(tx: Writer) -> Person:
        relation = relation_to(tx, principal, person_id)
        policy.demand(principal, "change", person_id, relation)
        if not patch.model_fields_set <= OWN_FIELDS:
            policy.demand(principal, "change_public", person_id, relation)
        row = load_person(tx, person_id, session.connector)
        current, existing = person_of(row, principal), existing_of(row, session.connector)
        require_version(if_match, current.etag)
        vocabulary = read_vocabulary(tx)
        try:
            said = draft(_merged(current, existing, patch), vocabulary)
        except Refused as refused:
            raise_refused(refused.faults)
        taken = refuse_identifiers(tx, principal, said, person_id)
        refuse_deleted(tx, session.graph.secret(), said, person_id)
        change = plan_change(said, existing, person_id, "replace")
        refuse_own_notes(change, session.connector)
        if touches_own_part(shared_part(change, session.connector), existing):
            policy.demand(principal, "change_own_part", person_id, relation)
        if change.properties.get("connector"):
            policy.demand(principal, "make_connector", person_id, relation)
        for group in closed_groups(tx, vocabulary, principal) & joined_groups(
            change, said, existing
        ):
            policy.demand(principal, "join_group", group)
        writing = Writing(tx, {person_id: existing}, vocabulary, session.connector, taken)
        writing.write([(change, said)], now)
        writing.finish()
        saved = person_of(load_person(tx, person_id, session.connector), principal)
        return saved.model_copy(update={"warnings": said.warnings})

    return session.write(work)


def _merged(current: Person, existing: Existing, patch: PersonPatch) -> PersonFields:
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
        merged = {} if sent_ids is None else {**external_ids_of(existing), **sent_ids}
        values["external_ids"] = {system: v for system, v in merged.items() if v is not None}
    if "meeting_groups" in values and "groups" not in values:
        values["groups"] = current.groups
    return PersonFields.model_construct(_fields_set=set(values), **values)


def delete_person(session: Session, person_id: str, if_match: str | None = None) -> None:
    """Delete a person with everything that goes with them, as each domain declares it.

    Nothing adds them again, by their ID or an identifier, until their tombstones are lifted.

    A connector's key deletes only people no one else knows: raises `Forbidden` otherwise.
    """
    principal = session.principal

    def _others_know(tx: Reader) -> bool:
        query, besides = repository.count_others_who_know, principal.connector
        return tx.one(query, id=person_id, besides=besides).others > 0

    def work(tx: Writer) -> None:
        relation = relation_to(tx, principal, person_id)
        policy.demand(principal, "delete", person_id, relation)
        row = load_person(tx, person_id, session.connector)
        require_version(if_match, person_of(row, principal).etag)
        if row.properties.get("connector"):
            policy.demand(principal, "change_own_part", person_id, relation)
        if not policy.allows(principal, "delete_shared", relation) and _others_know(tx):
            policy.demand(principal, "delete_shared", person_id, relation)
        delete_belongings(tx, person_id)
        identifiers = {f"{kind}:{value}" for kind, value, _ in row.identifiers}
        # A shared phone that stays with someone else keeps no one out.
        kept = identifiers - identifier_owners(tx, identifiers).keys()
        bury(tx, session.graph.secret(), kept | {f"{OWN_ID}:{person_id}"})

    session.write(work)


def put_group(
    session: Session, group_id: str, body: GroupIn, if_match: str | None = None
) -> tuple[Group, bool]:
    """Create a group or change it; says whether it is new. Not for bound keys (`Forbidden`)."""
    policy.demand(session.principal, "change_group", group_id)

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
