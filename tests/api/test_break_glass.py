"""Break-glass: what a reason opens, for whom and how long, who is told, and what it never opens."""

from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from app.graph import Graph
from app.sign_in.service import create_link
from tests.api.conftest import Api, Posted, TimedApi, known_to_dana_and_eve, new_workspace
from tests.api.introducing import begin, do
from tests.patience import wait_until
from tests.sessions import acting

WHY = "a complaint by Lee"
REASON = {"Intros-Break-Glass": WHY}
CONTACTS = "/v1/people/dana/contacts"


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_reason_opens_one_connector_for_one_hour_and_is_written_down_once(
    timed_world: TimedApi,
) -> None:
    world = timed_world
    admin, other = world.client("admin"), world.client("admin")
    assert code_of(admin.get(CONTACTS)) == (403, "break_glass_required")
    assert admin.get(CONTACTS, headers=REASON).status_code == 200
    for path in (CONTACTS, "/v1/connectors/dana/goals", "/v1/introductions?connector=dana"):
        assert admin.get(path).status_code == 200
        assert admin.get(path, headers={"Intros-Break-Glass": "another reason"}).is_success
    assert code_of(admin.get("/v1/people/eve/contacts")) == (403, "break_glass_required")
    assert code_of(admin.get("/v1/introductions")) == (403, "break_glass_required")
    assert code_of(admin.get("/v1/introductions", headers=REASON)) == (403, "break_glass_required")
    assert code_of(other.get(CONTACTS)) == (403, "break_glass_required")
    assert [look["reason"] for look in looks(admin)] == [WHY]
    world.clock.advance(minutes=59)
    assert admin.get(CONTACTS).status_code == 200
    world.clock.advance(minutes=2)
    assert code_of(admin.get(CONTACTS)) == (403, "break_glass_required")
    assert admin.get(CONTACTS, headers=REASON).status_code == 200
    assert len(looks(admin)) == 2


def looks(client: httpx.Client) -> list[dict[str, Any]]:
    items = client.get("/v1/audit").raise_for_status().json()["items"]
    return [item for item in items if item["kind"] == "break_glass"]


@pytest.mark.parametrize("reason", ["curious", "a          b", "aaaaaaaaaaaaaaaa", "xyxyxyxyxyxy"])
def test_what_is_no_reason_opens_nothing_and_is_not_written_down(world: Api, reason: str) -> None:
    admin = world.client("admin")
    answer = admin.get(CONTACTS, headers={"Intros-Break-Glass": reason})
    assert answer.status_code in (403, 422)
    assert answer.json()["code"] in ("invalid_input", "break_glass_required")
    assert admin.get(CONTACTS).status_code == 403
    assert looks(admin) == []


def test_only_connectors_keep_what_a_reason_opens(world: Api) -> None:
    admin = world.client("admin")
    for person in ("ann", "no-one-here"):
        answer = admin.get(f"/v1/people/{person}/contacts", headers=REASON)
        assert code_of(answer) == (404, "not_found")
    assert looks(admin) == []


def test_the_connector_reads_who_looked_when_and_why(world: Api) -> None:
    dana, eve, admin = world.client(connector="dana"), world.client(connector="eve"), None
    admin = world.client("admin")
    admin.get(CONTACTS, headers=REASON).raise_for_status()
    (look,) = looks(dana)
    key_id = str(admin.headers["Authorization"]).split("_")[1]
    assert (look["by"], look["about"], look["reason"]) == (f"administrator {key_id}", ["dana"], WHY)
    at, until = (datetime.fromisoformat(look[name]) for name in ("at", "until"))
    assert until - at == timedelta(hours=1)
    assert dana.get("/v1/audit").json()["items"] == [look]
    assert eve.get("/v1/audit").json()["items"] == []
    assert code_of(world.client().get("/v1/audit")) == (403, "forbidden")
    whole = admin.get("/v1/audit").json()["items"]
    assert {item["kind"] for item in whole} == {"break_glass", "key", "setting"}
    for path in ("/audit", "/week"):
        assert WHY in page_of(world, "dana", path)
        assert WHY not in page_of(world, "eve", path)


def page_of(world: Api, person: str, path: str) -> str:
    """A page as a connector sees it who has just signed in."""
    token = create_link(acting(world.graph, world.workspace), person)
    browser = world.with_key(None)
    assert browser.post(f"/sign-in/{token}").status_code == 303
    return browser.get(path).raise_for_status().text


