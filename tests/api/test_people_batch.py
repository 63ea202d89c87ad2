"""Batches of people: each row is answered by itself, and found again by what it has."""

import httpx
import pytest

from tests.api.batches import Row, faults, send_batch, statuses
from tests.api.conftest import Api


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """With a key for the whole workspace."""
    return api.client("write")


def send(client: httpx.Client, *items: object) -> list[Row]:
    return send_batch(client, "people", *items)


def fault(row: Row) -> tuple[str, str]:
    """The place and the code of the only fault of a refused row."""
    (found,) = faults(row)
    return found


def version(client: httpx.Client, person: str) -> int:
    number: int = client.get(f"/v1/people/{person}").json()["version"]
    return number


def test_a_batch_sent_again_changes_nothing(client: httpx.Client) -> None:
    rows = [
        {
            "id": f"p{n}",
            "name": f"Person {n}",
            "emails": [f"P{n}@x.example"],
            "phones": ["212 555 0100"],
            "professions": ["realtor"],
            "organisation": "Acme",
            "groups": ["Chamber"],
            "regions": ["US/NY"],
            "work": [{"organisation": "Old Co", "to": "2019"}],
            "meets": [{"trigger_event": "divorce", "per_quarter": 2}],
            "preferences": {"max_per_week": 1},
        }
        for n in range(3)
    ]
    assert statuses(send(client, *rows)) == ["created"] * 3
    before = client.get("/v1/people").json()
    assert statuses(send(client, *rows)) == ["unchanged"] * 3
    assert client.get("/v1/people").json() == before


def test_a_row_changes_what_it_says_and_leaves_the_rest(client: httpx.Client) -> None:
    send(client, {"id": "ada", "name": "Ada", "town": "Rye", "emails": ["ada@x.example"]})
    before = client.get("/v1/people/ada").json()
    assert statuses(send(client, {"id": "ada", "title": "Chef"})) == ["updated"]
    after = client.get("/v1/people/ada").json()
    assert after == before | {"title": "Chef", "version": after["version"]}
    assert after["version"] > before["version"]


def test_only_whoever_changes_gets_a_new_version(client: httpx.Client) -> None:
    send(client, {"id": "ada", "name": "Ada"}, {"id": "bob", "name": "Bob"})
    ada, bob = version(client, "ada"), version(client, "bob")
    rows = [{"id": "ada", "name": "Ada"}, {"id": "bob", "name": "Rob"}]
    assert statuses(send(client, *rows)) == ["unchanged", "updated"]
    assert version(client, "ada") == ada
    assert version(client, "bob") > bob


@pytest.mark.parametrize(
    "who",
    [
        {"emails": ["ADA@x.example"]},
        {"profiles": ["ie.linkedin.com/in/Ada?trk=x"]},
        {"external_ids": {"crm": "7"}},
    ],
    ids=lambda who: next(iter(who)),
)
def test_a_row_without_an_id_is_whom_its_identifier_belongs_to(
    client: httpx.Client, who: Row
) -> None:
    ada = {
        "id": "ada",
        "name": "Ada",
        "emails": ["ada@x.example"],
        "profiles": ["https://www.linkedin.com/in/ada/"],
        "external_ids": {"crm": "7"},
    }
    send(client, ada)
    (row,) = send(client, who | {"town": "Rye"})
    assert (row["id"], row["status"]) == ("ada", "updated")
    assert client.get("/v1/people/ada").json()["town"] == "Rye"


def test_two_people_may_have_one_telephone(client: httpx.Client) -> None:
    rows = [{"name": name, "phones": ["(212) 555 0100"]} for name in ("Ada", "Bob")]
    assert statuses(send(client, *rows)) == ["created", "created"]
    assert statuses(send(client, {"name": "Cyd", "phones": ["+12125550100"]})) == ["created"]
    assert len(client.get("/v1/people").json()["items"]) == 3


