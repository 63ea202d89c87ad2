"""Pairings over HTTP: README's five calls, and who sees them."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.conftest import Api

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def bodies_in_readme() -> dict[str, Any]:
    """The bodies that README sends, by the path that it sends them to."""
    import json

    found = re.findall(
        r"""curl -s \$API(/\S+) -H "\$(?:AUTH|DANA)" -H "\$JSON" -d '(.*?)'""", README, re.DOTALL
    )
    return {path: json.loads(body) for path, body in found}


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """A workspace as README leaves it after its third call."""
    client = api.client()
    bodies = bodies_in_readme()
    for path in ("/people/batch", "/relationships/batch"):
        answer = client.post(f"/v1{path}", json=bodies[path])
        assert {row["status"] for row in answer.json()["results"]} == {"created"}
    return client


def pairings(client: httpx.Client, **parameters: Any) -> dict[str, Any]:
    answer = client.get("/v1/connectors/dana/pairings", params=parameters)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_the_calls_of_the_readme_give_the_pairing_that_it_promises(client: httpx.Client) -> None:
    (pairing,) = pairings(client, limit=3)["items"]
    assert (pairing["a"]["id"], pairing["b"]["id"]) == ("ann", "lee")
    assert pairing["sentence"].endswith(".")
    assert {part["name"] for part in pairing["components"] if part["value"]} >= {"mutual_flow"}


def test_the_calls_of_the_readme_lead_to_the_words_to_send(api: Api, client: httpx.Client) -> None:
    body, client = bodies_in_readme()["/introductions"], api.client(connector="dana")
    assert client.post("/v1/introductions", json=body).status_code == 201
    assert f"$API/introductions/{body['id']}/ask " in README
    assert client.post(f"/v1/introductions/{body['id']}/ask").json()["state"] == "asked"
    drafts = client.get(f"/v1/introductions/{body['id']}/drafts").json()["items"]
    assert [to["person_id"] for draft in drafts for to in draft["to"]] == ["ann", "lee"]
    assert all("/r/" in draft["text"] for draft in drafts)


def test_a_score_recomputes_from_the_answer(client: httpx.Client) -> None:
    (pairing,) = pairings(client)["items"]
    value = sum(part["weight"] * part["value"] for part in pairing["components"])
    assert pairing["value"] == pytest.approx(value)
    assert pairing["score"] == pytest.approx(
        pairing["acceptance"] * pairing["relationship"] * pairing["value"]
    )


def test_an_explained_pair_is_the_same_in_both_orders(client: httpx.Client) -> None:
    one = client.get("/v1/connectors/dana/pairings/ann/lee").json()
    other = client.get("/v1/connectors/dana/pairings/lee/ann").json()
    assert one == other
    assert one["eligible"] is True
    assert one["reasons"] == []


def test_people_who_know_each_other_are_not_proposed_and_why_says_so(client: httpx.Client) -> None:
    assert client.post("/v1/relationships/known", json={"a": "lee", "b": "ann"}).is_success
    answer = pairings(client)
    assert answer["items"] == []
    assert "import more" in answer["note"]
    why = client.get("/v1/connectors/dana/pairings/ann/lee").json()
    assert [reason["code"] for reason in why["reasons"]] == ["connected"]


def test_whom_nobody_rated_is_listed_for_rating(client: httpx.Client) -> None:
    client.put("/v1/people/dana/knows/lee", json={})
    assert pairings(client)["items"][0]["needs_rating"] == ["lee"]


def test_the_list_can_be_narrowed_to_a_profession(client: httpx.Client) -> None:
    assert len(pairings(client, profession="mortgage_broker")["items"]) == 1
    assert pairings(client, profession="florist")["items"] == []


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "max_per_person=-1", "profession="]
)
def test_a_parameter_out_of_range_is_refused_by_name(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/v1/connectors/dana/pairings?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "?" + query.partition("=")[0]


@pytest.mark.parametrize("path", ["nobody/pairings", "dana/pairings/ann/nobody"])
def test_whoever_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(f"/v1/connectors/{path}").status_code == 404


def test_one_person_is_no_pair(client: httpx.Client) -> None:
    answer = client.get("/v1/connectors/dana/pairings/ann/ann")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_a_key_bound_to_another_sees_nothing_of_it(api: Api, client: httpx.Client) -> None:
    client.patch("/v1/people/ann", json={"connector": True}).raise_for_status()
    bound = api.client("read", "ann")
    assert bound.get("/v1/connectors/dana/pairings").status_code == 403
    assert bound.get("/v1/connectors/ann/pairings").status_code == 200


def test_an_administrator_sees_trust_only_with_a_reason(api: Api, client: httpx.Client) -> None:
    admin = api.client("admin")
    refused = admin.get("/v1/connectors/dana/pairings")
    assert (refused.status_code, refused.json()["code"]) == (403, "break_glass_required")
    reason = {"Intros-Break-Glass": "a complaint by Dana"}
    assert admin.get("/v1/connectors/dana/pairings", headers=reason).status_code == 200


def test_a_changed_catalog_counts_at_once(api: Api, client: httpx.Client) -> None:
    (before,) = pairings(client)["items"]
    admin = api.client("admin")
    divorce = admin.get("/v1/trigger-events/divorce").json()
    for figure in divorce["meets"]:
        figure["per_quarter"] *= 2
    assert admin.put("/v1/trigger-events/divorce", json=divorce).status_code == 200
    (after,) = pairings(client)["items"]
    assert after["flow"]["a_to_b"] > before["flow"]["a_to_b"]
