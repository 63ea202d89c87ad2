"""Saying that one knows somebody: it shows their card, and lets no one change or keep them."""

import html
import re
from typing import Any

import httpx
import pytest

from app.sign_in.service import create_link
from tests.api.conftest import Api
from tests.api.importing import brought_in
from tests.api.test_break_glass import page_of
from tests.sessions import acting

HOME = "ann@home.example"
ANN: dict[str, Any] = {
    "id": "ann",
    "name": "Ann Lee",
    "role": "client",
    "professions": ["divorce_attorney"],
    "organisation": "Quill & Co",
    "card": {"one_line": "Divorces without war"},
    "town": "Farville",
    "regions": ["US/NY/Kings"],
    "segments": ["dentists"],
    "groups": ["Lodge"],
    "work": [{"organisation": "Pastfirm"}],
    "education": [{"school": "Oldschool"}],
    "time_zone": "Pacific/Fiji",
    "preferences": {"max_per_week": 7},
    "emails": [HOME],
    "notes": "Quillfeather",
}
HIDDEN = ("Farville", "US/NY/Kings", "dentists", "Lodge", "Pastfirm", "Oldschool", "Fiji",
          "Quillfeather", '"role":"client"', '"max_per_week":7')  # fmt: skip
NONE: dict[str, Any] = {"items": [], "next_cursor": None}
OWN = {"emails": ["ann@mine.example"], "notes": "Met in Rye"}


@pytest.fixture
def dana(api: Api) -> httpx.Client:
    """Who entered Ann, alone."""
    people = [{"id": one, "name": one.title(), "connector": True} for one in ("dana", "eve")]
    api.client().post("/v1/people/batch", json={"items": people}).raise_for_status()
    dana = api.client(connector="dana")
    dana.post("/v1/people", json=ANN | {"groups": []}).raise_for_status()
    api.client().patch("/v1/people/ann", json={"groups": ["Lodge"]}).raise_for_status()
    return dana


def by_row(eve: httpx.Client, program: httpx.Client) -> None:
    items = [{"name": "Anything", "emails": [HOME], "town": "Elsewhere"}]
    (row,) = eve.post("/v1/people/batch", json={"items": items}).json()["results"]
    assert (row["id"], row["status"]) == ("ann", "created")


def by_file(eve: httpx.Client, program: httpx.Client) -> None:
    brought_in(eve, f"name,email,town\nAnything,{HOME},Elsewhere\n", connector="eve")


def by_saying_so_of_a_fellow_member(eve: httpx.Client, program: httpx.Client) -> None:
    for one in ("ann", "eve"):
        program.patch(f"/v1/people/{one}", json={"groups": ["Lodge"]}).raise_for_status()
    eve.put("/v1/people/eve/knows/ann", json={"trust": 0.9}).raise_for_status()


@pytest.fixture(params=[by_row, by_file, by_saying_so_of_a_fellow_member])
def eve(api: Api, dana: httpx.Client, request: pytest.FixtureRequest) -> httpx.Client:
    """Who says that she knows Ann, in one of the ways to say it."""
    eve = api.client(connector="eve")
    request.param(eve, api.client())
    return eve


def read(client: httpx.Client) -> dict[str, Any]:
    shown: dict[str, Any] = client.get("/v1/people/ann").raise_for_status().json()
    return shown


def test_it_shows_the_card_and_ones_own_part(eve: httpx.Client) -> None:
    eve.patch("/v1/people/ann", json=OWN).raise_for_status()
    shown = read(eve)
    assert (shown["name"], shown["organisation"]) == ("Ann Lee", "Quill & Co")
    assert shown["card"]["one_line"] == "Divorces without war"
    assert (shown["emails"], shown["notes"]) == (OWN["emails"], OWN["notes"])
    assert shown["role"] is None
    for path in ("/v1/people?q=ann", "/v1/people?email=ann@mine.example"):
        assert eve.get(path).json()["items"] == [shown], path
    text = eve.get("/v1/people/ann").text
    assert [one for one in HIDDEN if one in text] == []
    contacts = eve.get("/v1/people/eve/contacts").json()["items"]
    assert [(one["id"], one["role"]) for one in contacts] == [("ann", None)]
    listed = eve.get("/v1/people?role=client").json()["items"]
    assert "ann" not in [one["id"] for one in listed]