def test_a_refused_row_does_not_stop_the_others(client: httpx.Client) -> None:
    send(
        client,
        {"id": "ada", "name": "Ada", "emails": ["ada@x.example"]},
        {"id": "bob", "name": "Bob", "emails": ["bob@x.example"]},
    )
    results = send(
        client,
        {"name": "One", "id": "one"},
        {"name": "Two", "nmae": "x"},
        {"name": "Three", "emails": ["no address"]},
        {"id": "four", "name": "Four", "professions": ["realtorr"]},
        {"id": "five"},
        {"id": "six", "name": "Six", "emails": ["ada@x.example"]},
        {"name": "Seven", "emails": ["ada@x.example", "bob@x.example"]},
        {"id": "one", "name": "Eight"},
        7,
        {"name": "Ten", "external_ids": {"a/b": "1"}},
        {"id": "a|b", "name": "Eleven"},
        {"name": "Twelve", "id": "twelve"},
    )
    assert [fault(results[index]) for index in range(1, 11)] == [
        ("/items/1/nmae", "invalid_input"),
        ("/items/2/emails/0", "invalid_input"),
        ("/items/3/professions/0", "unknown_profession"),
        ("/items/4/name", "invalid_input"),
        ("/items/5/id", "identifier_taken"),
        ("/items/6", "ambiguous_identity"),
        ("/items/7", "duplicate_in_batch"),
        ("/items/8", "invalid_input"),
        ("/items/9/external_ids/a~1b/[key]", "invalid_input"),
        ("/items/10/id", "invalid_input"),
    ]
    assert "“ada”" in results[5]["errors"][0]["message"]
    assert "index 0" in results[7]["errors"][0]["message"]
    assert [results[index]["id"] for index in (3, 4, 5, 7)] == ["four", "five", "six", "one"]
    assert [results[index]["id"] for index in (2, 8, 10)] == [None, None, None]
    assert (results[0]["status"], results[11]["status"]) == ("created", "created")
    there = [person["name"] for person in client.get("/v1/people").json()["items"]]
    assert there == ["Ada", "Bob", "One", "Twelve"]


def test_the_same_person_twice_in_a_batch_counts_once(client: httpx.Client) -> None:
    results = send(
        client,
        {"emails": ["ada@x.example"]},
        {"name": "Ada", "emails": ["ada@x.example"]},
        {"name": "Other Ada", "emails": ["ADA@X.example"]},
    )
    assert fault(results[0]) == ("/items/0/name", "invalid_input")
    assert results[1]["status"] == "created"
    assert fault(results[2]) == ("/items/2", "duplicate_in_batch")
    assert "index 1" in results[2]["errors"][0]["message"]


def test_a_new_region_is_new_once_in_a_batch(client: httpx.Client) -> None:
    send(client, {"name": "Ada", "regions": ["US/NY/Kings"]})
    one, two, three = send(
        client,
        {"name": "Bob", "regions": ["US/NY/King"]},
        {"name": "Cyd", "regions": ["us/ny/KING"]},
        {"name": "Dan", "regions": ["us/ny/kings"]},
    )
    assert "did you mean “US/NY/Kings”?" in one["warnings"][0]
    assert (two["warnings"], three["warnings"]) == ([], [])
    assert client.get(f"/v1/people/{two['id']}").json()["regions"] == ["US/NY/King"]


def test_an_organisation_or_group_is_made_once(client: httpx.Client) -> None:
    send(client, {"name": "Ada", "organisation": "Acme Ltd", "groups": ["Chamber"]})
    send(
        client,
        {"name": "Bob", "organisation": "ACME  ltd", "groups": ["chamber"]},
        {"name": "Cyd", "education": [{"school": "Acme Ltd"}], "groups": ["Rotary", "ROTARY"]},
    )
    groups = [group["name"] for group in client.get("/v1/groups").json()["items"]]
    assert sorted(groups) == ["Chamber", "Rotary"]


def test_an_address_given_up_may_be_taken_later(client: httpx.Client) -> None:
    send(client, {"id": "ada", "name": "Ada", "emails": ["office@x.example"]})
    bob = {"id": "bob", "name": "Bob", "emails": ["office@x.example"]}
    assert fault(send(client, bob)[0]) == ("/items/0/id", "identifier_taken")
    assert statuses(send(client, {"id": "ada", "emails": []}, bob)) == ["updated", "refused"]
    assert statuses(send(client, bob)) == ["created"]


