"""A program's key that an administrator made reads no more than the administrator may."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from app.graph import Graph
from app.security import Scope
from tests.api.access import NEXT_WEEK
from tests.api.conftest import Api, known_to_dana_and_eve, new_workspace
from tests.api.introducing import begin

PRIVATE = (
    "/v1/people/dana/contacts",
    "/v1/connectors/dana/pairings",
    "/v1/connectors/dana/goals",
    "/v1/introductions",
    "/v1/introductions?connector=dana",
)


@pytest.fixture
def world(server: str, graph: Graph) -> Iterator[Api]:
    """Dana and Eve, who know Ann and Lee, where programs may not act for connectors."""
    with ExitStack() as stack:
        api = Api(server, graph, new_workspace(graph, programs_act=False), stack)
        known_to_dana_and_eve(api)
        yield api


def made_by(admin: httpx.Client, world: Api, scope: Scope) -> httpx.Client:
    """A client with a key for the whole workspace that an administrator made."""
    made = admin.post("/v1/keys", json={"name": "CRM", "scope": scope}).raise_for_status().json()
    assert made["restricted"] is True
    return world.with_key(made["key"])


@pytest.mark.parametrize("scope", ["read", "write"])
def test_an_administrator_gives_no_one_what_they_do_not_have(world: Api, scope: Scope) -> None:
    dana, admin = world.client(connector="dana"), world.client("admin")
    made = begin(dana)
    private = (*PRIVATE, f"/v1/introductions/{made}", f"/v1/introductions/{made}/drafts")
    own, terminal = made_by(admin, world, scope), world.client(scope)
    for path in private:
        answer = own.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), path
        assert terminal.get(path).status_code == 200, path
    if scope == "write":
        plan = {"week": NEXT_WEEK, "dry_run": True}
        assert own.post("/v1/plans", json=plan).status_code == 403
        assert terminal.post("/v1/plans", json=plan).is_success
    switch = {"integrations_act_for_connectors": True}
    admin.put("/v1/settings", json=switch).raise_for_status()
    for path in private:
        assert own.get(path).status_code == 200, path


def test_it_sees_the_details_on_file_and_not_those_of_connectors(world: Api) -> None:
    dana, program = world.client(connector="dana"), world.client()
    program.patch("/v1/people/ann", json={"emails": ["ann@file.example"]}).raise_for_status()
    dana.patch("/v1/people/ann", json={"emails": ["ann@danas.example"]}).raise_for_status()
    own = made_by(world.client("admin"), world, "read")
    assert own.get("/v1/people/ann").json()["emails"] == ["ann@file.example"]
    assert own.get("/v1/people?email=ann@danas.example").json()["items"] == []
    found = own.get("/v1/people?email=ann@file.example").json()["items"]
    assert [one["id"] for one in found] == ["ann"]


def test_keys_of_administrators_and_connectors_are_not_restricted(world: Api) -> None:
    admin = world.client("admin")
    for body in ({"scope": "admin"}, {"scope": "read", "connector": "dana"}):
        made = admin.post("/v1/keys", json={"name": "K", **body}).raise_for_status().json()
        assert made["restricted"] is False
    admin.get(f"/v1/keys/{made['id']}").raise_for_status()
