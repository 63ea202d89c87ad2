"""What generated clients and careful programs may rely on, of every operation."""

import json
from typing import Any

import httpx
import pytest

from app.api_description import codes_of, operations
from app.main import create_app
from app.settings import Settings
from tests.api.conftest import Api

DESCRIPTION = create_app(Settings(_env_file=None)).openapi()
OPERATIONS = dict(operations(DESCRIPTION))
SCHEMAS: dict[str, Any] = DESCRIPTION["components"]["schemas"]


def test_an_operation_is_called_by_its_function_and_no_two_alike() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(ids) == len(set(ids))
    assert OPERATIONS["POST /v1/people"]["operationId"] == "create_person"


def test_every_schema_has_a_title_of_its_own() -> None:
    titles = [schema.get("title") for schema in SCHEMAS.values()]
    assert len(titles) == len(set(titles))


def test_every_operation_lists_its_statuses_with_their_codes() -> None:
    for name, operation in OPERATIONS.items():
        statuses = operation["responses"]
        assert "default" not in statuses, name
        assert {"500"} <= set(statuses), name
        failures = {status for status in statuses if status >= "400"}
        assert failures == {str(status) for status in codes_of(operation).values()}, name


def fields_of(name: str, seen: set[str]) -> list[tuple[str, dict[str, Any]]]:
    """The fields of a schema, and of all that they are made of."""
    if name in seen:
        return []
    seen.add(name)
    own = [(f"{name}.{field}", said) for field, said in SCHEMAS[name].get("properties", {}).items()]
    inside = [
        part.partition('"')[0]
        for part in json.dumps(own).split('"$ref": "#/components/schemas/')[1:]
    ]
    return own + [field for other in inside for field in fields_of(other, seen)]


def test_a_patch_has_no_defaults_that_a_client_might_send() -> None:
    patches = [op["requestBody"] for name, op in OPERATIONS.items() if name.startswith("PATCH")]
    assert patches
    for body in patches:
        schema = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        fields = fields_of(schema, set())
        assert len(fields) > 20
        assert [name for name, said in fields if "default" in said] == []


def test_a_row_of_a_batch_has_the_type_that_it_has_alone() -> None:
    for name, row in (("PeopleBatch", "PersonIn"), ("RelationshipBatch", "RelationshipIn")):
        items = SCHEMAS[name]["properties"]["items"]["items"]
        assert items == {"$ref": f"#/components/schemas/{row}"}


def test_every_post_remembers_its_answer_or_refuses_to_be_asked(api: Api) -> None:
    admin = api.client("admin")
    for name, operation in OPERATIONS.items():
        method, _, path = name.partition(" ")
        if method != "POST":
            continue
        if "Idempotency-Key" in {one["name"] for one in operation.get("parameters", ())}:
            continue
        address = path.replace("{connector_id}", "dana").replace("{key}", "nudge")
        answer = admin.post(address, headers={"Idempotency-Key": "k-1"})
        assert answer.json()["code"] == "idempotency_key_refused", name
        assert "idempotency_key_refused" in codes_of(operation), name


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize(
    ("path", "wanted"),
    [("/v1/people", "application/json"), ("/v1/imports", "multipart/form-data")],
)
def test_a_body_of_another_content_type_is_told_the_right_one(
    api: Api, path: str, wanted: str, content_type: str | None
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = api.client().post(path, content=b'{"name": "Ada"}', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert wanted in answer.json()["detail"]


def test_json_may_be_called_by_a_longer_name(api: Api) -> None:
    for name in ("application/json; charset=utf-8", "application/merge-patch+json"):
        made = api.client().post(
            "/v1/people", content=b'{"name": "Ada"}', headers={"content-type": name}
        )
        assert made.status_code == 201, name


def test_an_unknown_field_of_a_form_is_named(api: Api) -> None:
    form = {"format": (None, "people"), "file": ("p.csv", "name\nAda\n"), "dryrun": (None, "yes")}
    client = api.client()
    answer = client.post("/v1/imports", files=form)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/dryrun"
    assert "dry_run" in error["message"]
    assert client.get("/v1/people").json()["items"] == []


@pytest.mark.parametrize(
    "path",
    [
        *("/healthz", "/readyz", "/metrics", "/v1/me", "/v1/people", "/v1/people/nobody"),
        *("/v1/professions/divorce_attorney", "/v1/relationships/batch", "/sign-in", "/nothing"),
    ],
)
def test_head_answers_like_get_without_the_body(api: Api, path: str) -> None:
    client = api.client()
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("content-type", "etag", "allow", "location"):
        assert head.headers.get(name) == get.headers.get(name)


def address_of(answer: httpx.Response) -> str:
    return str(answer.headers["location"])


def test_whatever_is_made_says_where_it_is(world: Api) -> None:
    write, admin = world.client(), world.client("admin")
    made = {
        "/v1/people": write.post("/v1/people", json={"name": "Ada"}),
        "/v1/groups/chamber": write.put("/v1/groups/chamber", json={"name": "Chamber"}),
        "/v1/introductions": write.post(
            "/v1/introductions", json={"connector_id": "dana", "a": "ann", "b": "lee"}
        ),
        "/v1/keys": admin.post("/v1/keys", json={"name": "Sync"}),
        "/v1/imports": write.post(
            "/v1/imports", files={"format": (None, "people"), "file": ("p.csv", "name\nEva\n")}
        ),
    }
    for path, answer in made.items():
        assert answer.status_code in {201, 202}, answer.text
        assert address_of(answer).startswith(path)
        assert admin.get(address_of(answer)).status_code in {200, 403}
        assert "id" not in answer.json() or answer.json()["id"] in address_of(answer)


def test_a_repeated_request_says_the_same_address_again(world: Api) -> None:
    client, key = world.client(), {"Idempotency-Key": "k-1"}
    first, again = (client.post("/v1/people", json={"name": "Ada"}, headers=key) for _ in "ab")
    assert again.headers["idempotency-replayed"] == "true"
    assert address_of(again) == address_of(first)


def test_messages_are_sent_once_for_a_key(world: Api) -> None:
    client = world.client("write", "dana")
    body = {"connector_id": "dana", "a": "ann", "b": "lee", "id": "first"}
    assert client.post("/v1/introductions", json=body).is_success
    assert client.post("/v1/introductions/first/ask").is_success
    key = {"Idempotency-Key": "k-1"}
    first, again = (client.post("/v1/introductions/first/sent", headers=key) for _ in "ab")
    assert first.status_code == again.status_code == 200, first.text
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json()


def test_a_contact_that_is_not_there_is_refused_again_with_the_same_key(world: Api) -> None:
    client, key = world.client("write", "dana"), {"Idempotency-Key": "k-1"}
    path = "/v1/connectors/dana/keep-in-touch"
    for _ in "ab":
        assert client.post(f"{path}/nobody", headers=key).status_code == 404
    for _ in "ab":
        assert client.post(f"{path}/ann", headers=key).status_code == 204
