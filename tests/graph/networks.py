"""Small graphs for tests: read from a compact form, written into a workspace, read back from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from neo4j import Driver, ManagedTransaction

from app.graph.columns import native
from tests.every_query import known_labels

NodeKey = tuple[str, str]
Properties = dict[str, Any]

LABEL = re.compile(r"^[A-Z][A-Za-z]+$")
TYPE = re.compile(r"^[A-Z][A-Z_]+$")
PAIRED = ("KNOWS", "ACQUAINTED")
KEPT_IN_TWINS = ("workspace", "id", "pair")
DEFAULT_WORKSPACE: Properties = {
    "name": "Test",
    "country": "US",
    "currency": "USD",
    "time_zone": "America/New_York",
    "seq": 1,
    "facts_seq": 1,
    "catalog_seq": 1,
    "setting_keys": [],
    "setting_values": [],
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
}


class BadNetwork(ValueError):
    """The compact form cannot be read; the message quotes what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Edge:
    start: NodeKey
    type: str
    end: NodeKey
    properties: Properties


@dataclass(slots=True)
class Network:
    """One workspace's graph. Nodes are known by label and id; no property is null."""

    workspace: str
    nodes: dict[NodeKey, Properties] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def key(self, text: str) -> NodeKey:
        """The node that `ada` or `Person/ada` means."""
        label, _, node_id = text.rpartition("/")
        found = [key for key in self.nodes if key[1] == node_id and label in ("", key[0])]
        if len(found) != 1:
            raise BadNetwork(f"“{text}” means {len(found)} nodes; write Label/id")
        return found[0]

    def comparable(self) -> dict[str, Any]:
        """A form in which two equal graphs are equal and a difference reads well."""
        return {
            "nodes": {f"{label} {id_}": p for (label, id_), p in sorted(self.nodes.items())},
            "relationships": sorted(
                (f"{e.start[0]}/{e.start[1]} {e.type} {e.end[0]}/{e.end[1]}", repr(_sorted(e)))
                for e in self.edges
            ),
        }


def _sorted(edge: Edge) -> list[tuple[str, Any]]:
    return sorted(edge.properties.items())


def read_network(form: Mapping[str, Any], workspace: str) -> Network:
    """Read `{workspace: {…}, nodes: {Label id: {…}}, relationships: [from TYPE to: {…}]}`."""
    _only(form, {"workspace", "nodes", "relationships"})
    network = Network(workspace)
    own = form.get("workspace", {})
    if own is not None:
        network.nodes[("Workspace", workspace)] = DEFAULT_WORKSPACE | own | {"id": workspace}
    add(network, form)
    return network


def add(network: Network, form: Mapping[str, Any]) -> None:
    """Add nodes and relationships in the compact form."""
    for text, given in (form.get("nodes") or {}).items():
        label, _, node_id = str(text).partition(" ")
        if not LABEL.match(label) or not node_id or " " in node_id:
            raise BadNetwork(f"“{text}” is not `Label id`")
        if (label, node_id) in network.nodes:
            raise BadNetwork(f"“{text}” stands there twice")
        network.nodes[(label, node_id)] = _present(
            {"workspace": network.workspace, "id": node_id} | (given or {})
        )
    for item in form.get("relationships") or []:
        network.edges.append(_read_edge(network, item))


def _read_edge(network: Network, item: Any) -> Edge:
    text, given = next(iter(item.items())) if isinstance(item, dict) else (item, {})
    start, type_, end = split_edge(network, text)
    properties = dict(given or {})
    if type_ in PAIRED and "pair" not in properties:
        if type_ == "ACQUAINTED" and start[1] > end[1]:
            raise BadNetwork(f"“{text}”: ACQUAINTED goes from the smaller id to the larger")
        properties["pair"] = f"{network.workspace}|{start[1]}|{end[1]}"
    return Edge(start, type_, end, _present(properties))


def split_edge(network: Network, text: str) -> tuple[NodeKey, str, NodeKey]:
    """The parts of `ada KNOWS bob`."""
    parts = str(text).split(" ")
    if len(parts) != 3 or not TYPE.match(parts[1]):
        raise BadNetwork(f"“{text}” is not `from TYPE to`")
    return network.key(parts[0]), parts[1], network.key(parts[2])


