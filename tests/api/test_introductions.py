"""Introductions over HTTP: the whole way, what is refused, who learns what."""

import json
from typing import Any

import httpx
import pytest

from app.introductions import service
from tests.api.conftest import Api, TimedApi
from tests.api.introducing import BODY, begin, codes, do, token
from tests.engines import Engine


def test_an_introduction_goes_all_the_way(world: Api) -> None:
    dana = world.client(connector="dana")
    made = begin(dana, plan_week="2026-W48")
    assert do(dana, made, "ask")["state"] == "asked"
    do(dana, made, "answer", side="a", answer="yes")
    assert do(dana, made, "answer", side="b", answer="yes")["answers"] == {"a": "yes", "b": "yes"}
    for action, state in (
        ("introduce", "introduced"),
        ("met", "met"),
        ("follow-up", "followed_up"),
    ):
        assert do(dana, made, action, note="so it was")["state"] == state
    told = do(dana, made, "outcome", outcome="referral")
    assert (told["state"], told["outcome"], told["due"], told["allowed"]) == (
        "closed", "referral", None, [],
    )  # fmt: skip
    history = [(e["action"], e["from"], e["to"]) for e in told["history"]]
    assert history == [
        ("create", None, "draft"),
        ("ask", "draft", "asked"),
        ("answer", "asked", "asked"),
        ("answer", "asked", "agreed"),
        ("introduce", "agreed", "introduced"),
        ("met", "introduced", "met"),
        ("follow-up", "met", "followed_up"),
        ("outcome", "followed_up", "closed"),
    ]
    never = ["connected", "cooling_down"]
    assert codes(dana) == codes(world.client(connector="eve"), "eve") == never


def test_an_introduction_keeps_the_score_that_it_began_with(world: Api, engine: Engine) -> None:
    dana = world.client(connector="dana")
    pairing = dana.get("/v1/connectors/dana/pairings/ann/lee").json()
    made = begin(dana)
    with engine.address.driver() as driver:
        found = driver.execute_query(
            "MATCH (i:Introduction {workspace: $workspace, id: $id}) RETURN i.pairing AS pairing",
            workspace=world.workspace,
            id=made,
            database_="neo4j",
        )
    kept = json.loads(found.records[0]["pairing"])
    weights = [(one["name"], one["weight"], one["value"]) for one in pairing["components"]]
    assert [(one["name"], one["weight"], one["value"]) for one in kept["components"]] == weights
    for part in ("formula", "score", "acceptance", "relationship", "value", "flow"):
        assert kept[part] == pairing[part]


def test_a_step_out_of_order_says_which_are_possible_and_changes_nothing(world: Api) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    for action, body in (("introduce", None), ("met", None), ("outcome", {"outcome": "nothing"})):
        answer = dana.post(f"/v1/introductions/{made}/{action}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "step_out_of_order")
        assert "ask, withdraw" in answer.json()["detail"]
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], len(told["history"])) == ("draft", 1)


def test_a_step_from_an_older_version_is_refused_and_changes_nothing(world: Api) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    address = f"/v1/introductions/{made}"
    first = dana.get(address).headers["ETag"]
    asked = dana.post(f"{address}/ask", headers={"If-Match": first})
    assert asked.status_code == 200
    late = dana.post(f"{address}/withdraw", headers={"If-Match": first})
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
    now = {"If-None-Match": asked.headers["ETag"]}
    assert dana.get(address, headers=now).status_code == 304
    assert dana.get(address).json()["state"] == "asked"


def test_the_same_pair_is_introduced_once_at_a_time(world: Api) -> None:
    dana, eve = world.client(connector="dana"), world.client(connector="eve")
    made = begin(dana)
    again = dana.post("/v1/introductions", json={**BODY, "a": "lee", "b": "ann"})
    assert (again.status_code, again.json()["code"]) == (409, "already_exists")
    assert made in again.json()["detail"]
    other = eve.post("/v1/introductions", json=BODY | {"connector_id": "eve"})
    assert (other.status_code, other.json()["code"]) == (409, "not_eligible")
    assert "dana" not in other.text.lower()
    assert made not in other.text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/relationships/known", {"a": "ann", "b": "lee"}),
        ("/v1/people/ann/do-not-introduce/lee", {}),
        ("/v1/people/lee", {"preferences": {"opted_out": True}}),
    ],
)
def test_two_who_are_never_to_be_introduced_are_not(world: Api, path: str, body: Any) -> None:
    everybody = world.client()
    method = {"known": "POST", "lee": "PUT"}.get(path.rsplit("/", 1)[1], "PUT")
    method = "PATCH" if path == "/v1/people/lee" else method
    assert everybody.request(method, path, json=body).is_success
    answer = world.client(connector="dana").post("/v1/introductions", json=BODY)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_eligible")


def test_nobody_is_asked_about_whom_the_connector_has_said_nothing(world: Api) -> None:
    dana = world.client(connector="dana")
    dana.put("/v1/people/dana/knows/lee", json={}).raise_for_status()
    made = begin(dana)
    answer = dana.post(f"/v1/introductions/{made}/ask")
    assert (answer.status_code, answer.json()["code"]) == (409, "needs_rating")
    assert "Lee Park" in answer.json()["detail"]
    dana.put("/v1/people/dana/knows/lee", json={"trust": 0.6}).raise_for_status()
    assert do(dana, made, "ask")["state"] == "asked"


