"""People over HTTP: created, read, listed, changed, deleted."""

from typing import Any

import httpx
import pytest

from app.people.service.listing import MOST_SORTED
from tests.api.conftest import Api

WHOLE: dict[str, Any] = {
    "id": "ada",
    "name": "Ada Li 👩‍💼",
    "role": "partner",
    "connector": True,
    "emails": ["Ada.Li@X.example", "ada@home.example"],
    "phones": ["(212) 555-0100"],
    "profiles": ["https://www.linkedin.com/in/Ada-Li/"],
    "external_ids": {"hubspot": "42", "salesforce": "003"},
    "professions": ["mortgage_broker", "realtor"],
    "organisation": "Acme Lending",
    "title": "Partner",
    "town": "Rye",
    "regions": ["US/NY/Westchester"],
    "segments": ["families"],
    "groups": ["Chamber"],
    "time_zone": "America/New_York",
    "work": [{"organisation": "Old Bank", "title": "Clerk", "from": "2010", "to": "2015-06-30"}],
    "education": [{"school": "UCC", "from": "2002-09", "to": "2006"}],
    "meets": [{"trigger_event": "divorce", "per_quarter": 3}],
    "card": {"one_line": "Mortgages for families", "listen_for": "we are moving"},
    "preferences": {"bridge": False, "max_per_week": 1, "away_until": "2026-03-01"},
    "notes": "likes tea\nno calls on Fridays",
}
AS_STORED = WHOLE | {
    "emails": ["ada.li@x.example", "ada@home.example"],
    "phones": ["+12125550100"],
    "profiles": ["https://linkedin.com/in/ada-li"],
    "work": [
        {"organisation": "Old Bank", "title": "Clerk", "from": "2010-01-01", "to": "2015-06-30"}
    ],
    "education": [{"school": "UCC", "from": "2002-09-01", "to": "2006-01-01"}],
    "meets": [{"trigger_event": "divorce", "per_quarter": 3.0}],
}


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """With a key for the whole workspace."""
    return api.client("write")


@pytest.fixture
def ada(client: httpx.Client) -> str:
    """The path of somebody with everything."""
    assert client.post("/v1/people", json=WHOLE).status_code == 201
    return "/v1/people/ada"


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [person["name"] for person in answer.json()["items"]]


def refused(answer: httpx.Response, status: int, code: str) -> list[str]:
    """The pointers of a problem that is this one."""
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), answer.text
    return [error["pointer"] for error in problem["errors"]]


# ── created and read ─────────────────────────────────────────────────────────────────────────


def test_a_person_with_everything_is_read_as_sent(client: httpx.Client) -> None:
    answer = client.post("/v1/people", json=WHOLE)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    for field, value in AS_STORED.items():
        if isinstance(value, dict):
            sent = {part: created[field][part] for part in value}
            assert sent == value, field
        else:
            assert created[field] == value, field
    assert answer.headers["etag"] == f'"{created["version"]}"'
    read = client.get("/v1/people/ada")
    assert read.json() == created | {"warnings": []}
    assert read.headers["etag"] == answer.headers["etag"]


def test_a_name_is_enough_and_ids_are_made(client: httpx.Client) -> None:
    one = client.post("/v1/people", json={"name": "Bob"}).json()
    other = client.post("/v1/people", json={"name": "Bob"}).json()
    assert one["id"] != other["id"]
    assert (one["role"], one["connector"], one["emails"]) == ("partner", False, [])


def test_a_taken_id_or_identifier_is_refused_and_named(client: httpx.Client, ada: str) -> None:
    again = client.post("/v1/people", json={"id": "ada", "name": "Ada"})
    assert refused(again, 409, "already_exists") == []
    for field, value in (
        ("emails", ["ADA@home.example"]),
        ("profiles", ["linkedin.com/in/ada-li"]),
        ("external_ids", {"hubspot": "42"}),
    ):
        answer = client.post("/v1/people", json={"name": "Eve", field: value})
        assert refused(answer, 409, "identifier_taken") == [f"/{field}"]
        assert "“ada”" in answer.json()["detail"]
    assert client.post("/v1/people", json={"name": "E", "phones": ["212 555 0100"]}).is_success
    assert names(client.get("/v1/people?q=eve")) == []


