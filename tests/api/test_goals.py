"""Goals, hours and return on time over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.api.conftest import Api

TODAY = datetime.now(UTC).date()
PEOPLE = [
    {"id": "dana", "name": "Dana", "connector": True},
    {"id": "eve", "name": "Eve", "connector": True},
    {"id": "ann", "name": "Ann", "professions": ["divorce_attorney"], "regions": ["US/NY"],
     "preferences": {"consents_without_asking": True}},
    {"id": "lee", "name": "Lee", "professions": ["realtor"], "regions": ["US/NY"],
     "preferences": {"consents_without_asking": True}},
]  # fmt: skip


@pytest.fixture
def dana(api: Api) -> httpx.Client:
    everybody = api.client()
    everybody.post("/v1/people/batch", json={"items": PEOPLE}).raise_for_status()
    long_ago = str(TODAY - timedelta(400))
    known = [{"from": "dana", "to": p, "trust": 0.9, "since": long_ago} for p in ("ann", "lee")]
    everybody.post("/v1/relationships/batch", json={"items": known}).raise_for_status()
    everybody.put("/v1/groups/chamber", json={"name": "Chamber"}).raise_for_status()
    return api.client(connector="dana")


def test_a_goal_counts_the_introductions_that_were_made(dana: httpx.Client) -> None:
    first = dana.get("/v1/connectors/dana/goals").json()
    assert (first["is_default"], first["introductions"], first["per"]) == (True, 3, "week")
    goal = {"per": "week", "introductions": 1}
    assert dana.put("/v1/connectors/dana/goals", json=goal).json()["made"] == 0
    body = {"connector_id": "dana", "a": "ann", "b": "lee", "opt_in": "none"}
    made = dana.post("/v1/introductions", json=body).json()["id"]
    dana.post(f"/v1/introductions/{made}/introduce").raise_for_status()
    told = dana.get("/v1/connectors/dana/goals").json()
    assert (told["made"], told["streak"], told["is_default"]) == (1, 1, False)
    assert [p["running"] for p in told["periods"]] == [False] * 11 + [True]
    assert told["periods"][0]["why"] == "No introduction was made."


def log(client: httpx.Client, **fields: Any) -> httpx.Response:
    body = {"connector_id": "dana", "kind": "event", "on": str(TODAY - timedelta(30)), "hours": 3}
    return client.post("/v1/gatherings", json=body | fields)


def test_a_goal_that_someone_else_has_changed_is_not_overwritten(dana: httpx.Client) -> None:
    address = "/v1/connectors/dana/goals"
    first = dana.get(address).headers["ETag"]
    own = dana.put(address, json={"introductions": 5}, headers={"If-Match": first})
    assert own.headers["ETag"] == dana.get(address).headers["ETag"] != first
    late = dana.put(address, json={"introductions": 1}, headers={"If-Match": first})
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
    assert dana.get(address).json()["introductions"] == 5


def test_logged_time_is_read_where_its_answer_says(dana: httpx.Client, api: Api) -> None:
    made = log(dana, people=["ann"])
    assert dana.get(made.headers["Location"]).json() == made.json()
    assert api.client(connector="eve").get(made.headers["Location"]).status_code == 403
    assert dana.get("/v1/gatherings/other").status_code == 404


def test_hours_tell_what_they_brought(dana: httpx.Client, api: Api) -> None:
    met = dana.post("/v1/people", json={"name": "Zoe"}).json()["id"]
    known = {"trust": 0.6, "since": str(TODAY - timedelta(29))}
    dana.put(f"/v1/people/dana/knows/{met}", json=known).raise_for_status()
    assert log(dana, people=[met, "ann"], group="chamber").status_code == 201
    assert log(dana, kind="call", hours=0.5).status_code == 201
    told = dana.get("/v1/connectors/dana/return-on-time").json()
    events, calls = told["by_activity"]
    assert (events["name"], events["hours"], events["relationships"]) == ("events", 3, 1)
    assert events["low"] < events["per_hour"] < events["high"]
    assert (calls["name"], calls["per_hour"]) == ("calls", None)
    assert [group["name"] for group in told["by_group"]] == ["Chamber"]


@pytest.mark.parametrize("fields", [
    {"hours": 0}, {"hours": 25}, {"kind": "party"}, {"on": "soon"}, {"shoes": 2},
])  # fmt: skip
def test_bad_hours_are_refused(dana: httpx.Client, fields: dict[str, Any]) -> None:
    assert log(dana, **fields).status_code == 422
    assert dana.get("/v1/gatherings?connector=dana").json()["items"] == []


@pytest.mark.parametrize("goal", [
    {"per": "year", "introductions": 1}, {"per": "day", "introductions": 0}, {"introductions": "3"},
])  # fmt: skip
def test_bad_goals_are_refused(dana: httpx.Client, goal: dict[str, Any]) -> None:
    assert dana.put("/v1/connectors/dana/goals", json=goal).status_code == 422


def test_hours_are_ones_own_and_can_be_taken_out(dana: httpx.Client, api: Api) -> None:
    logged = log(dana).json()["id"]
    eve = api.client(connector="eve")
    assert eve.get("/v1/gatherings?connector=dana").status_code == 403
    assert eve.delete(f"/v1/gatherings/{logged}?connector=eve").status_code == 404
    assert log(eve).status_code == 403
    assert log(dana, people=["nobody"]).status_code == 404
    assert dana.delete(f"/v1/gatherings/{logged}?connector=dana").status_code == 204
    assert dana.get("/v1/gatherings?connector=dana").json()["items"] == []
