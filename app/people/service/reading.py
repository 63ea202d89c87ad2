"""Finding and listing people, as much of each as the caller may see."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter

from app.belongings.registry import held_about
from app.errors import NotFound
from app.field_types import fold
from app.graph import Reader
from app.paging import decode_cursor, encode_cursor
from app.people import repository
from app.people.models import (
    Card,
    Education,
    Group,
    GroupList,
    How,
    OwnMeets,
    Person,
    PersonCard,
    PersonList,
    Preferences,
    Work,
)
from app.people.repository import (
    ListedRow,
    PersonRow,
    PracticedHow,
    StudyCells,
    WorkCells,
)
from app.people.service.listing import list_everyone, list_members
from app.people.service.permitting import relation_to
from app.people.service.telling import details_told, held_of, notes_told, relation_of
from app.security import Principal, policy
from app.security.policy import Relation
from app.session import Session

Entry = TypeVar("Entry", WorkCells, StudyCells)

HOW: TypeAdapter[How] = TypeAdapter(How)
OWN_KINDS = frozenset({"email", "phone", "profile"})
ON_CARD = frozenset(
    {"name", "organisation_name", "title", "connector", "shares_details", "version"}
)


def get_person(session: Session, person_id: str) -> Person | PersonCard:
    """A person in full for those who know them, their card for members of a group of theirs.

    Raises `NotFound` for everyone else.
    """

    def work(tx: Reader) -> Person | PersonCard:
        relation = relation_to(tx, session.principal, person_id)
        policy.demand(session.principal, "see_card", person_id, relation)
        row = load_person(tx, person_id, session.connector)
        if relation == "member":
            return card_of(row)
        return _with_name(tx, person_of(row, session.principal))

    return session.read(work)


def export_person(session: Session, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """What is held about a person, as far as they may be told: by label or relationship type.

    One who acts as a connector exports only themself. Raises `Forbidden` and `NotFound`.
    """
    policy.demand(session.principal, "export", person_id)

    def work(tx: Reader) -> dict[str, list[dict[str, Any]]]:
        load_person(tx, person_id, None)
        return held_about(tx, person_id)

    return session.read(work)


def get_person_to_change(session: Session, person_id: str) -> Person:
    """A person as far as the caller sees them, who may change something of them.

    Raises `Forbidden` for who sees only their card, and `NotFound`.
    """

    def work(tx: Reader) -> Person:
        relation = relation_to(tx, session.principal, person_id)
        policy.demand(session.principal, "change", person_id, relation)
        return person_of(load_person(tx, person_id, session.connector), session.principal)

    return session.read(work)


def _with_name(tx: Reader, person: Person) -> Person:
    """With the name of who replaced an address, if anyone did."""
    change = person.address_change
    if change is None or change.by is None:
        return person
    name = load_person(tx, change.by, None).properties["name"]
    return person.model_copy(update={"address_change": change.model_copy(update={"by_name": name})})


def load_person(tx: Reader, person_id: str, viewer: str | None) -> PersonRow:
    """A person's row, with what a connector's relationship to them holds; raises `NotFound`."""
    rows = tx.many(repository.load_people, ids=[person_id], viewer=viewer)
    if not rows:
        raise no_such_person(person_id)
    return rows[0]


def no_such_person(person_id: str) -> NotFound:
    return NotFound(policy.NO_PERSON.format(person_id))


def list_people(
    session: Session,
    *,
    filters: Mapping[str, str | None],
    limit: int = 50,
    cursor: str | None = None,
) -> PersonList:
    """A page of the people the caller may see, by name.

    `filters`: q and organisation (names, without case), profession (key), group (id or name), role;
    None does not filter. Of a search among everyone, those who begin with it go first.
    """
    principal = session.principal
    folded = {name: fold(text) for name, text in filters.items() if text is not None}
    named = {name: folded.get(name) for name in ("q", "organisation")} | {
        "role": filters.get("role")
    }
    members = {
        "profession": filters.get("profession"),
        "group": filters.get("group"),
        "group_key": folded.get("group"),
    }

    def find(tx: Reader) -> tuple[list[ListedRow], str | None]:
        if policy.allows(principal, "see_card"):
            found = (
                list_members(tx, named | members, limit, cursor)
                if any(members.values())
                else list_everyone(tx, named, limit, cursor)
            )
            return [ListedRow(one, "", in_full=True) for one in found.ids], found.next_cursor
        after_key, after_id = decode_cursor(cursor, 2)
        listed = tx.many(
            repository.list_visible_people,
            connector=principal.connector or "",
            after_key=after_key,
            after_id=after_id,
            most=limit + 1,
            **named,
            **members,
        )
        page = listed[:limit]
        more = encode_cursor(page[-1].name_key, page[-1].id) if len(listed) > limit else None
        return page, more

    def work(tx: Reader) -> PersonList:
        page, more = find(tx)
        ids = [one.id for one in page]
        loaded = tx.many(repository.load_people, ids=ids, viewer=principal.connector)
        rows = {row.id: row for row in loaded}
        # Someone may have been deleted between the two statements.
        items = [
            person_of(rows[p.id], principal)
            if p.in_full or rows[p.id].held
            else card_of(rows[p.id])
            for p in page
            if p.id in rows
        ]
        return PersonList(items=tuple(items), next_cursor=more)

    return session.read(work)


def card_of(row: PersonRow) -> PersonCard:
    return PersonCard(**_card_fields(row))


def person_of(row: PersonRow, principal: Principal) -> Person:
    """A person as the API shows them to someone who knows them: no more than the policy allows."""
    if not policy.allows(principal, "see_in_full", relation_of(row, principal)):
        row = _without_public_part(row)
    properties: dict[str, Any] = row.properties
    held = held_of(row)
    by_kind: dict[str, list[str]] = {}
    for kind, value in sorted(details_told(row, principal)):
        by_kind.setdefault(kind, []).append(value)
    return Person(
        **_card_fields(row),
        professions_how={entry.profession: _how(entry) for entry in _by_position(row)},
        role=properties.get("role"),
        connector=properties.get("connector", False),
        emails=tuple(by_kind.get("email", ())),
        phones=tuple(by_kind.get("phone", ())),
        profiles=tuple(by_kind.get("profile", ())),
        external_ids={k: v[0] for k, v in by_kind.items() if k not in OWN_KINDS},
        town=properties.get("town"),
        regions=tuple(properties.get("regions", ())),
        segments=tuple(properties.get("segments", ())),
        groups=tuple(sorted(name for _, name in row.groups)),
        time_zone=properties.get("time_zone"),
        default_region=properties.get("default_region"),
        work=tuple(
            Work(organisation=name, title=title, from_=start, to=end)
            for _, title, start, end, main, name in _in_order(row.work)
            if not main
        ),
        education=tuple(
            Education(school=name, from_=start, to=end)
            for _, start, end, name in _in_order(row.education)
        ),
        meets=tuple(OwnMeets(trigger_event=t, per_quarter=n) for t, n in sorted(row.meets)),
        preferences=Preferences(
            **{name: properties.get(name) for name in Preferences.model_fields}
        ),
        notes=notes_told(row, principal),
        address_change=held.change,
        version=max(properties["version"], held.version),
    )


def _without_public_part(row: PersonRow) -> PersonRow:
    """The row of someone only the viewer says they know: the card, and their own part."""
    shown = {n: v for n, v in row.properties.items() if n in ON_CARD or n.startswith("card_")}
    return replace(row, properties=shown, groups=[], work=[], education=[], meets=[])


def _card_fields(row: PersonRow) -> dict[str, Any]:
    properties = row.properties
    return {
        "id": row.id,
        "name": properties["name"],
        "professions": tuple(entry.profession for entry in _by_position(row)),
        "organisation": properties.get("organisation_name"),
        "title": properties.get("title"),
        "card": Card(**{name: properties.get(f"card_{name}") for name in Card.model_fields}),
    }


def _how(entry: PracticedHow) -> How:
    return HOW.validate_python(entry.how or "told")


def _by_position(row: PersonRow) -> list[PracticedHow]:
    return sorted(row.professions, key=lambda entry: (entry.position, entry.profession))


def _in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: [str(part) for part in entry])


def list_groups(session: Session, *, limit: int = 50, cursor: str | None = None) -> GroupList:
    """A page of the groups that one may see, by id: of a connector, those that they are in."""
    (after,) = decode_cursor(cursor, 1)
    member = None if policy.allows(session.principal, "see_group") else session.connector
    rows = session.read(
        lambda tx: tx.many(repository.list_groups, after=after, most=limit + 1, member=member),
    )
    page = tuple(group_of(row) for row in rows[:limit])
    return GroupList(items=page, next_cursor=encode_cursor(page[-1].id) if rows[limit:] else None)


def get_group(session: Session, group_id: str) -> Group:
    """A group; raises `NotFound`, to a connector also for one that they are not in."""
    principal = session.principal

    def work(tx: Reader) -> repository.GroupRow | None:
        if not policy.allows(principal, "see_group"):
            own = tx.one(repository.find_own_groups, connector=principal.connector).ids
            relation: Relation = "member" if group_id in own else "none"
            policy.demand(principal, "see_group", group_id, relation)
        return tx.optional(repository.find_group, id=group_id)

    row = session.read(work)
    if row is None:
        raise NotFound(policy.HIDDEN["see_group"].format(group_id))
    return group_of(row)


def group_of(row: repository.GroupRow) -> Group:
    return Group(id=row.id, name=row.name, meets_regularly=row.meets_regularly)