def test_a_batch_has_a_thousand_rows_at_most(client: httpx.Client) -> None:
    answer = client.post("/v1/people/batch", json={"items": [{"name": "A"}] * 1001})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/items")
    results = send(client, *({"id": f"p{n}", "name": f"P {n}"} for n in range(1000)))
    assert set(statuses(results)) == {"created"}
    assert send(client) == []


# ── with a key that is bound to a connector ──────────────────────────────────────────────────


@pytest.fixture
def dana(api: Api, client: httpx.Client) -> httpx.Client:
    """Bound to Dana, who knows Ann; Lee is there, and known to nobody."""
    send(
        client,
        {"id": "dana", "name": "Dana", "connector": True},
        {"id": "ann", "name": "Ann", "emails": ["ann@x.example"]},
        {"id": "lee", "name": "Lee Quillfeather", "emails": ["lee@x.example"], "town": "Rye"},
    )
    client.put("/v1/people/dana/knows/ann", json={})
    return api.client("write", "dana")


def contacts(client: httpx.Client) -> list[str]:
    answer = client.get("/v1/people/dana/contacts")
    return [contact["id"] for contact in answer.json()["items"]]


def test_whom_a_bound_key_saves_it_knows(dana: httpx.Client) -> None:
    rows = [{"id": "new", "name": "New"}, {"emails": ["ann@x.example"], "town": "Cork"}]
    assert statuses(send(dana, *rows)) == ["created", "updated"]
    assert contacts(dana) == ["ann", "new"]
    assert dana.get("/v1/people/ann").json()["town"] == "Cork"
    assert statuses(send(dana, *rows)) == ["unchanged", "unchanged"]


def test_a_bound_key_links_whom_an_address_names_and_changes_nothing_of_them(
    client: httpx.Client, dana: httpx.Client
) -> None:
    before = client.get("/v1/people/lee").json()
    (row,) = send(dana, {"name": "L.", "emails": ["lee@x.example"], "town": "Cork"})
    assert (row["id"], row["status"], row["warnings"]) == ("lee", "created", [])
    assert client.get("/v1/people/lee").json() == before
    assert contacts(dana) == ["ann", "lee"]


def test_a_bound_key_reaches_nobody_by_an_id(client: httpx.Client, dana: httpx.Client) -> None:
    before = client.get("/v1/people/lee").json()
    results = send(
        dana,
        {"id": "lee", "name": "L."},
        {"id": "mine", "name": "L.", "emails": ["lee@x.example"]},
        {"id": "ann", "emails": ["lee@x.example"]},
    )
    assert fault(results[0]) == ("/items/0", "forbidden")
    assert statuses(results[1:]) == ["created", "refused"]
    assert fault(results[2]) == ("/items/2", "duplicate_in_batch")
    (row,) = send(dana, {"name": "L.", "emails": ["lee@x.example", "ann@x.example"]})
    assert (row["id"], row["status"]) == ("ann", "updated")
    assert "Quillfeather" not in str(results)
    assert client.get("/v1/people/lee").json() == before
    assert contacts(dana) == ["ann", "mine"]


def test_a_bound_key_brings_nobody_into_a_group_that_it_is_not_in(
    client: httpx.Client, dana: httpx.Client
) -> None:
    client.patch("/v1/people/lee", json={"groups": ["Chamber"]})
    for fields in ({"groups": ["chamber"]}, {"meeting_groups": ["Chamber"]}):
        rows = [{"id": "ann"} | fields, {"id": "new", "name": "New"} | fields]
        for row in send(dana, *rows):
            assert fault(row) == (f"/items/{row['index']}/groups", "forbidden")
        assert dana.patch("/v1/people/dana", json=fields).status_code == 403
        assert dana.post("/v1/people", json={"name": "New"} | fields).status_code == 403
    assert dana.get("/v1/people/lee").status_code == 404
    assert client.get("/v1/groups").json()["items"][0]["meets_regularly"] is False
    client.patch("/v1/people/dana", json={"groups": ["Chamber"]})
    assert statuses(send(dana, {"id": "ann", "groups": ["Chamber"]})) == ["updated"]
    assert statuses(send(dana, {"id": "ann", "groups": ["Chamber", "New Club"]})) == ["updated"]
