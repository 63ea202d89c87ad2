"""Not now and never, over HTTP: what it does to the list, and how it is taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.api.conftest import Api

TODAY = datetime.now(UTC).date()
PEOPLE = [
    {"id": "dana", "name": "Dana", "connector": True},
    {"id": "ann", "name": "Ann", "professions": ["divorce_attorney"], "regions": ["US/NY"]},
    {"id": "lee", "name": "Lee", "professions": ["realtor"], "regions": ["US/NY"]},
]


@pytest.fixture
def dana(api: Api) -> httpx.Client:
    """Dana, who knows Ann and Lee: a pairing."""
    everybody = api.client()
    assert everybody.post("/v1/people/batch", json={"items": PEOPLE}).status_code == 200
    client = api.client(connector="dana")
    known = {"items": [{"from": "dana", "to": p, "trust": 0.9} for p in ("ann", "lee")]}
    everybody.post("/v1/relationships/batch", json=known).raise_for_status()
    assert listed(client) == [("ann", "lee")]
    return client


def listed(client: httpx.Client) -> list[tuple[str, str]]:
    items = client.get("/v1/connectors/dana/pairings").json()["items"]
    return [(item["a"]["id"], item["b"]["id"]) for item in items]


def codes(client: httpx.Client) -> list[str]:
    explained: dict[str, Any] = client.get("/v1/connectors/dana/pairings/ann/lee").json()
    return [reason["code"] for reason in explained["reasons"]]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/v1/connectors/dana/snoozes/lee/ann", {"until": str(TODAY)}, "snoozed"),
        ("/v1/connectors/dana/not-now/lee", {"until": str(TODAY)}, "not_now"),
        ("/v1/people/lee/do-not-introduce/ann", {"reason": "no_fit"}, "do_not_introduce"),
        ("/v1/people/ann/do-not-introduce/lee", None, "do_not_introduce"),
    ],
)
def test_a_pair_leaves_the_list_and_comes_back(
    dana: httpx.Client, path: str, body: Any, code: str
) -> None:
    for _ in range(2):
        assert dana.put(path, json=body).status_code == 204
    assert (listed(dana), codes(dana)) == ([], [code])
    assert dana.delete(path).status_code == 204
    assert (listed(dana), codes(dana)) == ([("ann", "lee")], [])


def test_a_pair_that_somebody_said_to_be_known_can_be_taken_back(dana: httpx.Client) -> None:
    assert dana.post("/v1/relationships/known", json={"a": "lee", "b": "ann"}).status_code == 200
    assert codes(dana) == ["connected"]
    assert dana.delete("/v1/relationships/known/ann/lee").status_code == 204
    assert listed(dana) == [("ann", "lee")]
    assert dana.delete("/v1/relationships/known/ann/lee").status_code == 404


def test_a_day_that_is_over_is_refused(dana: httpx.Client) -> None:
    yesterday = {"until": str(TODAY - timedelta(1))}
    for path in ("/v1/connectors/dana/snoozes/ann/lee", "/v1/connectors/dana/not-now/ann"):
        answer = dana.put(path, json=yesterday)
        assert answer.status_code == 422
        assert [e["pointer"] for e in answer.json()["errors"]] == ["/until"]
    assert listed(dana) == [("ann", "lee")]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/connectors/dana/snoozes/ann/ann", {"until": "2999-01-01"}, 422),
        ("/v1/connectors/dana/snoozes/ann/nobody", {"until": "2999-01-01"}, 404),
        ("/v1/connectors/dana/snoozes/ann/lee", {"until": "soon"}, 422),
        ("/v1/connectors/dana/snoozes/ann/lee", {}, 422),
        ("/v1/connectors/dana/not-now/nobody", {"until": "2999-01-01"}, 404),
        ("/v1/people/ann/do-not-introduce/lee", {"reason": "because"}, 422),
    ],
)
def test_bad_input_changes_nothing(dana: httpx.Client, path: str, body: Any, status: int) -> None:
    assert dana.put(path, json=body).status_code == status
    assert listed(dana) == [("ann", "lee")]


def test_what_one_connector_puts_aside_another_still_sees(api: Api, dana: httpx.Client) -> None:
    everybody = api.client()
    eve = {"id": "eve", "name": "Eve", "connector": True}
    everybody.post("/v1/people", json=eve).raise_for_status()
    known = {"items": [{"from": "eve", "to": p, "trust": 0.9} for p in ("ann", "lee")]}
    everybody.post("/v1/relationships/batch", json=known).raise_for_status()
    until = {"until": "2999-01-01"}
    dana.put("/v1/connectors/dana/snoozes/ann/lee", json=until).raise_for_status()
    dana.put("/v1/connectors/dana/not-now/ann", json=until).raise_for_status()
    items = everybody.get("/v1/connectors/eve/pairings").json()["items"]
    assert [(item["a"]["id"], item["b"]["id"]) for item in items] == [("ann", "lee")]
    assert listed(dana) == []


def test_a_pair_put_aside_goes_with_the_person(api: Api, dana: httpx.Client) -> None:
    until = {"until": "2999-01-01"}
    dana.put("/v1/connectors/dana/snoozes/ann/lee", json=until).raise_for_status()
    everybody = api.client()
    assert everybody.delete("/v1/people/ann").status_code == 204
    consent = {"how": "Signed form, sent to Dana", "on": "2026-01-05"}
    lift = {"id": "ann", "consent": consent}
    api.client("admin").post("/v1/suppressions/lift", json=lift).raise_for_status()
    everybody.post("/v1/people", json=PEOPLE[1]).raise_for_status()
    dana.put("/v1/people/dana/knows/ann", json={"trust": 0.9})
    everybody.put("/v1/people/dana/knows/ann", json={"trust": 0.9}).raise_for_status()
    assert listed(dana) == [("ann", "lee")]
