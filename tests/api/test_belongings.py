"""What is held about a person, on every engine: all of it is declared, told, and deleted."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from neo4j import Driver

from app.belongings.kinds import COMMON, Label
from app.belongings.registry import KINDS
from app.errors import Forbidden
from app.people.service import export_person
from tests.api.conftest import Api
from tests.api.one_of_everything import (
    ADDRESS,
    NAME,
    OTHERS_REASON,
    OTHERS_TRUST,
    PERSON,
    fill,
)
from tests.engines import Engine
from tests.graph.networks import Network, read_back
from tests.sessions import acting

ONLY_OF_WHAT_FAILED = {"Import.message"}
NAMES = (PERSON, NAME, ADDRESS)


@pytest.fixture
def full(api: Api, engine: Engine) -> Api:
    fill(api, engine)
    return api


def things(network: Network) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """All nodes and relationships: the kind, which one, its properties."""
    for (label, node), properties in network.nodes.items():
        yield label, node, properties
    for edge in network.edges:
        yield edge.type, f"{edge.start[1]} {edge.end[1]}", edge.properties


def named_in(network: Network) -> set[tuple[str, str]]:
    """What names the person in any property: by id, name or address."""
    return {
        (kind, which)
        for kind, which, properties in things(network)
        if any(name in str(value) for name in NAMES for value in properties.values())
    }


def test_nothing_that_names_a_person_outlives_them_but_what_is_declared_to(
    full: Api, driver: Driver
) -> None:
    before = read_back(driver, full.workspace)
    missing = [
        name
        for name, kind in KINDS.items()
        if kind.follows and not kind.is_planned and name not in {k for k, _, _ in things(before)}
    ]
    assert missing == [], "one_of_everything.py makes none of these"
    assert full.client().delete(f"/v1/people/{PERSON}").status_code == 204
    after = read_back(driver, full.workspace)
    kept = {n for n, kind in KINDS.items() if kind.follows and kind.follows.delete == "keep"}
    in_parts = {"JobPart"}
    assert {kind for kind, _ in named_in(after)} == kept - in_parts
    for kind, which in named_in(before):
        follows = KINDS[kind].follows
        assert follows is not None, f"{kind} names a person, and is declared not to"
        if follows.delete == "detach":
            assert any((k, w) == (kind, which) for k, w, _ in things(after)), (kind, which)
    assert orphans(after) == []
    mail = [values for label, _, values in things(after) if label == "OutboxEntry"]
    assert [values for values in mail if "due" in values] == []


def orphans(network: Network) -> list[tuple[str, str]]:
    """Nodes that are left without any of the relationships by which they held a person."""
    joined = {(end, edge.type) for edge in network.edges for end in (edge.start, edge.end)}
    found = []
    for key in network.nodes:
        follows = KINDS[key[0]].follows
        links = [name for name in (follows.held_by if follows else ()) if name in KINDS]
        if links and not any((key, link) in joined for link in links):
            found.append(key)
    return found


def test_others_keep_what_is_theirs(full: Api, driver: Driver) -> None:
    full.client().delete(f"/v1/people/{PERSON}").raise_for_status()
    left = read_back(driver, full.workspace)
    assert {key for key in left.nodes if key[0] in {"Person", "Plan", "Gathering", "Import"}} >= {
        ("Person", "dana"),
        ("Person", "lee"),
    }
    labels = [label for label, _ in left.nodes]
    assert (labels.count("Plan"), labels.count("Gathering"), labels.count("Import")) == (2, 1, 1)
    assert {
        ("Identifier", "email:dana@work.example"),
        ("Introduction", "others"),
    } <= left.nodes.keys()
    assert labels.count("Introduction") == 1
    known = {(edge.start[1], edge.end[1]) for edge in left.edges if edge.type == "KNOWS"}
    assert known >= {("dana", "lee"), ("eve", "zed")}


def test_everything_has_only_properties_that_are_declared(full: Api, driver: Driver) -> None:
    """What queries write from a map is seen here alone: their text does not name it."""
    found: dict[str, set[str]] = {}
    for kind, _, properties in things(read_back(driver, full.workspace)):
        found.setdefault(kind, set()).update(properties)
    unknown = {
        f"{kind}.{name}"
        for kind, names in found.items()
        for name in names - KINDS[kind].all_properties.keys()
        if not (isinstance(KINDS[kind], Label) and name in COMMON)
    }
    assert unknown == set()
    never = {f"{kind}.{name}" for kind in found for name in KINDS[kind].mapped.keys() - found[kind]}
    assert never == ONLY_OF_WHAT_FAILED


def test_a_person_is_told_what_is_held_about_them_and_nothing_of_others(full: Api) -> None:
    held = export_person(acting(full.graph, full.workspace, "read", PERSON), PERSON)
    assert held.keys() == {
        name
        for name, kind in KINDS.items()
        if kind.follows and kind.follows.export == "told" and not kind.is_planned
    }
    (entry,) = held["Person"]
    assert (entry["name"], entry["card_not_for"]) == (NAME, "Lottery winners")
    assert {"notes", "name_key", "workspace"}.isdisjoint(entry)
    assert {row["other"] for row in held["KNOWS"]} >= {"kim", "zed"}
    assert {row["id"] for row in held["Introduction"]} == {"own", "again"}
    (own,) = held["INTRODUCES"]
    assert (own["other"], own["answer"], own["followed_up"]) == ("hers", "yes", False)
    told = str(held)
    assert str(OTHERS_TRUST) not in told
    assert OTHERS_REASON not in told
    assert "hash" not in told
    with pytest.raises(Forbidden):
        export_person(acting(full.graph, full.workspace, "read", "dana"), PERSON)
