"""Who may bring in what, and what they learn by it."""

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.importing import CONNECTIONS, DANA, brought_in, counts, send


@pytest.fixture
def client(api: Api) -> httpx.Client:
    client = api.client("write")
    assert client.post("/v1/people", json=DANA).status_code == 201
    return client


def test_a_bound_key_brings_in_its_own_contacts(api: Api, client: httpx.Client) -> None:
    dana = api.client("write", "dana")
    report = brought_in(dana, CONNECTIONS, "linkedin")
    assert report["connector"] == "dana"
    assert len(dana.get("/v1/people/dana/contacts").json()["items"]) == 2


def test_a_bound_key_brings_in_nothing_for_another(api: Api, client: httpx.Client) -> None:
    client.post("/v1/people", json={"id": "mallory", "name": "Mallory", "connector": True})
    mallory = api.client("write", "mallory")
    assert send(mallory, CONNECTIONS, "linkedin", connector="dana").status_code == 403
    report = brought_in(mallory, "from,to,trust\ndana,mallory,1\n", "relationships")
    assert counts(report) == (1, 0, 0, 0, 0, 1)
    report = brought_in(mallory, "a,b\ndana,mallory\n", "acquaintances")
    assert counts(report) == (1, 0, 0, 0, 0, 1)


@pytest.fixture
def mallory(api: Api, client: httpx.Client) -> httpx.Client:
    """Bound to somebody who knows nobody; Ann is there, with an address and a profile."""
    client.post("/v1/people", json={"id": "mallory", "name": "Mallory", "connector": True})
    ann = {"id": "ann-lee", "name": "Ann Lee", "emails": ["ann@x.example"], "title": "Judge"}
    client.post("/v1/people", json=ann)
    return api.client("write", "mallory")


def test_a_bound_key_links_whom_it_did_not_know_and_changes_nothing_of_them(
    client: httpx.Client, mallory: httpx.Client
) -> None:
    before = client.get("/v1/people/ann-lee").json()
    text = "name,email,town,title\nAnnie,ann@x.example,Rye,Cook\nBob,bob@x.example,Rye,\n"
    answer = send(mallory, text)
    assert counts(answer.json()) == (2, 2, 0, 0, 0, 0)
    for secret in ("ann-lee", "Ann Lee", "Judge"):
        assert secret not in answer.text
    assert client.get("/v1/people/ann-lee").json() == before
    contacts = mallory.get("/v1/people/mallory/contacts").json()["items"]
    assert [contact["name"] for contact in contacts] == ["Ann Lee", "Bob"]


def test_a_bound_key_reaches_nobody_by_a_guessed_id(
    client: httpx.Client, mallory: httpx.Client
) -> None:
    text = "id,name,email\nann-lee,Ann,\nx,Annie,ann@x.example\n,Annie,ann@x.example\n"
    answer = send(mallory, text)
    assert counts(answer.json()) == (3, 1, 0, 1, 1, 1)
    for secret in ("Ann Lee", "“ann-lee”", "Judge"):
        assert secret not in answer.text
    contacts = mallory.get("/v1/people/mallory/contacts").json()["items"]
    assert [contact["id"] for contact in contacts] == ["x"]


def test_a_bound_key_speaks_of_whom_it_sees_only(
    client: httpx.Client, mallory: httpx.Client
) -> None:
    text = "from,to,trust\nmallory,ann-lee,1\nmallory,ann@x.example,1\n"
    report = brought_in(mallory, text, "relationships")
    assert [(e["line"], e["column"]) for e in report["errors"]] == [(2, "to"), (3, "to")]
    report = brought_in(mallory, "a,b\nmallory,ann-lee\n", "acquaintances")
    assert [(e["line"], e["column"]) for e in report["errors"]] == [(2, "b")]


def test_a_bound_key_brings_nobody_into_a_group_of_others(
    client: httpx.Client, mallory: httpx.Client
) -> None:
    client.put("/v1/groups/chamber", json={"name": "Chamber"})
    text = "name,email,groups\nBob,bob@x.example,Chamber\nEve,eve@x.example,Chess\n"
    report = brought_in(mallory, text)
    assert [(e["line"], e["column"]) for e in report["errors"]] == [(2, "groups")]
    assert report["created"] == 1


def test_an_import_is_seen_by_its_own_connector_only(api: Api, client: httpx.Client) -> None:
    client.post("/v1/people", json={"id": "mallory", "name": "Mallory", "connector": True})
    report = brought_in(client, CONNECTIONS, "linkedin", connector="dana")
    path = f"/v1/imports/{report['id']}"
    assert api.client("read", "dana").get(path).status_code == 200
    assert api.client("read", "mallory").get(path).status_code == 404
    assert api.elsewhere().client("admin").get(path).status_code == 404
