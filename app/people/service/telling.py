"""Who is told what of a person's details and notes, from their row."""

from typing import Any

from app.people.models import AddressChange
from app.people.repository import PersonRow
from app.people.rules.changes import Stated
from app.people.rules.details import NO_ONES, Held, detail_of, on_file, told
from app.people.rules.normalize import Related
from app.security import Principal, policy
from app.security.policy import Relation


def details_told(row: PersonRow, principal: Principal) -> Related:
    """The email addresses, numbers, profiles and IDs of a person that someone may see."""
    stated, relation = stated_of(row), relation_of(row, principal)
    if not policy.allows(principal, "see_details", relation):
        return frozenset()
    if not principal.connector:
        sees_private = policy.allows(principal, "see_private")
        return frozenset((s.kind, s.value) for s in stated) if sees_private else on_file(stated)
    if relation == "self":
        return on_file(stated)
    return told(stated, held_of(row), shares=shares_details(row))


def notes_told(row: PersonRow, principal: Principal) -> str | None:
    """A connector's notes on a person; for a program without a connector those of programs."""
    if principal.connector:
        return held_of(row).notes
    may_see = policy.allows(principal, "see_details")
    properties: dict[str, Any] = row.properties
    return properties.get("notes") if may_see else None


def relation_of(row: PersonRow, principal: Principal) -> Relation:
    """How the viewer stands to a person, by their relationship alone."""
    as_whom = policy.relation_without_facts(principal, row.id)
    if as_whom == "self" or not row.held:
        return as_whom
    (cells,) = row.held
    return "asserted" if cells.asserted else "contact"


def stated_of(row: PersonRow) -> list[Stated]:
    return [Stated(kind, value, bool(private)) for kind, value, private in row.identifiers]


def shares_details(row: PersonRow) -> bool:
    return bool(row.properties.get("shares_details"))


def held_of(row: PersonRow) -> Held:
    """What the viewer's relationship holds of a person."""
    if not row.held:
        return NO_ONES
    (cells,) = row.held
    change = None
    if cells.offered and cells.offered_for:
        change = AddressChange(replaces=detail_of(cells.offered_for)[1], by=cells.offered_by)
    return Held(
        details=None if cells.details is None else tuple(cells.details),
        notes=cells.notes,
        own_word=bool(cells.own_word),
        version=cells.version or 0,
        change=change,
    )
