"""Files brought in over HTTP."""

import json

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.importing import CONNECTIONS, DANA, brought_in, counts, finished, people, send


@pytest.fixture
def client(api: Api) -> httpx.Client:
    client = api.client("write")
    assert client.post("/v1/people", json=DANA).status_code == 201
    return client


# ── what goes in ─────────────────────────────────────────────────────────────────────────────


def test_linkedin_connections_become_contacts_of_the_connector(client: httpx.Client) -> None:
    report = brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    assert report["status"] == "done"
    assert counts(report) == (2, 2, 0, 0, 0, 0)
    contacts = client.get("/v1/people/dana/contacts").json()["items"]
    assert [(c["name"], c["since"], c["trust"], c["rated"]) for c in contacts] == [
        ("Ann Lee", "2024-10-31", None, False),
        ("Bob Doe", "2021-02-01", None, False),
    ]
    found = people(client)
    assert found["Ann Lee"]["emails"] == ["ann@x.example"]
    assert found["Ann Lee"]["profiles"] == ["https://linkedin.com/in/ann-lee"]
    assert found["Ann Lee"]["organisation"] == "Lee & Co"
    assert found["Bob Doe"]["organisation"] is None


def test_a_title_becomes_a_profession_and_whoever_has_one_a_partner(client: httpx.Client) -> None:
    brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    found = people(client)
    assert (found["Ann Lee"]["professions"], found["Ann Lee"]["role"]) == (["realtor"], "partner")
    assert (found["Bob Doe"]["professions"], found["Bob Doe"]["role"]) == ([], "other")


def test_an_import_can_be_read_again(client: httpx.Client) -> None:
    report = brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    assert client.get(f"/v1/imports/{report['id']}").json() == report
    assert (report["format"], report["encoding"], report["file_name"], report["connector"]) == (
        "linkedin",
        "UTF-8",
        "contacts.csv",
        "dana",
    )


def test_a_second_time_changes_nothing(client: httpx.Client) -> None:
    brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    before = people(client)
    report = brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    assert counts(report) == (2, 0, 0, 2, 2, 0)
    assert people(client) == before


def test_what_was_confirmed_by_hand_is_not_overwritten(client: httpx.Client) -> None:
    brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    ann = people(client)["Ann Lee"]["id"]
    changed = {"name": "Annabel Lee", "title": "Broker", "professions": ["mortgage_broker"]}
    assert client.patch(f"/v1/people/{ann}", json=changed).status_code == 200
    report = brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    assert report["unchanged"] == 2
    assert {(w["line"], w["column"]) for w in report["warnings"]} == {
        (5, "First Name"),
        (5, "Position"),
    }
    found = people(client)["Annabel Lee"]
    assert (found["title"], found["professions"]) == ("Broker", ["mortgage_broker"])


def test_the_same_person_in_two_files_is_one_person(client: httpx.Client) -> None:
    brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    report = brought_in(client, "name,email,town\nAnn Lee,ANN@x.example,Rye\n")
    assert counts(report) == (1, 0, 1, 1, 0, 0)
    assert people(client)["Ann Lee"]["town"] == "Rye"


def test_people_get_everything_that_their_row_says(api: Api, client: httpx.Client) -> None:
    text = (
        "ID;Name;E-mail;Phone;Job title;Company;City;Regions;Segments;Role;Connector;Groups;"
        "meeting_groups;Notes\n"
        "zoe;Zoë O’Brien 🦊;zoe@x.example;(914) 555-0100;Owner;O’Brien Ltd;Rye;US/NY;"
        'families;client;yes;Rotary;BNI;"one\ntwo"\n'
    )
    report = brought_in(client, text, connector="dana")
    assert counts(report) == (1, 1, 0, 0, 0, 0)
    zoe = client.get("/v1/people/zoe").json()
    assert zoe["name"] == "Zoë O’Brien 🦊"
    assert zoe["phones"] == ["+19145550100"]
    assert (zoe["role"], zoe["connector"], zoe["town"]) == ("client", True, "Rye")
    assert zoe["notes"] is None
    assert api.client("read", "dana").get("/v1/people/zoe").json()["notes"] == "one\ntwo"
    groups = {g["name"]: g["meets_regularly"] for g in client.get("/v1/groups").json()["items"]}
    assert groups == {"Rotary": False, "BNI": True}
    assert [c["id"] for c in client.get("/v1/people/dana/contacts").json()["items"]] == ["zoe"]


