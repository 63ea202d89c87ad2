"""Finding and listing people, as much of each as the caller may see."""

from collections.abc import Mapping
from typing import Any, TypeVar

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
    OwnMeets,
    Person,
    PersonCard,
    PersonList,
    Preferences,
    Work,
)
from app.people.repository import ListedRow, PersonRow, StudyCells, WorkCells
from app.people.service.listing import list_everyone
from app.people.service.permitting import relation_to
from app.security import policy
from app.session import Session

Entry = TypeVar("Entry", WorkCells, StudyCells)

OWN_KINDS = frozenset({"email", "phone", "profile"})


def get_person(session: Session, person_id: str) -> Person | PersonCard:
    """A person in full for those who know them, their card for members of a group of theirs.

    Raises `NotFound` for everyone else.
    """

    def work(tx: Reader) -> Person | PersonCard:
        relation = relation_to(tx, session.principal, person_id)
        policy.demand(session.principal, "see_card", person_id, relation)
        row = load_person(tx, person_id)
        in_full = policy.allows(session.principal, "see_in_full", relation)
        return person_of(row) if in_full else card_of(row)

    return session.read(work)


def export_person(session: Session, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """What is held about a person, as far as they may be told: by label or relationship type.

    One who acts as a connector exports only themself. Raises `Forbidden` and `NotFound`.
    """
    policy.demand(session.principal, "export", person_id)

    def work(tx: Reader) -> dict[str, list[dict[str, Any]]]:
        load_person(tx, person_id)
        return held_about(tx, person_id)

    return session.read(work)


def get_person_in_full(session: Session, person_id: str) -> Person:
    """A person in full; raises `Forbidden` for who sees only their card, `NotFound`."""

    def work(tx: Reader) -> Person:
        relation = relation_to(tx, session.principal, person_id)
        policy.demand(session.principal, "see_in_full", person_id, relation)
        return person_of(load_person(tx, person_id))

    return session.read(work)


def load_person(tx: Reader, person_id: str) -> PersonRow:
    """A person's row; raises `NotFound`."""
    rows = tx.many(repository.load_people, ids=[person_id])
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
    of_all = policy.allows(principal, "see_card")
    from_index = of_all and not filters.get("group") and not filters.get("profession")

    def find(tx: Reader) -> tuple[list[ListedRow], str | None]:
        if from_index:
            found = list_everyone(tx, named, limit, cursor)
            return [ListedRow(one, "", in_full=True) for one in found.ids], found.next_cursor
        after_key, after_id = decode_cursor(cursor, 2)
        wanted = named | {
            "profession": filters.get("profession"),
            "group": filters.get("group"),
            "group_key": folded.get("group"),
            "after_key": after_key,
            "after_id": after_id,
            "most": limit + 1,
        }
        if of_all:
            listed = tx.many(repository.list_people, **wanted)
        else:
            connector = principal.connector or ""
            listed = tx.many(repository.list_visible_people, connector=connector, **wanted)
        page = listed[:limit]
        more = encode_cursor(page[-1].name_key, page[-1].id) if len(listed) > limit else None
        return page, more

    def work(tx: Reader) -> PersonList:
        page, more = find(tx)
        rows = {row.id: row for row in tx.many(repository.load_people, ids=[p.id for p in page])}
        # Someone may have been deleted between the two statements.
        items = [
            person_of(rows[p.id])
            if policy.allows(principal, "see_in_full", "contact" if p.in_full else "member")
            else card_of(rows[p.id])
            for p in page
            if p.id in rows
        ]
        return PersonList(items=tuple(items), next_cursor=more)

    return session.read(work)


def card_of(row: PersonRow) -> PersonCard:
    return PersonCard(**_card_fields(row))


def person_of(row: PersonRow) -> Person:
    """A person as the API shows them."""
    properties: dict[str, Any] = row.properties
    by_kind: dict[str, list[str]] = {}
    for kind, value in sorted(row.identifiers):
        by_kind.setdefault(kind, []).append(value)
    return Person(
        **_card_fields(row),
        role=properties["role"],
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
        notes=properties.get("notes"),
        version=properties["version"],
    )


def _card_fields(row: PersonRow) -> dict[str, Any]:
    properties = row.properties
    return {
        "id": row.id,
        "name": properties["name"],
        "professions": tuple(key for _, key in sorted(row.professions)),
        "organisation": properties.get("organisation_name"),
        "title": properties.get("title"),
        "card": Card(**{name: properties.get(f"card_{name}") for name in Card.model_fields}),
    }


def _in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: [str(part) for part in entry])


def list_groups(session: Session, *, limit: int = 50, cursor: str | None = None) -> GroupList:
    """A page of the workspace's groups, by id."""
    (after,) = decode_cursor(cursor, 1)
    rows = session.read(
        lambda tx: tx.many(repository.list_groups, after=after, most=limit + 1),
    )
    page = tuple(group_of(row) for row in rows[:limit])
    return GroupList(items=page, next_cursor=encode_cursor(page[-1].id) if rows[limit:] else None)


def get_group(session: Session, group_id: str) -> Group:
    """A group; raises `NotFound`."""
    row = session.read(lambda tx: tx.optional(repository.find_group, id=group_id))
    if row is None:
        raise NotFound(f"No group “{group_id}”.")
    return group_of(row)


def group_of(row: repository.GroupRow) -> Group:
    return Group(id=row.id, name=row.name, meets_regularly=row.meets_regularly)
