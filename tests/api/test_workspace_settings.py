"""Settings of a workspace over HTTP: listed with their ranges, changed together or not at all."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from neo4j import Driver

from app.graph import Graph
from app.plans.rules.weeks import week_of
from tests.api.conftest import Api, new_workspace
from tests.api.introducing import codes
from tests.api.planning import plan

ADDRESS = "/v1/settings"


@pytest.fixture
def api(server: str, graph: Graph) -> Iterator[Api]:
    """A workspace in which nothing was set."""
    with ExitStack() as stack:
        yield Api(server, graph, new_workspace(graph, programs_act=False), stack)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the graph says of settings and facts."""

    own: dict[str, str]
    facts_seq: int


def kept(api: Api) -> Kept:
    node = api.graph.read(api.workspace, lambda tx: tx.node)
    own = dict(zip(node.setting_keys, node.setting_values, strict=True))
    return Kept(own, node.facts_seq)


def by_key(answer: httpx.Response) -> dict[str, dict[str, Any]]:
    answer.raise_for_status()
    return {one["key"]: one for one in answer.json()["items"]}


def test_every_setting_is_listed_with_its_default_range_and_meaning(api: Api) -> None:
    found = by_key(api.client("admin").get(ADDRESS))
    assert found["plan_goal"] == {
        "key": "plan_goal",
        "value": 3,
        "default": 3,
        "is_default": True,
        "minimum": 1,
        "maximum": 50,
        "unit": "number",
        "meaning": "Introductions for each connector in a week",
        "group": "week",
        "advanced": False,
    }
    assert found["allow_competitors"]["value"] is False
    assert found["allow_competitors"]["maximum"] is None
    assert found["weight_ask"]["advanced"] is True
    assert all(one["is_default"] for one in found.values())


def test_what_is_changed_is_used_until_null_brings_the_default_back(api: Api) -> None:
    admin = api.client("admin")
    before = kept(api)
    found = by_key(admin.put(ADDRESS, json={"plan_goal": 5, "allow_competitors": True}))
    assert (found["plan_goal"]["value"], found["plan_goal"]["is_default"]) == (5, False)
    assert kept(api).own == {"plan_goal": "5", "allow_competitors": "true"}
    assert kept(api).facts_seq > before.facts_seq
    found = by_key(admin.put(ADDRESS, json={"plan_goal": None}))
    assert (found["plan_goal"]["value"], found["plan_goal"]["is_default"]) == (3, True)
    assert found["allow_competitors"]["value"] is True
    assert found == by_key(admin.get(ADDRESS))


def test_a_change_is_in_the_log_and_one_that_changes_nothing_is_not(
    api: Api, driver: Driver
) -> None:
    admin = api.client("admin")
    admin.put(ADDRESS, json={"plan_goal": 5, "pause_days": 90}).raise_for_status()
    before = kept(api)
    for nothing in ({}, {"plan_goal": 5}, {"pause_days": None}):
        admin.put(ADDRESS, json=nothing).raise_for_status()
    assert kept(api) == before
    logged, _, _ = driver.execute_query(
        "MATCH (c:Change {workspace: $workspace, kind: 'setting'})"
        " RETURN c.op AS op, c.ids AS ids, c.by AS by",
        workspace=api.workspace,
        database_="neo4j",
    )
    (entry,) = [record.data() for record in logged]
    assert (entry["op"], entry["ids"]) == ("updated", ["plan_goal"])
    assert entry["by"].startswith("administrator ")


@pytest.mark.parametrize(
    ("changes", "pointer", "message"),
    [
        ({"trust_floor": 1.5}, "/trust_floor", "must be between 0 and 1"),
        ({"plan_goal": "5"}, "/plan_goal", "must be a whole number between 1 and 50"),
        ({"plan_goal": 2.5}, "/plan_goal", "must be a whole number between 1 and 50"),
        ({"plan_goal": True}, "/plan_goal", "must be a whole number between 1 and 50"),
        ({"allow_competitors": 1}, "/allow_competitors", "must be true or false"),
        ({"plan_gaol": 2}, "/plan_gaol", "no setting called “plan_gaol”; did you mean"),
        ({"weight_ask": 0.2}, "", "The weights must add up to 1; they add up to 1.1"),
        ({"ask_reminder_days": 14}, "/ask_reminder_days", "must be less than ask_expires_days"),
    ],
)
def test_a_bad_value_is_named_with_its_range_and_nothing_changes(
    api: Api, changes: dict[str, Any], pointer: str, message: str
) -> None:
    before = kept(api)
    answer = api.client("admin").put(ADDRESS, json={"met_due_days": 9, **changes})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert error["message"].startswith(message)
    assert message in answer.json()["detail"]
    assert kept(api) == before


def test_who_read_an_older_version_changes_nothing(api: Api) -> None:
    admin = api.client("admin")
    old = admin.get(ADDRESS).headers["ETag"]
    new = admin.put(ADDRESS, json={"plan_goal": 4}, headers={"If-Match": old})
    assert new.headers["ETag"] != old
    late = admin.put(ADDRESS, json={"plan_goal": 5}, headers={"If-Match": old})
    assert late.status_code == 412
    assert kept(api).own == {"plan_goal": "4"}
    assert admin.get(ADDRESS).headers["ETag"] == new.headers["ETag"]


@pytest.mark.parametrize("scope", ["read", "write"])
def test_settings_are_for_administrators(api: Api, scope: Any) -> None:
    client = api.client(scope)
    assert client.get(ADDRESS).status_code == 403
    assert client.put(ADDRESS, json={"plan_goal": 5}).status_code == 403
    assert kept(api).own == {}


def test_suggestions_follow_the_settings_of_their_workspace(world: Api) -> None:
    dana, admin = world.client("write", "dana"), world.client("admin")
    assert "below_floor" not in codes(dana)
    admin.put(ADDRESS, json={"trust_floor": 0.95}).raise_for_status()
    assert "below_floor" in codes(dana)
    admin.put(ADDRESS, json={"trust_floor": None}).raise_for_status()
    assert "below_floor" not in codes(dana)


def test_a_week_follows_the_settings_of_its_workspace(world: Api) -> None:
    week = week_of(datetime.now(UTC).date())
    client = world.client("write", "dana")
    assert plan(client, week=week, dry_run=True)["connectors"][0]["pairings"]
    world.client("admin").put(ADDRESS, json={"plan_max_per_week": 0}).raise_for_status()
    planned = plan(client, week=week, dry_run=True)
    assert planned["connectors"][0]["pairings"] == []