def test_the_log_is_read_page_by_page(world: Api) -> None:
    admin = world.client("admin")
    for _ in range(3):
        world.client("admin").get(CONTACTS, headers=REASON).raise_for_status()
    whole = admin.get("/v1/audit?limit=200").json()["items"]
    paged, cursor = [], ""
    while True:
        page = admin.get(f"/v1/audit?limit=2{cursor}").json()
        paged += page["items"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert paged == whole
    assert len(paged) > 4


def test_the_one_who_looked_answers_sends_withdraws_and_rates_for_no_one(world: Api) -> None:
    dana, admin = world.client(connector="dana"), world.client("admin")
    made = begin(dana)
    do(dana, made, "ask")
    admin.headers.update(REASON)
    assert admin.get(f"/v1/introductions/{made}").status_code == 200
    before = dana.get(f"/v1/introductions/{made}").json()
    for method, path, body in (
        ("POST", f"/v1/introductions/{made}/answer", {"side": "a", "answer": "yes"}),
        ("POST", f"/v1/introductions/{made}/withdraw", None),
        ("POST", f"/v1/introductions/{made}/send", None),
        ("POST", f"/v1/introductions/{made}/sent", None),
        ("PUT", "/v1/people/dana/knows/ann", {"trust": 0.1}),
        ("PUT", "/v1/people/ann/do-not-introduce/lee", None),
        ("PUT", "/v1/connectors/dana/snoozes/ann/lee", {"until": "2999-01-01"}),
        ("POST", "/v1/connectors/dana/calendar", None),
    ):
        assert code_of(admin.request(method, path, json=body)) == (403, "forbidden"), path
    assert dana.get(f"/v1/introductions/{made}").json() == before


def test_an_administrator_neither_changes_a_rating_nor_finds_it_out(world: Api) -> None:
    dana, admin = world.client(connector="dana"), world.client("admin")
    told = []
    for trust in (0.9, 0.3):  # Dana's own, and another
        items = [{"from": "dana", "to": "ann", "trust": trust}]
        answer = admin.post("/v1/relationships/batch", json={"items": items})
        told.append(answer.json())
    assert told[0] == told[1]
    assert [row["status"] for row in told[0]["results"]] == ["refused"]
    text = "from,to,trust\ndana,ann,0.3\n"
    for connector in ({}, {"connector": (None, "dana")}):
        form = {"format": (None, "relationships"), "file": ("r.csv", text), **connector}
        assert code_of(admin.post("/v1/imports", files=form)) == (403, "forbidden")
    assert rating(dana) == 0.9


def rating(dana: httpx.Client) -> float:
    """What Dana thinks of Ann."""
    found = {c["id"]: c["trust"] for c in dana.get(CONTACTS).json()["items"]}
    return float(found["ann"])


def test_a_program_adds_to_what_a_connector_knows_and_changes_nothing_stated(
    server: str, graph: Graph
) -> None:
    with ExitStack() as stack:
        world = Api(server, graph, new_workspace(graph, programs_act=False), stack)
        known_to_dana_and_eve(world)
        dana, program = world.client(connector="dana"), world.client()
        person = {"id": "max", "name": "Max", "professions": ["realtor"]}
        dana.post("/v1/people", json=person).raise_for_status()
        items = [{"from": "dana", "to": one, "trust": 0.3} for one in ("ann", "max")]
        answer = program.post("/v1/relationships/batch", json={"items": items})
        assert [row["status"] for row in answer.json()["results"]] == ["unchanged", "updated"]
        assert rating(dana) == 0.9
        put = program.put("/v1/people/dana/knows/ann", json={"trust": 0.3})
        assert code_of(put) == (403, "forbidden")
        assert "integrations_act_for_connectors" in put.json()["detail"]
        switch = {"integrations_act_for_connectors": True}
        world.client("admin").put("/v1/settings", json=switch).raise_for_status()
        assert program.put("/v1/people/dana/knows/ann", json={"trust": 0.3}).is_success
        assert rating(dana) == 0.3


# ── by email ─────────────────────────────────────────────────────────────────────────────────


def test_the_connector_gets_an_email_about_each_look(posted: Posted) -> None:
    world, own = posted.world, f"dana@{posted.world.workspace}.example"
    dana, admin = world.client(connector="dana"), world.client("admin")
    dana.patch("/v1/people/dana", json={"emails": [own]}).raise_for_status()
    for _ in range(2):
        admin.get(CONTACTS, headers=REASON).raise_for_status()
    wait_until(lambda: bool(posted.mails.to(own)))
    wait_until(lambda: admin.get("/v1/outbox?state=waiting").json()["items"] == [])
    (mail,) = posted.mails.to(own)
    assert "intros@here.example" in mail["From"]
    text = mail.get_content()
    assert WHY in text
    assert "/audit" in text
    assert str(admin.headers["Authorization"]).split("_")[1] in text
