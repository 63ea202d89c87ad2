"""Who lets someone use Intros: administrators and programs, and no connector."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.importing import brought_in

NEW = {"name": "Max", "connector": True}


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_connector_makes_no_connectors(world: Api) -> None:
    dana = world.client(connector="dana")
    assert refused(dana.post("/v1/people", json=NEW)) == (403, "forbidden")
    rows: list[dict[str, Any]] = [{"id": "ann", "connector": True}, {"id": "max", **NEW}]
    results = dana.post("/v1/people/batch", json={"items": rows}).json()["results"]
    assert [(row["status"], row["errors"][0]["code"]) for row in results] == [
        ("refused", "forbidden")
    ] * 2
    assert refused(dana.patch("/v1/people/ann", json={"connector": True})) == (403, "forbidden")
    brought_in(dana, "id,name,connector\nmax,Max,yes\nann,Ann Lee,yes\n", connector="dana")
    everyone = world.client().get("/v1/connectors").json()["items"]
    assert {one["id"] for one in everyone} == {"dana", "eve"}


def test_saying_again_who_is_a_connector_is_no_change(world: Api) -> None:
    dana = world.client(connector="dana")
    assert dana.patch("/v1/people/dana", json={"connector": True}).status_code == 200


@pytest.mark.parametrize("scope", ["admin", "write"])
def test_administrators_and_programs_make_connectors(world: Api, scope: Any) -> None:
    assert world.client(scope).post("/v1/people", json=NEW).json()["connector"] is True


def test_a_key_is_bound_to_connectors_only(world: Api) -> None:
    admin = world.client("admin")
    answer = admin.post("/v1/keys", json={"name": "Ann's", "connector": "ann"})
    assert refused(answer) == (422, "invalid_input")
    assert answer.json()["errors"][0]["pointer"] == "/connector"
    assert admin.post("/v1/keys", json={"name": "D", "connector": "dana"}).status_code == 201
