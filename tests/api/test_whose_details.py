"""Whose notes and contact details a connector sees: their own, and what was shared with them."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.importing import brought_in, counts

ANN: dict[str, Any] = {
    "id": "ann",
    "name": "Ann Lee",
    "professions": ["divorce_attorney"],
    "card": {"one_line": "Divorces without war"},
}
PEOPLE = [
    {"id": "dana", "name": "Dana", "connector": True, "emails": ["dana@work.example"]},
    {"id": "eve", "name": "Eve", "connector": True, "emails": ["eve@work.example"]},
    {"id": "mallory", "name": "Mallory", "connector": True},
    ANN,
]
HOME, PHONE = "ann@home.example", "+12125550142"
SECRETS = (HOME, PHONE, "Quillfeather", "linkedin.com/in/ann")


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """With a key for the whole workspace. Dana and Eve know Ann, of whom only Dana has details."""
    client = api.client()
    client.post("/v1/people/batch", json={"items": PEOPLE}).raise_for_status()
    known = [{"from": one, "to": "ann", "trust": 0.9} for one in ("dana", "eve")]
    known += [{"from": "dana", "to": "eve"}, {"from": "eve", "to": "dana"}]
    client.post("/v1/relationships/batch", json={"items": known}).raise_for_status()
    details = {"emails": [HOME], "phones": [PHONE], "profiles": ["linkedin.com/in/ann"]}
    api.client(connector="dana").patch(
        "/v1/people/ann", json={"notes": "Quillfeather", **details}
    ).raise_for_status()
    return client


@pytest.fixture
def dana(api: Api, client: httpx.Client) -> httpx.Client:
    return api.client(connector="dana")


@pytest.fixture
def eve(api: Api, client: httpx.Client) -> httpx.Client:
    return api.client(connector="eve")


@pytest.fixture
def mallory(api: Api, client: httpx.Client) -> httpx.Client:
    """Who knows no one."""
    return api.client(connector="mallory")


def read(client: httpx.Client, person: str = "ann") -> dict[str, Any]:
    answer = client.get(f"/v1/people/{person}")
    shown: dict[str, Any] = answer.raise_for_status().json()
    return shown


def details(client: httpx.Client, person: str = "ann") -> tuple[Any, ...]:
    shown = read(client, person)
    return shown["emails"], shown["phones"], shown["notes"]


def batch(client: httpx.Client, *items: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.post("/v1/people/batch", json={"items": items})
    rows: list[dict[str, Any]] = answer.raise_for_status().json()["results"]
    return rows


# ── notes and details ────────────────────────────────────────────────────────────────────────


def test_each_connector_has_their_own_notes_and_details(
    dana: httpx.Client, eve: httpx.Client
) -> None:
    assert details(eve) == ([], [], None)
    own = {"notes": "Met in Rye", "emails": ["ann@work.example"]}
    assert eve.patch("/v1/people/ann", json=own).status_code == 200
    assert details(eve) == (["ann@work.example"], [], "Met in Rye")
    assert details(dana) == ([HOME], [PHONE], "Quillfeather")
    listed = {one["id"]: one for one in eve.get("/v1/people").json()["items"]}
    assert (listed["ann"]["emails"], listed["ann"]["notes"]) == (["ann@work.example"], "Met in Rye")


def test_an_administrator_sees_neither_notes_nor_details(api: Api, client: httpx.Client) -> None:
    client.patch("/v1/people/ann", json={"emails": ["ann@file.example"], "notes": "by a program"})
    admin = api.client("admin")
    assert details(admin) == ([], [], None)
    assert admin.patch("/v1/people/ann", json={"town": "Rye"}).json()["emails"] == []
    assert details(client) == (["ann@file.example", HOME], [PHONE], "by a program")


def test_what_a_program_stated_is_seen_by_those_whom_it_also_said_to_know_them(
    client: httpx.Client, eve: httpx.Client, dana: httpx.Client
) -> None:
    on_file = {"emails": ["ann@file.example"], "notes": "by a program"}
    client.patch("/v1/people/ann", json=on_file).raise_for_status()
    assert details(eve) == (["ann@file.example"], [], None)
    assert details(dana) == ([HOME], [PHONE], "Quillfeather")


def test_changing_a_detail_changes_ones_own_only(
    client: httpx.Client, dana: httpx.Client, eve: httpx.Client
) -> None:
    for one in (dana, eve):
        one.patch("/v1/people/ann", json={"emails": ["ann@work.example"]}).raise_for_status()
    dana.patch("/v1/people/ann", json={"emails": []}).raise_for_status()
    assert (read(dana)["emails"], read(eve)["emails"]) == ([], ["ann@work.example"])
    eve.patch("/v1/people/ann", json={"emails": []}).raise_for_status()
    assert read(client)["emails"] == []
    assert client.post("/v1/people", json={"name": "B", "emails": ["ann@work.example"]}).is_success


def test_ones_own_notes_and_details_have_a_version(dana: httpx.Client) -> None:
    before = dana.get("/v1/people/ann")
    dana.patch("/v1/people/ann", json={"notes": "Retired"}).raise_for_status()
    after = dana.get("/v1/people/ann", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["notes"]) == (200, "Retired")


def test_notes_on_oneself_are_refused(dana: httpx.Client) -> None:
    answer = dana.patch("/v1/people/dana", json={"notes": "I am great"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/notes")


def test_a_program_notes_for_a_connector(client: httpx.Client, dana: httpx.Client) -> None:
    body = {"trust": 0.6, "notes": "From the CRM"}
    client.put("/v1/people/dana/knows/ann", json=body).raise_for_status()
    assert read(dana)["notes"] == "From the CRM"
    dana.put("/v1/people/dana/knows/ann", json={"trust": 0.9}).raise_for_status()
    assert read(dana)["notes"] == "From the CRM"


# ── "I know them", said by oneself ───────────────────────────────────────────────────────────


def test_a_row_with_their_address_opens_nothing_and_is_answered_like_a_new_one(
    client: httpx.Client, mallory: httpx.Client
) -> None:
    before = read(client)
    row, new = batch(
        mallory,
        {"name": "A.", "emails": [HOME], "town": "Cork", "notes": "mine"},
        {"name": "B.", "emails": ["new@x.example"], "town": "Cork", "notes": "mine"},
    )
    assert {k: v for k, v in row.items() if k not in ("id", "index")} == {
        k: v for k, v in new.items() if k not in ("id", "index")
    }
    shown = read(mallory)
    assert (shown["emails"], shown["phones"], shown["notes"]) == ([HOME], [], "mine")
    assert not any(secret in str(shown) for secret in SECRETS if secret != HOME)
    assert read(client) == before


def test_an_import_counts_them_like_new_ones(client: httpx.Client, mallory: httpx.Client) -> None:
    text = f"name,email,phone\nA.,{HOME},212 555 0199\nB.,new@x.example,\n"
    report = brought_in(mallory, text)
    assert counts(report) == (2, 2, 0, 0, 0, 0)
    assert report["warnings"] == report["errors"] == []
    assert details(mallory) == ([HOME], ["+12125550199"], None)


def test_one_person_is_created_like_any_other(client: httpx.Client, mallory: httpx.Client) -> None:
    answer = mallory.post("/v1/people", json={"name": "A.", "emails": [HOME]})
    assert answer.status_code == 201, answer.text
    assert not any(secret in answer.text for secret in SECRETS if secret != HOME)
    assert details(mallory) == ([HOME], [], None)


def test_knowing_a_fellow_member_opens_no_details(
    api: Api, client: httpx.Client, mallory: httpx.Client
) -> None:
    on_file = {"groups": ["chamber"], "emails": ["ann@file.example"]}
    client.patch("/v1/people/ann", json=on_file).raise_for_status()
    client.patch("/v1/people/mallory", json={"groups": ["chamber"]}).raise_for_status()
    assert "emails" not in read(mallory)
    mallory.put("/v1/people/mallory/knows/ann", json={"trust": 0.9}).raise_for_status()
    assert details(mallory) == ([], [], None)
    client.put("/v1/people/mallory/knows/ann", json={"trust": 0.9}).raise_for_status()
    assert details(mallory) == (["ann@file.example"], [], None)


@pytest.mark.parametrize("item", [{"id": "new", "name": "B."}, {"id": "bob"}])
def test_an_address_of_someone_unknown_is_kept_and_no_one_hears_of_it(
    client: httpx.Client, mallory: httpx.Client, item: dict[str, Any]
) -> None:
    assert [row["status"] for row in batch(mallory, {"id": "bob", "name": "Bob"})] == ["created"]
    (row,) = batch(mallory, item | {"emails": [HOME]})
    assert row["status"] in ("created", "updated")
    assert row["errors"] == []
    assert read(mallory, item["id"])["emails"] == [HOME]
    assert mallory.patch("/v1/people/bob", json={"emails": [HOME]}).status_code == 200
    body = {"name": "C.", "id": "cy", "emails": [HOME]}
    assert mallory.post("/v1/people", json=body).status_code == 201
    assert mallory.get("/v1/people/ann").status_code == 404
    assert read(client, "bob")["emails"] == []


def test_of_ones_own_contacts_one_is_told(dana: httpx.Client) -> None:
    batch(dana, {"id": "bob", "name": "Bob"})
    answer = dana.patch("/v1/people/bob", json={"emails": [HOME]})
    assert (answer.status_code, answer.json()["code"]) == (409, "identifier_taken")
    assert "“ann”" in answer.text


# ── sharing ──────────────────────────────────────────────────────────────────────────────────


def test_a_connector_gives_their_details_to_another_and_no_notes(
    dana: httpx.Client, eve: httpx.Client, mallory: httpx.Client
) -> None:
    assert dana.post("/v1/people/ann/share", json={"with": "eve"}).status_code == 204
    assert details(eve) == ([HOME], [PHONE], None)
    dana.patch("/v1/people/ann", json={"phones": []}).raise_for_status()
    assert read(eve)["phones"] == [PHONE]
    assert mallory.post("/v1/people/ann/share", json={"with": "mallory"}).status_code == 404
    assert dana.post("/v1/people/ann/share", json={"with": "mallory"}).status_code == 404


def test_one_shares_ones_own_details_with_all_who_know_one(
    client: httpx.Client, mallory: httpx.Client, dana: httpx.Client
) -> None:
    for one in ("mallory", "dana"):
        client.patch(f"/v1/people/{one}", json={"groups": ["chamber"]}).raise_for_status()
    mallory.put("/v1/people/mallory/knows/dana", json={}).raise_for_status()
    assert read(mallory, "dana")["emails"] == []
    dana.patch("/v1/people/dana", json={"preferences": {"shares_details": True}})
    assert read(mallory, "dana")["emails"] == ["dana@work.example"]


# ── another address ──────────────────────────────────────────────────────────────────────────


def recipients(client: httpx.Client, introduction: str) -> list[str]:
    drafts = client.get(f"/v1/introductions/{introduction}/drafts").raise_for_status().json()
    return sorted(to["email"] for draft in drafts["items"] for to in draft["to"] if to["email"])


def test_an_address_that_another_changes_is_used_once_it_is_confirmed(
    client: httpx.Client, dana: httpx.Client, eve: httpx.Client
) -> None:
    lee = {"id": "lee", "name": "Lee", "professions": ["realtor"]}
    batch(client, lee)
    client.put("/v1/people/dana/knows/lee", json={"trust": 0.9, "since": "2019-01-01"})
    dana.put("/v1/people/dana/knows/ann", json={"trust": 0.9, "since": "2019-01-01"})
    begun = {"id": "i1", "connector_id": "dana", "a": "ann", "b": "lee"}
    dana.post("/v1/introductions", json=begun).raise_for_status()
    dana.post("/v1/introductions/i1/ask", json={}).raise_for_status()
    dana.post("/v1/people/ann/share", json={"with": "eve"}).raise_for_status()
    eve.patch("/v1/people/ann", json={"emails": ["ann@new.example"]}).raise_for_status()
    shown = read(dana)
    assert shown["emails"] == [HOME]
    assert shown["address_change"] == {"replaces": HOME, "by": "eve", "by_name": "Eve"}
    assert "ann@new.example" not in str(shown)
    assert recipients(dana, "i1") == [HOME]
    used = dana.post("/v1/people/ann/address-change", json={"use": True})
    assert used.json()["emails"] == ["ann@new.example"]
    assert used.json()["address_change"] is None
    assert recipients(dana, "i1") == ["ann@new.example"]
    assert dana.post("/v1/people/ann/address-change", json={"use": True}).status_code == 409


def test_ones_own_address_can_be_kept(
    client: httpx.Client, dana: httpx.Client, eve: httpx.Client
) -> None:
    dana.post("/v1/people/ann/share", json={"with": "eve"}).raise_for_status()
    eve.patch("/v1/people/ann", json={"emails": ["ann@new.example"]}).raise_for_status()
    kept = dana.post("/v1/people/ann/address-change", json={"use": False})
    assert (kept.json()["emails"], kept.json()["address_change"]) == ([HOME], None)


def test_no_one_is_asked_about_an_address_that_they_do_not_use(
    client: httpx.Client, dana: httpx.Client, eve: httpx.Client
) -> None:
    dana.patch("/v1/people/ann", json={"emails": ["ann@new.example"]}).raise_for_status()
    assert read(eve)["address_change"] is None


def test_no_one_writes_from_an_address_that_another_put_into_ones_entry(
    client: httpx.Client, mallory: httpx.Client, dana: httpx.Client
) -> None:
    report = brought_in(mallory, "name,email\nDana,dana@work.example\n")
    assert report["created"] == 1
    text = "name,email\nDana,dana@work.example;mallory@evil.example\n"
    brought_in(mallory, text)
    assert read(dana, "dana")["emails"] == ["dana@work.example"]
    assert read(mallory, "dana")["emails"] == ["dana@work.example", "mallory@evil.example"]


# ── wishes and groups ────────────────────────────────────────────────────────────────────────


def never(client: httpx.Client) -> httpx.Response:
    return client.put("/v1/people/ann/do-not-introduce/lee")


def not_never(client: httpx.Client) -> httpx.Response:
    return client.delete("/v1/people/ann/do-not-introduce/lee")


def known(client: httpx.Client) -> httpx.Response:
    return client.post("/v1/relationships/known", json={"a": "ann", "b": "lee"})


def not_known(client: httpx.Client) -> httpx.Response:
    return client.delete("/v1/relationships/known/lee/ann")


@pytest.mark.parametrize(("state", "withdraw"), [(never, not_never), (known, not_known)])
def test_a_wish_is_withdrawn_by_who_stated_it(
    client: httpx.Client,
    dana: httpx.Client,
    eve: httpx.Client,
    state: Callable[[httpx.Client], httpx.Response],
    withdraw: Callable[[httpx.Client], httpx.Response],
) -> None:
    batch(client, {"id": "lee", "name": "Lee"})
    for one in ("dana", "eve"):
        client.put(f"/v1/people/{one}/knows/lee", json={"trust": 0.9}).raise_for_status()
    assert state(dana).is_success
    assert withdraw(eve).status_code == 404
    assert state(eve).is_success
    assert withdraw(dana).status_code == 204
    assert withdraw(dana).status_code == 404
    assert state(dana).is_success
    assert withdraw(client).status_code == 204
    assert withdraw(client).status_code == 404


def test_a_connector_sees_only_the_groups_that_they_are_in(
    client: httpx.Client, dana: httpx.Client
) -> None:
    client.put("/v1/groups/secret", json={"name": "Secret"}).raise_for_status()
    client.put("/v1/groups/chamber", json={"name": "Chamber"}).raise_for_status()
    client.patch("/v1/people/ann", json={"groups": ["secret"]}).raise_for_status()
    client.patch("/v1/people/dana", json={"groups": ["chamber"]}).raise_for_status()
    assert [group["id"] for group in dana.get("/v1/groups").json()["items"]] == ["chamber"]
    assert dana.get("/v1/groups/secret").status_code == 404
    assert dana.get("/v1/groups/chamber").status_code == 200
    for group in ("secret", "Secret"):
        assert dana.get("/v1/people", params={"group": group}).json()["items"] == []
    assert len(client.get("/v1/groups").json()["items"]) == 2