def test_an_unknown_word_of_the_catalog_is_refused_with_the_nearest(client: httpx.Client) -> None:
    body: dict[str, Any] = {"name": "Eve", "professions": ["realtor", "mortgage_brokr"]}
    answer = client.post("/v1/people", json=body)
    assert refused(answer, 422, "unknown_profession") == ["/professions/1"]
    assert "did you mean “mortgage_broker”?" in answer.json()["detail"]
    body = {"name": "Eve", "meets": [{"trigger_event": "divorcee", "per_quarter": 1}]}
    answer = client.post("/v1/people", json=body)
    assert refused(answer, 422, "unknown_trigger_event") == ["/meets/0/trigger_event"]
    assert "did you mean “divorce”?" in answer.json()["detail"]


def test_a_region_seen_for_the_first_time_is_taken_with_a_warning(
    client: httpx.Client, ada: str
) -> None:
    answer = client.post("/v1/people", json={"name": "Bob", "regions": ["US/NY/Westchestr"]})
    assert answer.status_code == 201
    (warning,) = answer.json()["warnings"]
    assert "“US/NY/Westchester”" in warning
    again = client.post("/v1/people", json={"name": "Cyd", "regions": ["us/ny/westchestr"]})
    assert (again.json()["warnings"], again.json()["regions"]) == ([], ["US/NY/Westchestr"])