def test_people_without_a_connector_are_nobodys_contacts(client: httpx.Client) -> None:
    brought_in(client, "name,email\nAnn,ann@x.example\n")
    assert client.get("/v1/people/dana/contacts").json()["items"] == []


def test_relationships_name_people_by_id_or_address(client: httpx.Client) -> None:
    brought_in(client, "id,name,email\nann,Ann,ann@x.example\nbob,Bob,bob@x.example\n")
    text = (
        "from,to,trust,since,last_contact,contexts\n"
        "dana,ann@x.example,0.8,2020-01-02,2026-03-04,realtor=0.9\n"
        "dana,bob,,,,\n"
        "bob@x.example,ann,0,,,\n"
    )
    assert counts(brought_in(client, text, "relationships")) == (3, 3, 0, 0, 0, 0)
    ann, bob = client.get("/v1/people/dana/contacts").json()["items"]
    assert (ann["trust"], ann["contexts"]) == (0.8, {"realtor": 0.9})
    assert (ann["since"], ann["last_contact"]) == ("2020-01-02", "2026-03-04")
    assert (bob["trust"], bob["rated"]) == (None, False)
    assert counts(brought_in(client, text, "relationships")) == (3, 0, 0, 0, 3, 0)


def test_stated_trust_stays_and_unrated_trust_is_filled_in(client: httpx.Client) -> None:
    brought_in(client, "id,name\nann,Ann\nbob,Bob\n")
    client.put("/v1/people/dana/knows/ann", json={"trust": 0.9})
    client.put("/v1/people/dana/knows/bob", json={})
    text = "from,to,trust\ndana,ann,0.1\ndana,bob,0.6\n"
    report = brought_in(client, text, "relationships")
    assert counts(report) == (2, 0, 1, 0, 1, 0)
    assert [(w["line"], w["column"]) for w in report["warnings"]] == [(2, "trust")]
    contacts = client.get("/v1/people/dana/contacts").json()["items"]
    assert [c["trust"] for c in contacts] == [0.9, 0.6]


def test_acquaintances_are_noted_once(client: httpx.Client) -> None:
    brought_in(client, "id,name\nann,Ann\nbob,Bob\n")
    text = "a,b\nann,bob\nbob,ann\n"
    assert counts(brought_in(client, text, "acquaintances")) == (2, 1, 0, 1, 1, 0)
    assert counts(brought_in(client, text, "acquaintances")) == (2, 0, 0, 1, 2, 0)


def test_a_mapping_says_which_column_is_what(client: httpx.Client) -> None:
    mapping = {"id": {"template": "crm-{Nr}"}, "name": "Who", "where": {"Active": "y"}}
    text = "Nr,Who,Active\n1,Ann,y\n2,Bob,n\n"
    report = brought_in(client, text, mapping=json.dumps(mapping))
    assert counts(report) == (1, 1, 0, 0, 0, 0)
    assert client.get("/v1/people/crm-1").json()["name"] == "Ann"


