"""All domains' belongings in one place, and the walks over them."""

from collections import defaultdict
from typing import Any

from app.belongings.installation import INSTALLATION
from app.belongings.kinds import COMMON, Belongings, Kind
from app.calendar.belongings import CALENDAR
from app.catalog.belongings import CATALOG
from app.changes.belongings import CHANGES
from app.digest.belongings import DIGEST
from app.goals.belongings import GOALS
from app.graph import Reader, Writer
from app.imports.belongings import IMPORTS
from app.introductions.belongings import INTRODUCTIONS
from app.jobs.belongings import JOBS
from app.keys.belongings import KEYS
from app.ledger.belongings import LEDGER
from app.mail.belongings import MAIL
from app.message_templates.belongings import MESSAGE_TEMPLATES
from app.opportunities.belongings import OPPORTUNITIES
from app.outbox.belongings import OUTBOX
from app.people.belongings import PEOPLE
from app.plans.belongings import PLANS
from app.relationships.belongings import RELATIONSHIPS
from app.sign_in.belongings import SIGN_IN
from app.tombstones.belongings import TOMBSTONES
from app.workspaces.belongings import WORKSPACES

DOMAINS: tuple[Belongings, ...] = (
    # In this order a deletion goes through them: mail is found by introductions, and everything
    # by the person's own node, which goes last.
    OUTBOX,
    INTRODUCTIONS,
    PLANS,
    RELATIONSHIPS,
    GOALS,
    DIGEST,
    CALENDAR,
    SIGN_IN,
    IMPORTS,
    JOBS,
    MAIL,
    MESSAGE_TEMPLATES,
    OPPORTUNITIES,
    LEDGER,
    CATALOG,
    CHANGES,
    TOMBSTONES,
    KEYS,
    WORKSPACES,
    INSTALLATION,
    PEOPLE,
)
KINDS: dict[str, Kind] = {kind.name: kind for domain in DOMAINS for kind in domain.kinds}


def delete_belongings(tx: Writer, person: str) -> None:
    """Delete a person with everything that goes with them: some statements for each domain."""
    for domain in DOMAINS:
        for query in domain.delete:
            tx.many(query, id=person)


def end_role(tx: Writer, person: str) -> None:
    """Delete what a person had only as long as they were a connector."""
    for domain in DOMAINS:
        for query in domain.demote:
            tx.many(query, id=person)


def held_about(tx: Reader, person: str) -> dict[str, list[dict[str, Any]]]:
    """What is held about a person, as far as they may be told: by label or relationship type.

    Of a relationship, `other` is the id at its other end.
    """
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for domain in DOMAINS:
        if domain.tell is None:
            continue
        for row in tx.many(domain.tell, id=person):
            told = _told(KINDS[row.kind], row.properties)
            held[row.kind].append(told if row.other is None else {"other": row.other, **told})
    return dict(held)


def _told(kind: Kind, properties: dict[str, Any]) -> dict[str, Any]:
    """Only what is declared, and not withheld."""
    declared = {**COMMON, **kind.all_properties}
    return {
        name: value
        for name, value in properties.items()
        if name in declared and not declared[name].withheld
    }
