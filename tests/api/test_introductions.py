"""Introductions over HTTP: the whole way, what is refused, who learns what."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.errors import LinkExpired, StepOutOfOrder
from app.graph import Graph
from app.introductions import repository, service
from app.introductions.models import Feedback, Side
from app.introductions.rules.tokens import link_id, link_secret
from tests.api.conftest import Api
from tests.engines import Engine

PEOPLE = [
    {"id": "dana", "name": "Dana Whitfield", "connector": True},
    {"id": "eve", "name": "Eve Moss", "connector": True},
    {"id": "ann", "name": "Ann Osei", "professions": ["divorce_attorney"], "regions": ["US/NY"]},
    {"id": "lee", "name": "Lee Park", "professions": ["realtor"], "regions": ["US/NY"]},
]
BODY = {"connector_id": "dana", "a": "ann", "b": "lee"}


@pytest.fixture
def world(api: Api) -> Iterator[Api]:
    """Dana and Eve, who both know Ann and Lee."""
    everybody = api.client()
    everybody.post("/v1/people/batch", json={"items": PEOPLE}).raise_for_status()
    known = [
        {"from": one, "to": person, "trust": 0.9}
        for one in ("dana", "eve")
        for person in ("ann", "lee")
    ]
    everybody.post("/v1/relationships/batch", json={"items": known}).raise_for_status()
    with ExitStack():
        yield api


def begin(client: httpx.Client, **more: Any) -> str:
    answer = client.post("/v1/introductions", json=BODY | more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def do(client: httpx.Client, made: str, action: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"/v1/introductions/{made}/{action}", json=body or None)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def token(engine: Engine, workspace: str, made: str, side: Side) -> str:
    secret = engine.settings.signing_secret()
    return f"{link_id(workspace, made, side)}_{link_secret(secret, workspace, made, side)}"


def codes(client: httpx.Client, connector: str = "dana") -> list[str]:
    told = client.get(f"/v1/connectors/{connector}/pairings/ann/lee").json()
    return [reason["code"] for reason in told["reasons"]]


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


def test_a_step_out_of_order_says_which_are_possible_and_changes_nothing(world: Api) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    for action, body in (("introduce", None), ("met", None), ("outcome", {"outcome": "nothing"})):
        answer = dana.post(f"/v1/introductions/{made}/{action}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "step_out_of_order")
        assert "ask, withdraw" in answer.json()["detail"]
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], len(told["history"])) == ("draft", 1)


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


@pytest.mark.parametrize("first", ["a", "b"])
def test_nobody_can_tell_who_said_no(world: Api, graph: Graph, engine: Engine, first: Side) -> None:
    """Whoever says no, first or second: the connector reads the same, apart from the times."""
    dana = world.client(connector="dana")
    told = {}
    for refusing in ("a", "b"):
        made = begin(dana)
        do(dana, made, "ask")
        second: Side = "b" if first == "a" else "a"
        for side in (first, second):
            link = token(engine, world.workspace, made, side)
            service.say(graph, link, "no" if side == refusing else "yes")
        read = dana.get(f"/v1/introductions/{made}").json()
        assert read["answers"] == {"a": None, "b": None}
        assert read["state"] == "declined"
        assert all("dana" in e["by"] or e["by"] == "one of the two" for e in read["history"])
        told[refusing] = [(e["action"], e["by"], e["note"]) for e in read["history"]]
        forget(world, made)
    assert told["a"] == told["b"]


def forget(world: Api, made: str) -> None:
    """The pair would rest for half a year otherwise."""
    changes = {"declined_at": None}
    query = repository.change_introduction
    world.graph.write(world.workspace, lambda tx: tx.do(query, id=made, properties=changes))


def test_two_answers_at_once_are_both_kept(world: Api, graph: Graph, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    sides: tuple[Side, Side] = ("a", "b")
    with ThreadPoolExecutor(2) as pool:
        links = [token(engine, world.workspace, made, side) for side in sides]
        list(pool.map(lambda link: service.say(graph, link, "yes"), links))
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], told["answers"]) == ("agreed", {"a": "yes", "b": "yes"})


def test_an_answer_after_a_withdrawal_or_an_introduction_changes_nothing(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    do(dana, made, "withdraw")
    link = token(engine, world.workspace, made, "a")
    with pytest.raises(StepOutOfOrder):
        service.say(graph, link, "yes")
    assert not service.look_at_link(graph, link).may_answer
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "withdrawn"


def test_a_link_that_was_never_made_opens_nothing(world: Api, graph: Graph, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    early = token(engine, world.workspace, made, "a")
    with pytest.raises(LinkExpired):
        service.look_at_link(graph, early)
    do(dana, made, "ask")
    known, _, secret = early.partition("_")
    other_side = token(engine, world.workspace, made, "b").partition("_")[2]
    for forged in ("", "x", f"{known}_{other_side}", f"{known}_{secret[::-1]}", known):
        with pytest.raises(LinkExpired):
            service.say(graph, forged, "yes")
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "asked"


def test_before_both_have_said_yes_each_sees_what_the_connector_chose(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana, shown=["profession"])
    do(dana, made, "ask")
    links: dict[Side, str] = {
        side: token(engine, world.workspace, made, side) for side in ("a", "b")
    }
    seen = service.look_at_link(graph, links["a"])
    assert (seen.other.name, list(seen.other.professions)) == (None, ["Realtor"])
    assert "Lee" not in seen.why
    for link in links.values():
        service.say(graph, link, "yes")
    assert service.look_at_link(graph, links["a"]).other.name == "Lee Park"


def test_not_now_keeps_somebody_out_of_the_list_until_then(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    until = datetime.now(UTC).date() + timedelta(40)
    service.say(graph, token(engine, world.workspace, made, "b"), "not_now", until)
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], told["answers"]["b"], told["paused_until"][:10]) == (
        "asked", "not_now", str(until),
    )  # fmt: skip
    assert "not_now" in codes(dana)
    assert "not_now" not in codes(world.client(connector="eve"), "eve")


# ── the clock ────────────────────────────────────────────────────────────────────────────────


def test_silence_is_reminded_of_and_ends_and_is_counted(world: Api, graph: Graph) -> None:
    dana = world.client(connector="dana")
    before = dana.get("/v1/connectors/dana/pairings/ann/lee").json()["acceptance"]
    made = begin(dana)
    do(dana, made, "ask")
    now = datetime.now(UTC)
    states = []
    for days in (1, 8, 8, 15, 15):
        service.look_after(graph, now + timedelta(days))
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


def test_the_words_can_be_changed_but_must_keep_the_link_and_their_people(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    emails = {"dana": "dana@work.example", "ann": "ann@home.example", "lee": "lee@home.example"}
    for person, email in emails.items():
        changed = world.client("admin").patch(f"/v1/people/{person}", json={"emails": [email]})
        assert changed.is_success, changed.text
    made = begin(dana)
    do(dana, made, "ask")
    there = f"/v1/introductions/{made}"
    link = dana.get(f"{there}/drafts").json()["items"][0]["link"]
    assert token(engine, world.workspace, made, "a") in link

    def send(people: list[str], text: str) -> httpx.Response:
        own = {"person_ids": people, "subject": "A thought", "text": text}
        return dana.post(f"{there}/send", json={"drafts": [own]})

    for answer, pointer in (
        (send(["ann"], "No link."), "/drafts/0/text"),
        (send(["ann", "lee"], f"To both: {link}"), "/drafts/0/person_ids"),
        (send(["eve"], f"To somebody else: {link}"), "/drafts/0/person_ids"),
    ):
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert world.client("admin").get("/v1/outbox?state=waiting").json()["items"] == []
    sent = send(["ann"], f"In my own words: {link}").json()["items"]
    assert (sent[0]["subject"], sent[0]["text"]) == ("A thought", f"In my own words: {link}")
    assert len(sent) == 2
    assert len(world.client("admin").get("/v1/outbox?state=waiting").json()["items"]) == 2


def test_what_is_said_after_meetings_moves_trust_once_no_single_answer_shows(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    more = [f"p{n}" for n in range(4)]
    people = [{"id": one, "name": one.upper(), "professions": ["realtor"]} for one in more]
    dana.post("/v1/people/batch", json={"items": people}).raise_for_status()
    known = [{"from": "dana", "to": one, "trust": 0.9} for one in more]
    dana.post("/v1/relationships/batch", json={"items": known}).raise_for_status()

    def chance() -> float:
        answer = dana.get("/v1/connectors/dana/pairings/ann/p3").json()
        return float(answer["acceptance"])

    chances = [chance()]
    for other in more[:3]:
        made = begin(dana, b=other)
        do(dana, made, "ask")
        for side in "ab":
            do(dana, made, "answer", side=side, answer="yes")
        do(dana, made, "introduce")
        before = chance()
        link = token(engine, world.workspace, made, "b")
        service.give_feedback(graph, link, Feedback(followed_up=False))
        chances.append(chance() / before)
    assert chances[1:3] == [1, 1]
    assert chances[3] < 1


def test_a_rest_ends_with_a_new_time_to_answer(world: Api, graph: Graph, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    today = datetime.now(UTC)
    until = today.date() + timedelta(40)
    service.say(graph, token(engine, world.workspace, made, "b"), "not_now", until)
    states = []
    for days in (20, 42, 42, 50, 58):
        service.look_after(graph, today + timedelta(days))
        told = dana.get(f"/v1/introductions/{made}").json()
        states.append((told["state"], told["history"][-1]["action"]))
    assert states == [
        ("asked", "answer"),
        ("asked", "resume"),
        ("asked", "resume"),
        ("asked", "remind"),
        ("expired", "expire"),
    ]
