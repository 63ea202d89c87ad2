"""The graph that is measured: fictional people around some connectors, from the same seed the same.

It is written through the bare driver in batches. The catalog is the one that the program ships.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from neo4j import Session

from app.pairings.models import Contact
from tests.pairings_facts import TODAY
from tests.realistic_facts import realistic_contact, shipped_catalog

PEOPLE = 20_000
KNOWS = 50_000
BATCH = 2_000
Rows = list[dict[str, Any]]

CREATE_NODES = {
    label: f"UNWIND $rows AS row CREATE (n:{label}) SET n = row"
    for label in ("Person", "Organisation", "Group", "ProspectPool", "Favour")
}
CREATE_RELATIONSHIPS = {
    (start, kind, end): (
        f"UNWIND $rows AS row MATCH (a:{start} {{workspace: $workspace, id: row.a}}) "
        f"MATCH (b:{end} {{workspace: $workspace, id: row.b}}) "
        f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties"
    )
    for start, kind, end in (
        ("Person", "PRACTICES", "Profession"),
        ("Person", "MEETS", "TriggerEvent"),
        ("Person", "WORKED_AT", "Organisation"),
        ("Person", "STUDIED_AT", "Organisation"),
        ("Person", "MEMBER_OF", "Group"),
        ("Person", "SERVES", "ProspectPool"),
        ("Person", "GAVE", "Favour"),
        ("Person", "KNOWS", "Person"),
    )
}
Relationship = tuple[str, str, str]


class Network:
    """Nodes and relationships of one workspace as rows, ready to be written."""

    def __init__(self, workspace: str, seed: int) -> None:
        self.workspace = workspace
        self.random = Random(seed)
        self.nodes: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.relationships: dict[Relationship, Rows] = defaultdict(list)

    def node(self, label: str, node_id: str, **properties: Any) -> str:
        present = {name: value for name, value in properties.items() if value is not None}
        self.nodes[label].setdefault(
            node_id, {"workspace": self.workspace, "id": node_id} | present
        )
        return node_id

    def relate(self, a: str, how: Relationship, b: str, **properties: Any) -> None:
        present = {name: value for name, value in properties.items() if value is not None}
        self.relationships[how].append({"a": a, "b": b, "properties": present})

    def write(self, session: Session) -> None:
        """Write everything, nodes first, in batches."""
        for label, nodes in self.nodes.items():
            create(session, CREATE_NODES[label], list(nodes.values()))
        for how, rows in self.relationships.items():
            create(session, CREATE_RELATIONSHIPS[how], rows, workspace=self.workspace)


def create(session: Session, statement: str, rows: Sequence[Any], **parameters: Any) -> None:
    """Run a statement over all rows, a transaction for each batch."""
    for first in range(0, len(rows), BATCH):
        values = {"rows": rows[first : first + BATCH]} | parameters
        session.execute_write(lambda tx, v=values: tx.run(statement, v).consume())  # type: ignore[misc]


def make_network(
    workspace: str,
    connectors: Mapping[str, int],
    seed: int = 7,
    people: int = PEOPLE,
    knows: int = KNOWS,
) -> Network:
    """People who know each other at random, and connectors with so many contacts each."""
    network = Network(workspace, seed)
    catalog = shipped_catalog()
    everyone = [realistic_contact(network.random, f"p{n:05}", catalog) for n in range(people)]
    for person in everyone:
        _add_person(network, person)
    ids = [person.id for person in everyone]
    for connector, contacts in connectors.items():
        _add_person(network, Contact(id=connector, name=connector, professions=("realtor",)))
        for other in network.random.sample(ids, contacts):
            _know(network, connector, other)
    for a, b in _pairs(network.random, ids, knows - sum(connectors.values())):
        _know(network, a, b)
    return network


def _pairs(random: Random, ids: list[str], count: int) -> Iterator[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < count:
        a, b = random.sample(ids, 2)
        pairs.add((a, b))
    yield from sorted(pairs)


def _know(network: Network, a: str, b: str) -> None:
    network.relate(
        a, ("Person", "KNOWS", "Person"), b,
        pair=f"{network.workspace}|{a}|{b}", rated=True, source="benchmark",
        trust=network.random.choice([0.3, 0.6, 0.6, 0.9]),
        since=TODAY - timedelta(network.random.randint(100, 3000)),
    )  # fmt: skip


def _add_person(network: Network, person: Contact) -> None:
    network.node(
        "Person", person.id, name=person.name, name_key=person.name.casefold(),
        role=person.role, connector=False, town=person.town, regions=list(person.regions),
        segments=list(person.segments), opted_out=person.opted_out or None,
        away_until=person.away_until, version=1,
        created_at=datetime.combine(TODAY, time(), tzinfo=UTC),
    )  # fmt: skip
    for position, key in enumerate(person.professions):
        network.relate(person.id, ("Person", "PRACTICES", "Profession"), key, position=position)
    for trigger, own in person.own_meets.items():
        network.relate(
            person.id, ("Person", "MEETS", "TriggerEvent"), trigger,
            per_quarter=float(own.per_quarter), source=own.source,
        )  # fmt: skip
    for names, kind, properties in (
        (person.current_organisations, "WORKED_AT", {"main": True}),
        (person.past_organisations, "WORKED_AT", {"main": False, "to": TODAY - timedelta(400)}),
        (person.schools, "STUDIED_AT", {}),
    ):
        for name in sorted(names):
            network.node("Organisation", name, name=name, name_key=name)
            network.relate(person.id, ("Person", kind, "Organisation"), name, **properties)
    for name in sorted(person.groups):
        network.node("Group", name, name=name, name_key=name,
                     meets_regularly=name in person.meeting_groups)  # fmt: skip
        network.relate(person.id, ("Person", "MEMBER_OF", "Group"), name)
    for name, weight in sorted(person.pools.items()):
        network.node("ProspectPool", name, name=name)
        network.relate(person.id, ("Person", "SERVES", "ProspectPool"), name, weight=weight)
    for number in range(person.activity):
        favour = network.node(
            "Favour", f"{person.id}-favour-{number}", on=TODAY - timedelta(2 * number)
        )
        network.relate(person.id, ("Person", "GAVE", "Favour"), favour)
