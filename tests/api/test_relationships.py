"""Who knows whom over HTTP: stated, listed, ended; and what a bound key may say."""

import httpx
import pytest

from tests.api.batches import Row, faults, send_batch, statuses
from tests.api.conftest import Api

PEOPLE = [
    {"id": "dana", "name": "Dana", "connector": True},
    {
        "id": "ann",
        "name": "Ann",
        "professions": ["realtor", "therapist"],
        "emails": ["a@x.example"],
    },
    {"id": "bob", "name": "bob", "role": "client"},
    {"id": "cyd", "name": "Cyd"},
]


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """With a key for a whole workspace of four people."""
    client = api.client("write")
    answer = client.post("/v1/people/batch", json={"items": PEOPLE})
    assert {row["status"] for row in answer.json()["results"]} == {"created"}, answer.text
    return client


def send(client: httpx.Client, *items: object) -> list[Row]:
    return send_batch(client, "relationships", *items)


def contacts(client: httpx.Client, person: str = "dana") -> list[Row]:
    answer = client.get(f"/v1/people/{person}/contacts")
    assert answer.status_code == 200, answer.text
    items: list[Row] = answer.json()["items"]
    return items


# ── one by one ───────────────────────────────────────────────────────────────────────────────


def test_what_is_stated_is_listed(client: httpx.Client) -> None:
    body = {
        "trust": 0.85,
        "contexts": {"realtor": 0.9, "therapist": 0.2},
        "since": "2019-04",
        "last_contact": "2026-01-05",
    }
    answer = client.put("/v1/people/dana/knows/ann", json=body)
    assert answer.status_code == 200, answer.text
    stated = {**body, "since": "2019-04-01", "rated": True, "word": "vouch for"}
    assert answer.json() == {"from": "dana", "to": "ann"} | stated
    (contact,) = contacts(client)
    assert contact == stated | {
        "id": "ann",
        "name": "Ann",
        "role": "partner",
        "professions": ["realtor", "therapist"],
    }
    assert contacts(client, "ann") == []


def test_what_a_statement_leaves_out_is_cleared(client: httpx.Client) -> None:
    path = "/v1/people/dana/knows/ann"
    client.put(path, json={"trust": 0.3, "contexts": {"realtor": 0.9}, "since": "2019-04-01"})
    assert client.put(path, json={}).json()["rated"] is False
    (contact,) = contacts(client)
    assert (contact["trust"], contact["contexts"], contact["since"]) == (None, {}, None)
    assert (contact["rated"], contact["word"]) == (False, None)