def test_an_unchanged_person_need_not_be_sent_again(client: httpx.Client, ada: str) -> None:
    etag = client.get(ada).headers["etag"]
    again = client.get(ada, headers={"If-None-Match": f'"0", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(ada, headers={"If-None-Match": '"0"'}).status_code == 200


# ── changed ──────────────────────────────────────────────────────────────────────────────────


def test_a_patch_changes_what_it_says_and_null_clears(client: httpx.Client, ada: str) -> None:
    before = client.get(ada).json()
    patch = {
        "name": "Ada Lo",
        "town": None,
        "emails": ["ada@new.example"],
        "external_ids": {"hubspot": None, "pipedrive": "9"},
        "card": {"one_line": None},
        "preferences": {"max_per_week": 2},
    }
    answer = client.patch(ada, json=patch)
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert after["version"] > before["version"]
    assert after == before | {
        "name": "Ada Lo",
        "town": None,
        "emails": ["ada@new.example"],
        "external_ids": {"pipedrive": "9", "salesforce": "003"},
        "card": before["card"] | {"one_line": None},
        "preferences": before["preferences"] | {"max_per_week": 2},
        "version": after["version"],
    }
    assert client.get(ada).json() == after
    assert client.post("/v1/people", json={"name": "E", "emails": ["ada@home.example"]}).is_success


def test_null_clears_everything_that_can_be_empty(client: httpx.Client, ada: str) -> None:
    cleared = [name for name in WHOLE if name not in ("id", "name", "role", "connector")]
    answer = client.patch(ada, json=dict.fromkeys(cleared))
    assert answer.status_code == 200, answer.text
    person = answer.json()
    left = [name for name in cleared if name not in ("card", "preferences") and person[name]]
    assert left == []
    assert set(person["card"].values()) == {None}
    assert set(person["preferences"].values()) == {None}
    for field in ("name", "role", "connector"):
        assert refused(client.patch(ada, json={field: None}), 422, "invalid_input") == [f"/{field}"]


def test_a_patch_that_says_what_is_there_changes_no_version(client: httpx.Client, ada: str) -> None:
    before = client.get(ada)
    sent = {name: value for name, value in before.json().items() if name in WHOLE}
    sent.pop("id")
    again = client.patch(ada, json=sent)
    assert again.json() == before.json()
    assert again.headers["etag"] == before.headers["etag"]


def test_a_lost_change_is_prevented_by_its_version(client: httpx.Client, ada: str) -> None:
    first = client.get(ada).headers["etag"]
    assert client.patch(ada, json={"town": "Cork"}, headers={"If-Match": first}).is_success
    late = client.patch(ada, json={"town": "Rye"}, headers={"If-Match": first})
    assert refused(late, 412, "version_mismatch") == []
    assert client.get(ada).json()["town"] == "Cork"
    assert client.patch(ada, json={"town": "Rye"}, headers={"If-Match": "*"}).is_success


def test_a_patch_cannot_take_what_is_anothers_nor_the_id(client: httpx.Client, ada: str) -> None:
    bob = client.post("/v1/people", json={"name": "Bob", "emails": ["bob@x.example"]}).json()
    answer = client.patch(f"/v1/people/{bob['id']}", json={"emails": ["ada@home.example"]})
    assert refused(answer, 409, "identifier_taken") == ["/emails"]
    assert refused(client.patch(ada, json={"id": "eve"}), 422, "invalid_input") == ["/id"]
    assert client.get(f"/v1/people/{bob['id']}").json() == bob
    assert client.patch("/v1/people/nobody", json={"name": "X"}).status_code == 404


def test_a_deleted_person_is_gone_with_what_was_only_theirs(api: Api, client: httpx.Client) -> None:
    for person in (
        {
            "id": "ada",
            "name": "Ada",
            "connector": True,
            "emails": ["ada@x.example"],
            "phones": ["212 555 0100"],
        },
        {"id": "bob", "name": "Bob", "phones": ["212 555 0100"]},
    ):
        client.post("/v1/people", json=person)
    client.put("/v1/people/bob/knows/ada", json={"trust": 0.5})
    adas = api.client("read", "ada")
    assert adas.get("/v1/people/ada").status_code == 200
    answer = client.delete("/v1/people/ada")
    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get("/v1/people/ada").status_code == 404
    assert client.delete("/v1/people/ada").status_code == 404
    assert client.get("/v1/people/bob/contacts").json()["items"] == []
    assert client.get("/v1/people/bob").json()["phones"] == ["+12125550100"]
    again = {"id": "ada", "name": "E", "emails": ["ada@x.example"]}
    assert client.post("/v1/people", json=again).json()["code"] == "suppressed"
    assert client.post("/v1/people", json={"id": "eva", "name": "E"}).status_code == 201
    assert adas.get("/v1/people/ada").status_code == 401


# ── listed ───────────────────────────────────────────────────────────────────────────────────


def test_people_are_listed_by_name_a_page_at_a_time(client: httpx.Client) -> None:
    wanted = ["Ada", "bob", "Bob", "Cyd", "Émile", "李"]
    items = [{"name": name} for name in reversed(wanted)]
    client.post("/v1/people/batch", json={"items": items})
    found: list[str] = []
    cursor: str | None = None
    for _ in range(4):
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        answer = client.get("/v1/people", params=query)
        found += names(answer)
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            break
    assert cursor is None
    assert sorted(found) == sorted(wanted)
    assert [name.casefold() for name in found] == [name.casefold() for name in wanted]


def test_people_are_found_by_name_organisation_profession_group_and_role(
    client: httpx.Client, ada: str
) -> None:
    bob = {"name": "Bob Straße", "organisation": "Müller & Söhne", "role": "client"}
    assert client.post("/v1/people", json=bob).status_code == 201
    (group,) = client.get("/v1/groups").json()["items"]
    for query, found in (
        ("q=ada", "Ada Li 👩‍💼"),
        ("q=LENDING", "Ada Li 👩‍💼"),
        ("q=strasse", "Bob Straße"),
        ("q=STRAßE", "Bob Straße"),
        ("organisation=müller", "Bob Straße"),
        ("profession=realtor", "Ada Li 👩‍💼"),
        ("group=chamber", "Ada Li 👩‍💼"),
        (f"group={group['id']}", "Ada Li 👩‍💼"),
        (f"group={group['id']}&profession=realtor&role=partner&q=acme", "Ada Li 👩‍💼"),
        ("role=client", "Bob Straße"),
    ):
        assert names(client.get(f"/v1/people?{query}")) == [found], query
    for query in (
        "q=%25",
        "q=zoe",
        "profession=notary",
        "group=nobody",
        "group=chamber&role=client",
    ):
        assert names(client.get(f"/v1/people?{query}")) == [], query
    assert refused(client.get("/v1/people?role=boss"), 422, "invalid_input") == ["?role"]
    assert refused(client.get("/v1/people?limit=201"), 422, "invalid_input") == ["?limit"]


def test_a_large_profession_is_listed_by_name_like_a_small_one(client: httpx.Client) -> None:
    """More than a thousand are looked for among everyone, the few others are all read."""
    everyone = [f"{number * 7919 % 1600:04}" for number in range(1600)]
    brokers, few = set(everyone[::3]), set(everyone[::80])
    items = [
        {
            "name": name,
            "groups": ["Few"] if name in few else [],
            "professions": ["mortgage_broker" if name in brokers else "realtor"],
        }
        for name in everyone
    ]
    for part in (items[:800], items[800:]):
        assert client.post("/v1/people/batch", json={"items": part}).status_code == 200
    realtors = sorted(set(everyone) - brokers)
    assert len(realtors) > MOST_SORTED > len(brokers)
    for query, wanted in (
        ({"profession": "realtor"}, realtors),
        ({"profession": "realtor", "q": "15"}, [name for name in realtors if "15" in name]),
        ({"profession": "mortgage_broker"}, sorted(brokers)),
        ({"group": "few"}, sorted(few)),
    ):
        assert walked(client, query) == wanted, query


def walked(client: httpx.Client, query: dict[str, str]) -> list[str]:
    """The names on all pages of a list."""
    found: list[str] = []
    page: dict[str, str] = {}
    while True:
        answer = client.get("/v1/people", params={"limit": "190"} | query | page)
        found += names(answer)
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return found
        page = {"cursor": cursor}


@pytest.mark.parametrize("cursor", ["x", "W10=", "WzFd", "WyJcdWQ4MDAiLCJhIl0=", "W1tbW1tb" * 200])
def test_a_cursor_of_ones_own_making_is_refused(client: httpx.Client, cursor: str) -> None:
    answer = client.get("/v1/people", params={"cursor": cursor})
    assert refused(answer, 422, "invalid_input") == ["?cursor"]


# ── groups ───────────────────────────────────────────────────────────────────────────────────


def test_a_group_is_named_and_said_to_meet(client: httpx.Client) -> None:
    path = "/v1/groups/chamber"
    first = client.put(path, json={"name": "Chamber of Rye"})
    assert (first.status_code, first.json()["meets_regularly"]) == (201, False)
    again = client.put(path, json={"name": "Chamber", "meets_regularly": True})
    assert again.status_code == 200
    assert client.get(path).json() == again.json()
    assert client.get("/v1/groups/other").status_code == 404
    client.post("/v1/people", json={"id": "ada", "name": "Ada", "groups": ["CHAMBER", "New Club"]})
    assert client.get("/v1/people/ada").json()["groups"] == ["Chamber", "New Club"]
    listed = client.get("/v1/groups?limit=1")
    assert listed.json()["items"] == [again.json()]
    (club,) = client.get(f"/v1/groups?cursor={listed.json()['next_cursor']}").json()["items"]
    assert (club["name"], club["meets_regularly"]) == ("New Club", False)
