"""What every client may rely on, whatever it asks for: errors, request ids, bounds, operations."""

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.danas_things import PROFESSION
from tests.patience import PATIENCE_SECONDS, wait_until

MEGABYTE = 1_000_000


def test_the_process_lives_and_the_graph_answers(api: Api) -> None:
    nobody = api.with_key(None)
    assert nobody.get("/healthz").json() == {"status": "ok"}
    assert wait_until(lambda: nobody.get("/readyz").is_success)


def test_metrics_name_routes_and_never_what_was_asked_for(api: Api) -> None:
    api.client().get("/v1/people/quillfeather")
    text = api.with_key(None).get("/metrics").text
    assert 'route="/v1/people/{person_id}"' in text
    assert "quillfeather" not in text


def test_metrics_tell_how_the_graph_is_and_what_waits(api: Api) -> None:
    nobody = api.with_key(None)
    assert wait_until(lambda: nobody.get("/readyz").is_success)
    text = nobody.get("/metrics").text
    assert "intros_graph_up 1.0" in text
    assert 'intros_jobs{state="running"}' in text
    assert 'intros_outbox_entries{state="waiting"}' in text
    assert "intros_graph_connections_in_use" in text
    assert "intros_turn_wait_seconds_total" in text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("PUT", "/v1/people", 405, "method_not_allowed"),
        ("GET", "/v1/people/nobody", 404, "not_found"),
        ("GET", "/v1/people?limit=0", 422, "invalid_input"),
        ("GET", "/v1/people?cursor=%00", 422, "invalid_input"),
        ("GET", "/v1/people/a%7Cb", 422, "invalid_input"),
        ("GET", "/v1/people/.hidden", 422, "invalid_input"),
        ("DELETE", "/v1/people/batch", 405, "method_not_allowed"),
        ("GET", "/v1/people/batch", 405, "method_not_allowed"),
        ("GET", "/v1/people?cursor=eyJhIjoxLCJiIjoyfQ==", 422, "invalid_input"),
        ("GET", "/v1/people?cursor=ImFiIg==", 422, "invalid_input"),
        ("GET", "/v1/people?cursor=WyJhIi!wgImIiXQ==", 422, "invalid_input"),
    ],
)
def test_an_error_is_a_problem_document_with_a_stable_code(
    api: Api, method: str, path: str, status: int, code: str
) -> None:
    answer = api.client().request(method, path)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"urn:intros:error:{code}"
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "Ada", "nmae": "x"}, "/nmae"),
        ({"name": ""}, "/name"),
        ({"name": "A\x00"}, "/name"),
        ({"name": "Ada", "emails": ["ada@x.example", "no address"]}, "/emails/1"),
        ({"name": "Ada", "preferences": {"max_per_week": -1}}, "/preferences/max_per_week"),
        ({"name": "Ada", "id": "a|b"}, "/id"),
        ({"name": "Ada", "id": "."}, "/id"),
        ({"name": "Ada", "id": ".."}, "/id"),
        ({"name": "Ada", "id": "batch"}, "/id"),
        ([], ""),
    ],
)
def test_a_fault_in_a_body_is_named_by_its_pointer(api: Api, body: object, pointer: str) -> None:
    answer = api.client().post("/v1/people", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("body", [b"{", b'{"name": "\xff"}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_said_to_be_none(api: Api, body: bytes) -> None:
    answer = api.client().post(
        "/v1/people", content=body, headers={"content-type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")


def test_an_unknown_query_parameter_is_named(api: Api) -> None:
    client = api.client()
    answer = client.get("/v1/people", params={"profesion": "lawyer", "limit": 5})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "?profesion"
    assert "profession" in error["message"]
    assert client.get("/v1/people/ada", params={"limit": 5}).status_code == 422


def test_a_method_that_an_address_does_not_take_is_told_those_that_it_does(api: Api) -> None:
    client = api.client()
    assert client.post("/v1/people/ada").headers["allow"] == "DELETE, GET, HEAD, PATCH"
    assert client.delete("/v1/people/batch").headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/people/ada", None),
        ("/v1/groups/chamber", {"name": "Chamber"}),
        ("/v1/professions/quill_maker", PROFESSION),
    ],
)
def test_if_match_is_a_list_of_strong_tags_or_a_star(api: Api, path: str, body: object) -> None:
    client = api.client("admin")
    made = (
        client.post("/v1/people", json={"id": "ada", "name": "Ada"})
        if body is None
        else client.put(path, json=body)
    )
    tag = made.headers["etag"]
    method = "DELETE" if body is None else "PUT"
    for other in ('"0"', f"W/{tag}", "", tag.strip('"')):
        refused = client.request(method, path, json=body, headers={"If-Match": other})
        assert (refused.status_code, refused.json()["code"]) == (412, "version_mismatch")
    assert client.get(path).headers["etag"] == tag
    listed = client.request(method, path, json=body, headers={"If-Match": f'"0", {tag}'})
    assert listed.is_success
    star = client.request(method, path, json=body, headers={"If-Match": "*"})
    assert star.status_code == (404 if body is None else 200)


@pytest.mark.parametrize("path", ["/v1/groups/nobodys", "/v1/professions/quill_maker"])
def test_a_star_asks_for_something_to_be_there(api: Api, path: str) -> None:
    body = PROFESSION if "professions" in path else {"name": "Nobody's"}
    answer = api.client("admin").put(path, json=body, headers={"If-Match": "*"})
    assert answer.status_code == 412


def test_a_profession_is_deleted_in_the_version_that_was_read(api: Api) -> None:
    admin, path = api.client("admin"), "/v1/professions/quill_maker"
    tag = admin.put(path, json=PROFESSION).headers["etag"]
    assert admin.delete(path, headers={"If-Match": '"0"'}).status_code == 412
    assert admin.delete(path, headers={"If-Match": tag}).status_code == 204


def test_a_lone_surrogate_is_refused_and_does_not_break_the_answer(api: Api) -> None:
    answer = api.client().post(
        "/v1/people",
        content=b'{"name": "A\\ud800"}',
        headers={"content-type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")


def test_a_request_keeps_its_id_when_that_is_one(api: Api) -> None:
    client = api.client()
    sent = client.get("/healthz", headers={"X-Request-Id": "abc-12345"})
    assert sent.headers["x-request-id"] == "abc-12345"
    made_up = client.get("/healthz", headers={"X-Request-Id": "a\tb c;d"})
    assert made_up.headers["x-request-id"] != "a\tb c;d"
    assert client.get("/v1/nothing").headers["x-request-id"]


def test_a_body_that_says_that_it_is_too_large_is_refused_unread(api: Api) -> None:
    connection = HTTPConnection(urlsplit(api.server).netloc, timeout=PATIENCE_SECONDS)
    connection.putrequest("POST", "/v1/people")
    connection.putheader("Content-Length", str(50 * MEGABYTE))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"body_too_large" in answer.read()
    connection.close()


def test_a_body_that_turns_out_too_large_is_refused(api: Api) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(11):
            yield b" " * MEGABYTE

    try:
        answer = api.client().post("/v1/people", content=parts())
    except httpx.WriteError:
        return  # The server has closed the connection while the rest was being sent.
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
