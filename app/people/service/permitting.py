"""How a principal stands to people, for `app.security.policy` to decide by."""

from collections.abc import Iterable

from app.graph import Reader, chunks
from app.people import repository
from app.security import Principal, policy
from app.security.policy import Relation, What


def permitted(tx: Reader, principal: Principal, what: What, people: Iterable[str]) -> set[str]:
    """Those of these people who are here, and allowed to the principal by the policy."""
    ids = set(people)
    connector = principal.connector
    if connector is None:
        return ids_there(tx, ids) if policy.allows(principal, what) else set()
    # Who shares a group costs more to find than who is a contact.
    if policy.depends_on_groups(what):
        relations = relations_to(tx, connector, ids)
    else:
        relations = contact_relations(tx, connector, ids)
        relations |= {connector: "self"} if connector in ids else {}
    return {
        person for person, relation in relations.items() if policy.allows(principal, what, relation)
    }


def relation_to(tx: Reader, principal: Principal, person: str) -> Relation:
    """How the connector that the principal acts as stands to a person, who need not be here."""
    connector = principal.connector
    if connector is None:
        return "none"
    return relations_to(tx, connector, {person}).get(person, "none")


def relations_to(tx: Reader, connector: str, people: set[str]) -> dict[str, Relation]:
    """How a connector stands to those of these people who are here."""
    relations: dict[str, Relation] = {
        sight.id: _relation(sight)
        for part in chunks(sorted(people - {connector}))
        for sight in tx.many(repository.see_people, connector=connector, ids=part)
    }
    return relations | ({connector: "self"} if connector in people else {})


def _relation(sight: repository.SightRow) -> Relation:
    if sight.contact:
        return "asserted" if sight.asserted else "contact"
    return "member" if sight.member else "none"


def contact_relations(tx: Reader, connector: str, people: Iterable[str]) -> dict[str, Relation]:
    """How a connector stands to their contacts among these people."""
    relations: dict[str, Relation] = {}
    for part in chunks(sorted(people)):
        found = tx.one(repository.find_contacts, connector=connector, ids=part)
        relations |= dict.fromkeys(found.ids, "contact")
        relations |= dict.fromkeys(found.asserted, "asserted")
    return relations


def contacts_among(tx: Reader, connector: str, people: Iterable[str]) -> set[str]:
    """Those of these people a connector knows."""
    return set(contact_relations(tx, connector, people))


def ids_there(tx: Reader, people: Iterable[str]) -> set[str]:
    """Those of these ids that are people's."""
    return {i for part in chunks(sorted(people)) for i in tx.one(repository.find_ids, ids=part).ids}