def test_it_changes_nothing_that_others_see(
    eve: httpx.Client, dana: httpx.Client, api: Api
) -> None:
    before = read(dana)
    changes: list[dict[str, Any]] = [
        {"name": "Mud"},
        {"town": "Farville"},
        {"role": "other"},
        {"groups": []},
    ]
    for change in changes:
        answer = eve.patch("/v1/people/ann", json=change)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), change
    items = [{"id": "ann", "name": "Mud", "town": "Rye", **OWN}]
    for status in ("updated", "unchanged"):
        (row,) = eve.post("/v1/people/batch", json={"items": items}).json()["results"]
        assert (row["status"], len(row["warnings"])) == (status, 1)
    text = f"name,email,town\nMud,{HOME},Rye\n"
    report = brought_in(eve, text, connector="eve")
    assert "Farville" not in str(report)
    assert {k: v for k, v in read(dana).items() if k not in ("version", "address_change")} == {
        k: v for k, v in before.items() if k not in ("version", "address_change")
    }
    assert read(eve)["notes"] == "Met in Rye"


def test_it_neither_deletes_nor_keeps(eve: httpx.Client, dana: httpx.Client) -> None:
    answer = eve.delete("/v1/people/ann")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert dana.delete("/v1/people/ann").status_code == 204
    assert eve.get("/v1/people/ann").status_code == 404


def test_once_a_program_says_so_too_they_see_the_person(eve: httpx.Client, api: Api) -> None:
    api.client().put("/v1/people/eve/knows/ann", json={}).raise_for_status()
    shown = read(eve)
    assert (shown["town"], shown["role"]) == ("Farville", "client")
    assert eve.patch("/v1/people/ann", json={"town": "Rye"}).status_code == 200


def test_who_entered_a_person_sees_and_changes_them(dana: httpx.Client) -> None:
    assert (read(dana)["town"], read(dana)["role"]) == ("Farville", "client")
    assert dana.patch("/v1/people/ann", json={"town": "Rye"}).json()["town"] == "Rye"


def test_two_connectors_bring_the_same_person_in_again_and_again(
    api: Api, dana: httpx.Client
) -> None:
    """The first one's file fills in, the second one's adds their own details alone."""
    eve = api.client(connector="eve")
    for client, who in ((dana, "dana"), (eve, "eve"), (dana, "dana"), (eve, "eve")):
        text = f"name,email,town,title\nAnn Lee,{HOME},Rye,{who} says\n"
        brought_in(client, text, connector=who)
    assert (read(dana)["title"], read(dana)["town"]) == ("dana says", "Farville")
    assert (read(eve)["emails"], read(eve)["town"]) == ([HOME], None)


# ── looking up by a detail ───────────────────────────────────────────────────────────────────


def test_a_lookup_finds_only_whom_one_has_under_it(api: Api, dana: httpx.Client) -> None:
    eve, unknown = api.client(connector="eve"), NONE
    assert eve.get(f"/v1/people?email={HOME}").json() == unknown
    assert eve.get("/v1/people?email=nobody@x.example").json() == unknown
    api.client().patch("/v1/people/eve", json={"groups": ["Lodge"]}).raise_for_status()
    eve.put("/v1/people/eve/knows/ann", json={}).raise_for_status()
    assert eve.get(f"/v1/people?email={HOME}").json() == unknown
    assert [one["id"] for one in dana.get(f"/v1/people?email={HOME}").json()["items"]] == ["ann"]


def test_a_lookup_finds_an_address_that_one_was_the_second_to_enter(
    api: Api, dana: httpx.Client
) -> None:
    eve = api.client(connector="eve")
    eve.post("/v1/people", json={"id": "anne", "name": "Anne"}).raise_for_status()
    both = {"emails": [HOME, "anne@mine.example"]}
    eve.patch("/v1/people/anne", json=both).raise_for_status()
    for address in both["emails"]:
        found = eve.get(f"/v1/people?email={address}").json()["items"]
        assert [one["id"] for one in found] == ["anne"], address
    assert [one["id"] for one in dana.get(f"/v1/people?email={HOME}").json()["items"]] == ["ann"]


def test_its_form_asks_for_ones_own_part_alone(
    eve: httpx.Client, dana: httpx.Client, api: Api
) -> None:
    before = read(dana)
    page = page_of(api, "eve", "/people/ann")
    assert "Ann Lee" in page
    assert [one for one in ("Farville", "Lodge", "Quillfeather") if one in page] == []
    token = create_link(acting(api.graph, api.workspace), "eve")
    browser = api.with_key(None)
    assert browser.post(f"/sign-in/{token}").status_code == 303
    form = browser.get("/people/ann/form").raise_for_status().text
    assert 'name="town"' not in form
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    typed = {"emails": "ann@mine.example", "phones": "", "profiles": "", "notes": "Met in Rye"}
    sent = {name: html.unescape(value) for name, value in hidden.items()} | typed
    assert browser.post("/people/ann/form", data=sent).status_code == 303
    assert (read(eve)["emails"], read(eve)["notes"]) == (["ann@mine.example"], "Met in Rye")
    assert (read(dana)["town"], read(dana)["name"]) == (before["town"], before["name"])