def _present(properties: Properties) -> Properties:
    for name, value in properties.items():
        if isinstance(value, datetime) and value.tzinfo is None:
            raise BadNetwork(f"{name}: write times with their zone, as 2026-01-31T10:00:00Z")
    return {name: value for name, value in properties.items() if value is not None}


def _only(form: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := set(form) - allowed:
        raise BadNetwork(f"unknown: {', '.join(sorted(unknown))}")


def twisted(network: Network) -> Network:
    """The same ids and relationships, with other values everywhere else."""
    twin = Network(network.workspace)
    for key, properties in network.nodes.items():
        # Tests that list all workspaces meet this one too: its own node stays valid.
        twin.nodes[key] = properties if key[0] == "Workspace" else _twist_all(properties)
    for edge in network.edges:
        twin.edges.append(Edge(edge.start, edge.type, edge.end, _twist_all(edge.properties)))
    return twin


def _twist_all(properties: Properties) -> Properties:
    return {
        name: value if name in KEPT_IN_TWINS else _twist(value)
        for name, value in properties.items()
    }


def _twist(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value} of the twin"
        case datetime() | date():
            return value + timedelta(days=1)
        case list():
            return [_twist(each) for each in value]
        case _:
            raise BadNetwork(f"{value!r} cannot be a property")


def write_networks(driver: Driver, networks: list[Network]) -> None:
    """Write graphs into the database, in one transaction."""

    def work(tx: ManagedTransaction) -> None:
        for network in networks:
            _write(tx, network)

    with driver.session(database="neo4j") as session:
        session.execute_write(work)


def _write(tx: ManagedTransaction, network: Network) -> None:
    # The statements differ by label and type only, so that an engine plans each of them once.
    for label, nodes in groupby(sorted(network.nodes.items()), key=lambda item: item[0][0]):
        rows = [properties for _, properties in nodes]
        tx.run("UNWIND $rows AS row CREATE (n:" + label + ") SET n = row", rows=rows).consume()

    def kind(edge: Edge) -> tuple[str, str, str]:
        return edge.start[0], edge.type, edge.end[0]

    for (start, type_, end), edges in groupby(sorted(network.edges, key=kind), key=kind):
        tx.run(
            "UNWIND $rows AS row "
            "MATCH (a:" + start + " {workspace: $workspace, id: row.start}), "
            "(b:" + end + " {workspace: $workspace, id: row.end}) "
            "CREATE (a)-[r:" + type_ + "]->(b) SET r = row.properties",
            workspace=network.workspace,
            rows=[
                {"start": edge.start[1], "end": edge.end[1], "properties": edge.properties}
                for edge in edges
            ],
        ).consume()


def read_back(driver: Driver, workspace: str) -> Network:
    """The graph of a workspace as it stands in the database."""
    own = "|".join(sorted(known_labels() - {"Workspace"}))
    with driver.session(database="neo4j") as session:
        return session.execute_read(lambda tx: _read(tx, workspace, own))


def _read(tx: ManagedTransaction, workspace: str, labels: str) -> Network:
    network = Network(workspace)
    for text in (
        "MATCH (n:Workspace {id: $workspace})",
        "MATCH (n:" + labels + " {workspace: $workspace})",
    ):
        found = tx.run(
            text + " RETURN labels(n) AS labels, properties(n) AS p", workspace=workspace
        )
        for record in found:
            (label,) = record["labels"]
            network.nodes[(label, record["p"]["id"])] = native(record["p"])
    found = tx.run(
        "MATCH (a:" + labels + " {workspace: $workspace})-[r]->(b) "
        "RETURN labels(a)[0] AS start_label, a.id AS start, type(r) AS type, properties(r) AS p, "
        "labels(b)[0] AS end_label, b.id AS end",
        workspace=workspace,
    )
    for record in found:
        start = (record["start_label"], record["start"])
        end = (record["end_label"], record["end"])
        network.edges.append(Edge(start, record["type"], end, native(record["p"])))
    return network