def test_who_has_consented_is_introduced_without_being_asked(world: Api) -> None:
    dana, everybody = world.client(connector="dana"), world.client()
    everybody.patch("/v1/people/ann", json={"preferences": {"consents_without_asking": True}})
    made = begin(dana, opt_in="none")
    assert dana.post(f"/v1/introductions/{made}/introduce").status_code == 409
    everybody.patch("/v1/people/lee", json={"preferences": {"consents_without_asking": True}})
    assert do(dana, made, "introduce")["state"] == "introduced"


def test_a_repeated_request_makes_one_introduction(world: Api) -> None:
    dana = world.client(connector="dana")
    headers = {"Idempotency-Key": "once"}
    first, second = (dana.post("/v1/introductions", json=BODY, headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert len(dana.get("/v1/introductions").json()["items"]) == 1


@pytest.mark.parametrize("body", [
    {"connector_id": "dana", "a": "ann", "b": "ann"},
    {"connector_id": "dana", "a": "dana", "b": "ann"},
    BODY | {"plan_week": "next week"},
    BODY | {"purpose": "fun"},
    BODY | {"shown": ["shoe size"]},
    BODY | {"state": "closed"},
])  # fmt: skip
def test_bad_input_begins_nothing(world: Api, body: dict[str, Any]) -> None:
    dana = world.client(connector="dana")
    assert dana.post("/v1/introductions", json=body).status_code == 422
    assert dana.get("/v1/introductions").json()["items"] == []


def test_introductions_are_listed_by_pages_and_states(world: Api) -> None:
    dana = world.client(connector="dana")
    made = []
    for _ in range(3):
        made.append(begin(dana))
        do(dana, made[-1], "withdraw")
    made.append(begin(dana))
    found, cursor = [], None
    while True:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = dana.get("/v1/introductions", params=params).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == made[::-1]
    drafts = dana.get("/v1/introductions?state=draft").json()["items"]
    assert [item["id"] for item in drafts] == made[-1:]
    assert dana.get("/v1/introductions?connector=eve").status_code == 403
    assert world.client(connector="eve").get("/v1/introductions").json()["items"] == []


# ── answers on links ─────────────────────────────────────────────────────────────────────────


def test_silence_is_reminded_of_and_ends_and_is_counted(timed_world: TimedApi) -> None:
    world = timed_world
    dana = world.client(connector="dana")
    before = dana.get("/v1/connectors/dana/pairings/ann/lee").json()["acceptance"]
    made = begin(dana)
    do(dana, made, "ask")
    states = []
    for days in (1, 7, 0, 7, 0):
        world.clock.advance(days=days)
        service.expire_overdue(world.installation)
        told = dana.get(f"/v1/introductions/{made}").json()
        states.append((told["state"], len(told["history"])))
    assert states == [("asked", 2), ("asked", 3), ("asked", 3), ("expired", 4), ("expired", 4)]
    after = dana.get("/v1/connectors/dana/pairings/ann/lee").json()["acceptance"]
    assert after < before


def test_an_introduction_goes_with_one_of_its_people(world: Api) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    assert world.client().delete("/v1/people/lee").status_code == 204
    assert dana.get(f"/v1/introductions/{made}").status_code == 404
    assert dana.get("/v1/introductions").json()["items"] == []


def test_a_rest_ends_with_a_new_time_to_answer(timed_world: TimedApi, engine: Engine) -> None:
    world = timed_world
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    link = token(engine, world.workspace, made, "b")
    later = {"answer": "not_now", "days": "30"}
    assert world.with_key(None).post(f"/r/{link}", data=later).status_code == 303
    states = []
    for days in (20, 12, 0, 8, 8):
        world.clock.advance(days=days)
        service.expire_overdue(world.installation)
        told = dana.get(f"/v1/introductions/{made}").json()
        states.append((told["state"], told["history"][-1]["action"]))
    assert states == [
        ("asked", "answer"),
        ("asked", "resume"),
        ("asked", "resume"),
        ("asked", "remind"),
        ("expired", "expire"),
    ]


def test_the_history_names_who_acted_and_for_whom(timed_world: TimedApi, engine: Engine) -> None:
    world = timed_world
    dana, program = world.client(connector="dana"), world.client()
    made = begin(program)
    do(dana, made, "ask")
    do(dana, made, "answer", side="a", answer="yes")
    link = token(engine, world.workspace, made, "b")
    world.clock.advance(days=8)
    service.expire_overdue(world.installation)
    assert world.with_key(None).post(f"/r/{link}", data={"answer": "yes"}).status_code == 303
    do(program, made, "withdraw")
    told = dana.get(f"/v1/introductions/{made}").json()["history"]
    assert [line["by"] for line in told] == [
        f"dana, by key {key_id(program)}",
        "dana",
        "dana",
        "the clock",
        "one of the two, by link",
        f"dana, by key {key_id(program)}",
    ]


def key_id(client: httpx.Client) -> str:
    """The part of the client's key that is shown in histories."""
    return str(client.headers["Authorization"]).split("_")[1]
