"""People who were deleted stay deleted, until they agree to be added again."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.importing import DANA, HEAD, brought_in

ANN: dict[str, Any] = {
    "id": "ann",
    "name": "Ann Lee",
    "emails": ["ann@x.example"],
    "phones": ["+1 212 555 0142"],
    "profiles": ["https://www.linkedin.com/in/ann-lee"],
    "external_ids": {"hubspot": "77"},
}
CONSENT = {"how": "Signed form, sent to Dana", "on": "2026-01-05"}


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """After Ann was deleted."""
    client = api.client()
    client.post("/v1/people/batch", json={"items": [DANA, ANN]}).raise_for_status()
    client.delete("/v1/people/ann").raise_for_status()
    return client


def everyone(client: httpx.Client) -> list[str]:
    return [one["name"] for one in client.get("/v1/people").json()["items"]]


def batch(client: httpx.Client, *items: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.post("/v1/people/batch", json={"items": items})
    results: list[dict[str, Any]] = answer.raise_for_status().json()["results"]
    return results


@pytest.mark.parametrize(
    ("detail", "field"),
    [
        ({"emails": ["ANN@x.example"]}, "/emails"),
        ({"phones": ["(212) 555-0142"]}, "/phones"),
        ({"profiles": ["linkedin.com/in/Ann-Lee/"]}, "/profiles"),
        ({"external_ids": {"hubspot": "77"}}, "/external_ids"),
    ],
)
def test_any_detail_of_theirs_keeps_them_out(
    client: httpx.Client, detail: dict[str, Any], field: str
) -> None:
    new = {"name": "Annie"} | detail
    answer = client.post("/v1/people", json=new)
    assert (answer.status_code, answer.json()["code"]) == (409, "suppressed"), answer.text
    (result,) = batch(client, new)
    assert (result["status"], result["id"]) == ("suppressed", None)
    (fault,) = result["errors"]
    assert (fault["code"], fault["pointer"]) == ("suppressed", f"/items/0{field}")
    assert everyone(client) == ["Dana"]


def test_a_name_alone_keeps_no_one_out(client: httpx.Client) -> None:
    assert client.post("/v1/people", json={"name": "Ann Lee"}).status_code == 201
    row = {"id": "annie", "name": "Ann Lee"}
    assert [row["status"] for row in batch(client, row)] == ["created"]


def test_other_spellings_of_a_detail_keep_them_out(api: Api) -> None:
    client = api.client()
    spellings: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"emails": ["ann.lee@gmail.com"]}, {"emails": ["AnnLee+crm@googlemail.com"]}),
        ({"emails": ["bob+work@x.example"]}, {"emails": ["bob+home@x.example"]}),
        ({"emails": ["cy@x.example"]}, {"emails": ["cy+2@x.example"]}),
        ({"external_ids": {"hubspot": "aBc7"}}, {"external_ids": {"hubspot": "ABC7"}}),
        ({"id": "Person-7"}, {"id": "person-7"}),
    ]
    for number, (had, _) in enumerate(spellings):
        (row,) = batch(client, {"name": f"Person {number}"} | had)
        client.delete(f"/v1/people/{row['id']}").raise_for_status()
    again = [{"name": f"Again {number}"} | new for number, (_, new) in enumerate(spellings)]
    assert [row["status"] for row in batch(client, *again)] == ["suppressed"] * len(spellings)
    other = {"name": "Al", "emails": ["a.nnlee@x.example"], "external_ids": {"hubspot": "abc8"}}
    assert [row["status"] for row in batch(client, other)] == ["created"]


def test_a_chosen_id_brings_no_one_back_until_it_is_lifted(client: httpx.Client, api: Api) -> None:
    new = {"id": "ann", "name": "Ann"}
    answer = client.post("/v1/people", json=new)
    assert (answer.status_code, answer.json()["code"]) == (409, "suppressed")
    assert answer.json()["errors"][0]["pointer"] == "/id"
    body = {"id": "ann", "consent": CONSENT}
    api.client("admin").post("/v1/suppressions/lift", json=body).raise_for_status()
    assert client.post("/v1/people", json=ANN).status_code == 201


def test_a_deletion_takes_no_spelling_from_who_is_here(api: Api) -> None:
    client = api.client()
    smith: dict[str, Any] = {"id": "bob", "name": "Bob", "emails": ["smith@gmail.com"]}
    batch(client, smith, {"id": "ann", "name": "Ann", "emails": ["smith+ann@gmail.com"]})
    client.delete("/v1/people/ann").raise_for_status()
    assert [row["status"] for row in batch(client, smith)] == ["unchanged"]
    (town,) = batch(client, smith | {"town": "Rye"})
    assert town["status"] == "updated"


def test_the_other_rows_of_a_batch_go_in(client: httpx.Client) -> None:
    results = batch(client, ANN, {"name": "Bob", "emails": ["bob@x.example"]})
    assert [row["status"] for row in results] == ["suppressed", "created"]


def test_an_import_leaves_them_out_and_says_so(client: httpx.Client) -> None:
    rows = "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Lee & Co,Realtor,31 Oct 2024\n" * 2
    bob = "Bob,Doe,https://www.linkedin.com/in/bob-doe,,,Wizard,1 Feb 2021\n"
    for dry_run in ("true", "false"):
        report = brought_in(
            client, HEAD + rows + bob, "linkedin", connector="dana", dry_run=dry_run
        )
        counted = {name: report[name] for name in ("rows", "created", "refused", "suppressed")}
        assert counted == {"rows": 3, "created": 1, "refused": 0, "suppressed": 2}
        assert "was deleted" in report["errors"][0]["message"]
        assert (report["errors"][0]["line"], report["errors"][0]["column"]) == (5, "URL")
    assert everyone(client) == ["Bob Doe", "Dana"]


def test_no_one_else_gets_their_address(client: httpx.Client) -> None:
    client.post("/v1/people", json={"id": "bob", "name": "Bob"}).raise_for_status()
    answer = client.patch("/v1/people/bob", json={"emails": ["ann@x.example"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "suppressed")
    (result,) = batch(client, {"id": "bob", "emails": ["ann@x.example"]})
    assert result["status"] == "suppressed"
    assert client.get("/v1/people/bob").json()["emails"] == []


def test_a_phone_that_others_have_keeps_no_one_out(api: Api) -> None:
    client, desk = api.client(), ["+1 212 555 0100"]
    batch(client, *({"id": one, "name": one.title(), "phones": desk} for one in ("bob", "cy")))
    client.delete("/v1/people/bob").raise_for_status()
    assert client.post("/v1/people", json={"name": "Di", "phones": desk}).status_code == 201


def test_people_who_are_here_may_share_a_phone_with_the_deleted(client: httpx.Client) -> None:
    phone = {"phones": ANN["phones"]}
    assert client.patch("/v1/people/dana", json=phone).status_code == 200
    (result,) = batch(client, {"id": "dana", **phone})
    assert result["status"] == "unchanged"


def test_who_deletes_themself_stays_deleted(api: Api) -> None:
    everybody = api.client()
    own = {"id": "eve", "name": "Eve", "connector": True, "emails": ["eve@x.example"]}
    batch(everybody, own)
    assert api.client(connector="eve").delete("/v1/people/eve").status_code == 204
    assert [row["status"] for row in batch(everybody, own)] == ["suppressed"]


def test_another_workspace_knows_nothing_of_it(client: httpx.Client, api: Api) -> None:
    assert api.elsewhere().client().post("/v1/people", json=ANN).status_code == 201


def test_with_their_consent_an_administrator_lets_them_in_again(
    client: httpx.Client, api: Api
) -> None:
    admin = api.client("admin")
    body = {"email": "Ann@x.example", "consent": CONSENT}
    assert client.post("/v1/suppressions/lift", json=body).status_code == 403
    lifted = admin.post("/v1/suppressions/lift", json=body)
    assert lifted.status_code == 200, lifted.text
    assert lifted.json() == {"details": 5, "consented_on": "2026-01-05"}
    assert client.post("/v1/people", json=ANN).status_code == 201
    assert admin.post("/v1/suppressions/lift", json=body).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"email": "ann@x.example"},
        {"email": "ann@x.example", "consent": {"how": "ok", "on": "2026-01-05"}},
        {"email": "ann@x.example", "consent": CONSENT | {"on": "2999-01-01"}},
        {"email": "ann@x.example", "phone": "+1 212 555 0142", "consent": CONSENT},
        {"email": "no address", "consent": CONSENT},
        {"consent": CONSENT},
    ],
)
def test_without_a_detail_and_a_real_consent_nothing_is_lifted(
    client: httpx.Client, api: Api, body: dict[str, Any]
) -> None:
    answer = api.client("admin").post("/v1/suppressions/lift", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input"), answer.text
    assert client.post("/v1/people", json=ANN).status_code == 409


def test_a_number_is_lifted_as_people_write_it_here(client: httpx.Client, api: Api) -> None:
    body = {"phone": "212-555-0142", "consent": CONSENT}
    assert api.client("admin").post("/v1/suppressions/lift", json=body).json()["details"] == 5