def test_trust_in_a_profession_alone_is_a_rating_without_a_word(client: httpx.Client) -> None:
    client.put("/v1/people/dana/knows/ann", json={"contexts": {"realtor": 0}})
    (contact,) = contacts(client)
    assert (contact["trust"], contact["rated"], contact["word"]) == (None, True, None)


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("dana/knows/nobody", {}, 404, "not_found"),
        ("nobody/knows/dana", {}, 404, "not_found"),
        ("dana/knows/dana", {}, 422, "invalid_input"),
        ("dana/knows/ann", {"trust": 2}, 422, "invalid_input"),
        ("dana/knows/ann", {"trust": 0.5, "rated": True}, 422, "invalid_input"),
        ("dana/knows/ann", {"contexts": {"realtorr": 0.5}}, 422, "unknown_profession"),
    ],
)
def test_a_statement_with_a_fault_is_refused(
    client: httpx.Client, path: str, body: Row, status: int, code: str
) -> None:
    answer = client.put(f"/v1/people/{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert contacts(client) == []


def test_somebody_can_stop_knowing_somebody(client: httpx.Client) -> None:
    path = "/v1/people/dana/knows/ann"
    client.put(path, json={"trust": 0.5})
    client.put("/v1/people/ann/knows/dana", json={"trust": 0.5})
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404
    assert contacts(client) == []
    assert [contact["id"] for contact in contacts(client, "ann")] == ["dana"]


def test_contacts_come_by_name_a_page_at_a_time(client: httpx.Client) -> None:
    send(client, *({"from": "dana", "to": other} for other in ("cyd", "bob", "ann")))
    found, cursor = [], None
    for _ in range(3):
        query = {"limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = client.get("/v1/people/dana/contacts", params=query).json()
        found += [contact["id"] for contact in page["items"]]
        cursor = page["next_cursor"]
    assert (found, cursor) == (["ann", "bob", "cyd"], None)
    assert client.get("/v1/people/nobody/contacts").status_code == 404


# ── batches ──────────────────────────────────────────────────────────────────────────────────


def test_a_batch_creates_changes_and_leaves_alone(client: httpx.Client) -> None:
    first = [
        {"from": "dana", "to": "ann", "trust": 0.6, "since": "2019"},
        {"from": "ann", "to": "dana"},
    ]
    assert statuses(send(client, *first)) == ["created", "created"]
    assert statuses(send(client, *first)) == ["unchanged", "unchanged"]
    changes = [
        {"from": "dana", "to": "ann", "last_contact": "2026-01-05"},
        {"from": "ann", "to": "dana", "trust": 0.9, "contexts": {"realtor": 1}},
    ]
    assert statuses(send(client, *changes)) == ["updated", "updated"]
    (ann,), (dana,) = contacts(client), contacts(client, "ann")
    assert (ann["trust"], ann["since"], ann["last_contact"]) == (0.6, "2019-01-01", "2026-01-05")
    assert (dana["trust"], dana["contexts"], dana["rated"]) == (0.9, {"realtor": 1.0}, True)
    assert statuses(send(client, {"from": "ann", "to": "dana", "trust": None})) == ["updated"]
    assert contacts(client, "ann")[0]["rated"] is True


def test_a_refused_relationship_does_not_stop_the_others(client: httpx.Client) -> None:
    results = send(
        client,
        {"from": "dana", "to": "ann", "trust": 0.5},
        {"from": "dana", "to": "ann", "trust": 0.6},
        {"from": "nobody", "to": "no-one"},
        {"from": "dana", "to": "bob", "trust": 1.5},
        {"from": "dana", "to": "dana"},
        {"from": "dana", "to": "bob", "contexts": {"a/b": 0.5}},
        {"from": "dana"},
        "dana",
        {"from": "dana", "to": "a@x.example"},
        {"from": "dana", "to": "cyd", "trust": 0},
    )
    assert [faults(row) for row in results[1:9]] == [
        [("/items/1", "duplicate_in_batch")],
        [("/items/2/from", "not_found"), ("/items/2/to", "not_found")],
        [("/items/3/trust", "invalid_input")],
        [("/items/4", "invalid_input")],
        [("/items/5/contexts/a~1b", "unknown_profession")],
        [("/items/6/to", "invalid_input")],
        [("/items/7", "invalid_input")],
        [("/items/8/to", "not_found")],
    ]
    assert (results[0]["status"], results[9]["status"]) == ("created", "created")
    assert [(c["id"], c["trust"], c["word"]) for c in contacts(client)] == [
        ("ann", 0.5, "would introduce"),
        ("cyd", 0.0, "don't introduce"),
    ]


def test_a_batch_has_five_thousand_rows_at_most(client: httpx.Client) -> None:
    rows = [{"from": "dana", "to": "ann"}] * 5001
    answer = client.post("/v1/relationships/batch", json={"items": rows})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/items")
    results = send(client, *rows[:5000])
    assert statuses(results).count("created") == 1


# ── acquaintances and pairs that are not to be introduced ────────────────────────────────────


def test_that_two_know_each_other_is_said_once_in_any_order(client: httpx.Client) -> None:
    for pair in ({"a": "bob", "b": "ann"}, {"a": "ann", "b": "bob"}):
        answer = client.post("/v1/relationships/known", json=pair)
        assert (answer.status_code, answer.json()) == (200, pair)
    for pair, status in (({"a": "ann", "b": "ann"}, 422), ({"a": "ann", "b": "nobody"}, 404)):
        assert client.post("/v1/relationships/known", json=pair).status_code == status


def test_a_pair_is_kept_apart_and_let_go(client: httpx.Client) -> None:
    path = "/v1/people/ann/do-not-introduce/bob"
    assert [client.put(path).status_code for _ in range(2)] == [204, 204]
    assert [client.delete(path).status_code for _ in range(2)] == [204, 404]
    assert client.put("/v1/people/ann/do-not-introduce/ann").status_code == 422
    assert client.put("/v1/people/ann/do-not-introduce/nobody").status_code == 404


# ── with a key that is bound to a connector ──────────────────────────────────────────────────


@pytest.fixture
def dana(api: Api, client: httpx.Client) -> httpx.Client:
    """Bound to Dana, who knows Ann and is in a group with Cyd; Bob is a stranger."""
    client.put("/v1/people/dana/knows/ann", json={"trust": 0.5})
    for person in ("dana", "cyd"):
        client.patch(f"/v1/people/{person}", json={"groups": ["Chamber"]})
    return api.client("write", "dana")


def test_a_bound_key_sees_contacts_in_full_and_the_cards_of_its_groups(
    dana: httpx.Client,
) -> None:
    assert dana.get("/v1/people/ann").json()["emails"] == ["a@x.example"]
    assert dana.get("/v1/people/dana").json()["connector"] is True
    card = dana.get("/v1/people/cyd").json()
    assert card.keys() == {"id", "name", "professions", "organisation", "title", "card"}
    assert dana.get("/v1/people/bob").status_code == 404
    listed = dana.get("/v1/people").json()["items"]
    assert [person["id"] for person in listed] == ["ann", "cyd", "dana"]
    assert listed[1] == card
    assert dana.get("/v1/people?role=partner&q=cyd").json()["items"] == []


def test_a_bound_key_gets_to_know_only_whom_it_sees(dana: httpx.Client) -> None:
    assert dana.put("/v1/people/dana/knows/cyd", json={}).status_code == 200
    for other in ("bob", "nobody"):
        assert dana.put(f"/v1/people/dana/knows/{other}", json={}).status_code == 404
    results = send(dana, {"from": "dana", "to": "bob"}, {"from": "dana", "to": "ann", "trust": 1})
    assert faults(results[0]) == [("/items/0/to", "not_found")]
    assert results[1]["status"] == "updated"
    assert [contact["id"] for contact in contacts(dana)] == ["ann", "cyd"]


def test_a_bound_key_states_its_own_view_and_no_others(
    client: httpx.Client, dana: httpx.Client
) -> None:
    assert dana.put("/v1/people/ann/knows/dana", json={"trust": 1}).status_code == 403
    assert dana.delete("/v1/people/ann/knows/dana").status_code == 403
    assert dana.get("/v1/people/ann/contacts").status_code == 403
    (row,) = send(dana, {"from": "ann", "to": "dana", "trust": 1})
    assert faults(row) == [("/items/0/from", "forbidden")]
    assert contacts(client, "ann") == []


def test_a_bound_key_changes_contacts_and_not_members_of_its_groups(
    client: httpx.Client, dana: httpx.Client
) -> None:
    assert dana.patch("/v1/people/ann", json={"town": "Rye"}).json()["town"] == "Rye"
    assert dana.patch("/v1/people/cyd", json={"town": "Rye"}).status_code == 403
    assert dana.patch("/v1/people/bob", json={"town": "Rye"}).status_code == 404
    assert client.get("/v1/people/cyd").json()["town"] is None


def test_a_bound_key_names_nobody_whom_it_does_not_see(
    client: httpx.Client, dana: httpx.Client
) -> None:
    client.patch("/v1/people/bob", json={"emails": ["b@x.example"]})
    answer = dana.post("/v1/people", json={"name": "Eve", "emails": ["a@x.example"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "identifier_taken")
    assert "“ann”" in answer.text
    assert dana.post("/v1/people", json={"name": "E", "emails": ["b@x.example"]}).status_code == 201


def test_a_bound_key_deletes_only_whom_nobody_else_knows(
    client: httpx.Client, dana: httpx.Client
) -> None:
    client.put("/v1/people/cyd/knows/ann", json={})
    answer = dana.delete("/v1/people/ann")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "Remove your own relationship" in answer.json()["detail"]
    client.delete("/v1/people/cyd/knows/ann")
    assert dana.delete("/v1/people/ann").status_code == 204
    assert dana.delete("/v1/people/cyd").status_code == 403


def test_a_bound_key_speaks_of_its_contacts_only(dana: httpx.Client) -> None:
    for other, status in (("dana", 200), ("cyd", 404), ("bob", 404)):
        pair = {"a": "ann", "b": other}
        assert dana.post("/v1/relationships/known", json=pair).status_code == status
        path = f"/v1/people/ann/do-not-introduce/{other}"
        assert dana.put(path).status_code == (204 if status == 200 else 404)


def test_a_key_for_the_workspace_sees_trust_an_admin_key_needs_a_reason(
    api: Api, client: httpx.Client, dana: httpx.Client
) -> None:
    assert api.client("read").get("/v1/people/dana/contacts").status_code == 200
    admin = api.client("admin")
    answer = admin.get("/v1/people/dana/contacts")
    assert (answer.status_code, answer.json()["code"]) == (403, "break_glass_required")
    assert admin.get("/v1/people/ann").json()["emails"] == []
    reason = {"Intros-Break-Glass": "a complaint"}
    assert admin.get("/v1/people/dana/contacts", headers=reason).status_code == 200