def test_columns_that_are_not_read_are_told(client: httpx.Client) -> None:
    assert brought_in(client, "name,Shoe size\nAnn,40\n")["ignored_columns"] == ["Shoe size"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_encoding_of_spreadsheets_goes_in(client: httpx.Client, encoding: str) -> None:
    brought_in(client, "name;town\nZoë Müller;Genève\n".encode(encoding))
    assert people(client)["Zoë Müller"]["town"] == "Genève"


# ── what does not ────────────────────────────────────────────────────────────────────────────


def test_each_bad_row_is_told_by_line_and_column_and_the_others_go_in(
    client: httpx.Client,
) -> None:
    text = (
        b"name,email,phone,professions,role\n"
        b'Ann,ann@x.example,,,\n"Two\nlines",nobody,,,\n'
        b",x@x.example,,,\nBob,,12,astronaut,boss\nEve\0,,,,\nCat,,,\nZoe,,,,\n"
    )
    report = brought_in(client, text)
    assert counts(report) == (7, 2, 0, 0, 0, 5)
    assert [(e["line"], e["column"]) for e in report["errors"]] == [
        (3, "email"),
        (5, "name"),
        (6, "professions"),
        (6, "role"),
        (7, "name"),
        (8, None),
    ]
    assert set(people(client)) == {"Dana", "Ann", "Zoe"}


def test_an_address_that_somebody_else_has_is_told_by_line(client: httpx.Client) -> None:
    brought_in(client, "id,name,email\nann,Ann,ann@x.example\n")
    report = brought_in(client, "id,name,email\nann2,Ann,ann@x.example\nbob,Bob,\n")
    assert counts(report) == (2, 1, 0, 0, 0, 1)
    assert [(e["line"], e["column"]) for e in report["errors"]] == [(2, "id")]


def test_unknown_people_and_contexts_are_told(client: httpx.Client) -> None:
    text = "from,to,contexts\ndana,nobody,\nx@x.example,dana,\n"
    report = brought_in(client, text, "relationships")
    assert [(e["line"], e["column"]) for e in report["errors"]] == [(2, "to"), (3, "from")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 and so on", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"", "empty"),
        (b"x,y\n1,2\n", "No column “name”"),
        (b"name,profesion\nAnn,realtor\n", "Did you mean “professions”"),
        (b"\x00\x01\x02\x03" * 100, "No column"),
        (b'"name\nAnn\n', "no line with headings"),
        (b"n\xed\xa0\x80ame\nAnn\n", "No column"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(
    client: httpx.Client, content: bytes, why: str
) -> None:
    answer = send(client, content)
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert problem["code"] == "invalid_input"
    assert why in problem["detail"]
    assert [error["pointer"] for error in problem["errors"]] == ["/file"]
    assert set(people(client)) == {"Dana"}


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({"mapping": "{"}, "/mapping"),
        ({"mapping": '{"name": "Full name"}'}, "/file"),
        ({"mapping": '{"nmae": "name"}'}, "/file"),
        ({"connector": "no/body"}, "/connector"),
        ({"file_format": "excel"}, "/format"),
        ({"file_format": "linkedin"}, "/connector"),
        ({"dry_run": "perhaps"}, "/dry_run"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_by_field(
    client: httpx.Client, form: dict[str, str], pointer: str
) -> None:
    answer = send(client, "name\nAnn\n", **form)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_form_without_a_file_is_refused(client: httpx.Client) -> None:
    answer = client.post("/v1/imports", files={"format": (None, "people")})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/file"


def test_a_connector_must_be_there(client: httpx.Client) -> None:
    answer = send(client, CONNECTIONS, "linkedin", connector="nobody")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


# ── dry runs, long files, repeated requests ──────────────────────────────────────────────────


def test_a_dry_run_tells_what_would_happen_and_does_nothing(client: httpx.Client) -> None:
    brought_in(client, "name,email\nAnn Lee,ann@x.example\n")
    before = people(client)
    text = CONNECTIONS + "Cat,Roe,,,,,yesterday\n"
    report = brought_in(client, text, "linkedin", connector="dana", dry_run="true")
    assert report["status"] == "previewed"
    assert counts(report) == (3, 1, 1, 1, 0, 1)
    assert people(client) == before
    assert client.get("/v1/people/dana/contacts").json()["items"] == []
    assert client.get(f"/v1/imports/{report['id']}").json() == report
    real = brought_in(client, text, "linkedin", connector="dana")
    assert counts(real) == counts(report)


def test_a_long_file_goes_on_after_the_answer(client: httpx.Client) -> None:
    text = "id,name\n" + "".join(f"p{i},Person {i}\n" for i in range(4_500))
    begun = send(client, text, connector="dana").json()
    assert (begun["status"], begun["rows"]) == ("running", 4_500)
    report = finished(client, begun)
    assert report["status"] == "done"
    assert counts(report) == (4_500, 4_500, 0, 0, 0, 0)
    assert client.get("/v1/people/p4499").status_code == 200


def test_a_repeated_request_gets_the_first_answer_and_brings_in_once(
    client: httpx.Client,
) -> None:
    headers = {"Idempotency-Key": "one"}
    first = send(client, "name\nAnn\n", headers=headers)
    second = send(client, "name\nAnn\n", headers=headers)
    assert (first.status_code, second.status_code) == (202, 202)
    assert second.json() == first.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    other = send(client, "name\nBob\n", headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
