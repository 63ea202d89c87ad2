"""Idempotency-Key: a repeated request changes nothing and gets the first answer again."""

from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import httpx
from neo4j import Driver

from app.idempotency import forget_expired
from tests.api.conftest import Api, TimedApi
from tests.graph.networks import read_back

NEW = {"name": "Ada Li"}


def post(client: httpx.Client, body: object = NEW, key: str = "k-1") -> httpx.Response:
    return client.post("/v1/people", json=body, headers={"Idempotency-Key": key})


def how_many(client: httpx.Client) -> int:
    return len(client.get("/v1/people").json()["items"])


def test_a_repeated_request_gets_the_first_answer_again(api: Api) -> None:
    client = api.client()
    first, again = post(client), post(client)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["etag"] == first.headers["etag"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert how_many(client) == 1


def test_another_key_is_another_request(api: Api) -> None:
    client = api.client()
    assert post(client).json()["id"] != post(client, key="k-2").json()["id"]


def test_another_body_with_the_same_key_is_refused(api: Api) -> None:
    client = api.client()
    post(client)
    answer = post(client, {"name": "Bob Roy"})
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert how_many(client) == 1


def test_the_keys_of_two_callers_do_not_meet(api: Api) -> None:
    one, other = api.client(), api.client()
    assert post(one).json()["id"] != post(other).json()["id"]
    assert how_many(one) == 2


def test_a_request_that_failed_may_be_sent_again(api: Api) -> None:
    client = api.client()
    assert post(client, {"name": ""}).status_code == 422
    assert post(client, {"name": "", "id": "x"}).status_code == 422
    assert post(client).status_code == 201


def test_of_requests_at_once_one_is_done(api: Api) -> None:
    client = api.client()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: post(client), range(8)))
    statuses = {answer.status_code for answer in answers}
    assert 201 in statuses
    assert statuses <= {201, 409}
    assert len({a.json()["id"] for a in answers if a.status_code == 201}) == 1
    assert how_many(client) == 1


def test_no_record_can_be_read_without_the_request_itself(api: Api, driver: Driver) -> None:
    client = api.client()
    assert post(client, {"name": "Quillfeather", "notes": "Quillfeather"}).status_code == 201
    network = read_back(driver, api.workspace)
    (record,) = (p for (label, _), p in network.nodes.items() if label == "IdempotencyRecord")
    assert set(record) == {"workspace", "id", "fingerprint", "answer", "at", "at_key"}
    assert b"Quillfeather" not in b64decode(record["answer"])
    assert record["fingerprint"] != sha256(b'{"name":"Quillfeather"}').hexdigest()


def test_a_record_goes_after_a_day_whether_anyone_asks_or_not(timed_world: TimedApi) -> None:
    client = timed_world.client()
    first = post(client)
    timed_world.clock.advance(hours=23)
    forget_expired(timed_world.installation)
    assert post(client).json() == first.json()
    timed_world.clock.advance(hours=1, minutes=1)
    forget_expired(timed_world.installation)
    assert post(client).json()["id"] != first.json()["id"]


def test_a_key_that_is_none_is_refused(api: Api) -> None:
    answer = post(api.client(), key="with space")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
