"""Cases of queries as data: see cases/README.md for the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.graph.networks import BadNetwork, Edge, Network, add, read_network, split_edge

FOLDER = Path(__file__).parent / "cases"
FILE_KEYS = {"given", "cases"}
CASE_KEYS = {"name", "given", "parameters", "rows", "ordered", "together", "within", "after"}
BOOL = "tag:yaml.org,2002:bool"
AFTER_KEYS = {"created", "changed", "deleted"}


class Loader(yaml.SafeLoader):
    """YAML in which `on`, `yes` and `no` are the words that they are, and not truth values."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != BOOL or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one query, as it stands in its file."""

    query: str
    name: str
    form: Mapping[str, Any]
    given_form: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.query}: {self.name}"

    def given(self, workspace: str) -> Network:
        """The graph before the query runs."""
        return read_network(_filled_in(self.given_form, workspace), workspace)

    def parameters(self, workspace: str) -> dict[str, Any]:
        return dict(_filled_in(self.form.get("parameters") or {}, workspace))

    def rows(self, workspace: str) -> list[dict[str, Any]]:
        """The expected rows; a field that is not named is null."""
        return list(_filled_in(self.form.get("rows") or [], workspace))

    @property
    def ordered(self) -> bool:
        return bool(self.form.get("ordered", False))

    @property
    def together(self) -> list[list[str]]:
        """Columns of lists that belong together and come in no particular order."""
        return list(self.form.get("together") or [])

    @property
    def within(self) -> list[str]:
        """Columns of lists whose cells are lists in no particular order."""
        return list(self.form.get("within") or [])

    def after(self, workspace: str) -> Network:
        """The graph after a query that writes."""
        network = self.given(workspace)
        after = _filled_in(self.form["after"] or {}, workspace)
        _only(after, AFTER_KEYS, str(self))
        _delete(network, after.get("deleted") or {})
        created = after.get("created") or {}
        if own := created.get("workspace"):
            network.nodes[("Workspace", workspace)] = {"id": workspace} | own
        add(network, created)
        _change(network, after.get("changed") or {})
        return network


def _delete(network: Network, form: Mapping[str, Any]) -> None:
    for text in form.get("relationships") or []:
        network.edges.remove(_the_edge(network, text))
    for text in form.get("nodes") or []:
        key = network.key(str(text).replace(" ", "/", 1))
        del network.nodes[key]
        network.edges = [edge for edge in network.edges if key not in (edge.start, edge.end)]


def _change(network: Network, form: Mapping[str, Any]) -> None:
    if own := form.get("workspace"):
        _set(network.nodes[("Workspace", network.workspace)], own)
    for text, properties in (form.get("nodes") or {}).items():
        _set(network.nodes[network.key(str(text).replace(" ", "/", 1))], properties)
    for item in form.get("relationships") or []:
        ((text, properties),) = item.items()
        _set(_the_edge(network, text).properties, properties)


def _set(properties: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if value is None:
            properties.pop(name, None)
        else:
            properties[name] = value


def _the_edge(network: Network, text: str) -> Edge:
    wanted = split_edge(network, text)
    found = [edge for edge in network.edges if (edge.start, edge.type, edge.end) == wanted]
    if len(found) != 1:
        raise BadNetwork(f"“{text}” means {len(found)} relationships")
    return found[0]


def _filled_in(value: Any, workspace: str) -> Any:
    """`{workspace}` in any text, a key too, becomes the workspace's id."""
    match value:
        case str():
            return value.replace("{workspace}", workspace)
        case list():
            return [_filled_in(each, workspace) for each in value]
        case dict():
            return {
                _filled_in(key, workspace): _filled_in(each, workspace)
                for key, each in value.items()
            }
        case _:
            return value


def _only(form: Mapping[str, Any], allowed: set[str], where: str) -> None:
    if unknown := set(form) - allowed:
        raise BadNetwork(f"{where}: unknown: {', '.join(sorted(unknown))}")


def read_cases(path: Path) -> list[Case]:
    """The cases of one file; its place names the query."""
    query = path.relative_to(FOLDER).with_suffix("").as_posix()
    content = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 (a safe one)
    _only(content, FILE_KEYS, query)
    cases = []
    for form in content["cases"]:
        _only(form, CASE_KEYS, query)
        given = form.get("given", content.get("given")) or {}
        cases.append(Case(query, form["name"], form, given))
    return cases


def all_cases() -> list[Case]:
    return [case for path in sorted(FOLDER.rglob("*.yaml")) for case in read_cases(path)]
