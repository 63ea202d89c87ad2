"""The service behind proxies: who really asks, what browsers may keep and send, and HEAD."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
import pytest

from app.errors import FormExpired
from app.graph import Graph
from app.sign_in.service import create_link
from app.web.limiting import MOST
from tests.api.conftest import Api, serving
from tests.engines import Engine
from tests.patience import PATIENCE_SECONDS, open_client
from tests.sessions import acting

PUBLIC = "https://intros.example.org"
ELSEWHERE = "https://evil.example"


@contextmanager
def service(engine: Engine, **http: object) -> Iterator[httpx.Client]:
    """A client of a service with these settings of HTTP."""
    settings = engine.settings.http.model_copy(update=http)
    with (
        serving(
            engine.settings.model_copy(update={"http": settings}), answers_a_minute=MOST
        ) as address,
        open_client(base_url=address) as client,
    ):
        yield client


def is_slowed_down(client: httpx.Client, forwarded: str) -> bool:
    """Whether links are refused after many of these requests; `{n}` is another number in each.

    They are so many that one minute has too many, even if another one begins meanwhile.
    """
    return 429 in {
        client.get(
            "/r/made-up", headers={"X-Forwarded-For": forwarded.format(n=number)}
        ).status_code
        for number in range(2 * MOST + 2)
    }


def test_the_one_behind_a_trusted_proxy_is_counted(engine: Engine, graph: Graph) -> None:
    with service(engine, trusted_proxies="127.0.0.0/8, 10.0.0.7") as client:
        assert is_slowed_down(client, "198.51.100.1, 10.0.0.7")
        assert is_slowed_down(client, "203.0.113.{n}, 198.51.100.2")
        assert not is_slowed_down(client, "192.0.2.{n}")


def test_one_customer_of_a_provider_has_a_whole_network(engine: Engine, graph: Graph) -> None:
    with service(engine, trusted_proxies="127.0.0.1") as client:
        assert is_slowed_down(client, "2001:db8:0:1::{n}")
        assert not is_slowed_down(client, "2001:db8:1:{n}::1")


def test_others_say_nothing_about_who_asks(engine: Engine, graph: Graph) -> None:
    with service(engine, trusted_proxies="10.0.0.7") as client:
        assert is_slowed_down(client, "198.51.100.{n}")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_metrics_are_not_for_those_behind_a_proxy_on_this_machine(api: Api, header: str) -> None:
    client = api.with_key(None)
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 401


def test_the_cookie_is_bound_to_the_public_address(engine: Engine, world: Api) -> None:
    with service(engine, public_address=PUBLIC) as client:
        link = create_link(acting(world.graph, world.workspace), "dana")
        answer = client.post(f"/sign-in/{link}", headers={"Origin": PUBLIC})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-intros_session=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
        assert "domain" not in cookie.lower()
        session = cookie.partition(";")[0]
        assert client.get("/week", headers={"Cookie": session}).status_code == 200
        plain = session.removeprefix("__Host-")
        assert client.get("/week", headers={"Cookie": plain}).status_code == 303


@pytest.mark.parametrize("path", ["/", "/week", "/week/", "/people/", "/v1/people/", "/static"])
def test_no_answer_leads_to_the_host_that_a_request_names(api: Api, path: str) -> None:
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = api.with_key(None).get(path, headers=headers)
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ELSEWHERE},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": PUBLIC},
    ],
)
def test_a_page_elsewhere_signs_no_one_in_and_sends_no_form(
    world: Api, headers: dict[str, str]
) -> None:
    link = create_link(acting(world.graph, world.workspace), "dana")
    client = world.with_key(None)
    refused = client.post(f"/sign-in/{link}", headers=headers)
    assert (refused.status_code, FormExpired.title in refused.text) == (403, True)
    # Nothing was used up.
    own = {"Origin": world.server, "Sec-Fetch-Site": "same-origin"}
    assert client.post(f"/sign-in/{link}", headers=own).status_code == 303
    assert client.post("/sign-out", headers=headers).status_code == 403
    assert client.get("/week").status_code == 200


def test_a_page_that_hides_where_it_is_may_send_its_answer_and_no_other_site_may(api: Api) -> None:
    client = api.with_key(None)
    assert client.post("/r/made-up", headers={"Origin": "null"}).status_code == 422
    assert client.post("/r/made-up", headers={"Origin": ELSEWHERE}).status_code == 403


def test_head_is_answered_like_get_without_a_body(world: Api) -> None:
    client = world.client()
    for path in ("/v1/people/ann", "/v1/people", "/v1/nothing", "/healthz", "/week", "/sign-in"):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        for name in ("content-type", "content-length", "etag", "cache-control", "location"):
            assert head.headers.get(name) == got.headers.get(name)


def test_every_answer_says_whether_it_may_be_kept(world: Api) -> None:
    client = world.client()
    for path in ("/v1/people", "/v1/nothing", "/healthz", "/metrics", "/week", "/openapi.json"):
        assert client.get(path).headers["cache-control"] == "no-store"
    (sheet,) = {
        part.partition('"')[0]
        for part in client.get("/sign-in").text.split('href="')
        if part.startswith("/static/pages.css")
    }
    assert "immutable" in client.get(sheet).headers["cache-control"]
    for other in ("/static/pages.css", "/static/pages.css?v=0"):
        assert client.get(other).headers["cache-control"] == "no-cache"


def send_slowly(address: str, head: str, body: bytes) -> tuple[int, dict[str, str]]:
    """Send the head of a request and a part of its body, then wait for the answer."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        connection.settimeout(PATIENCE_SECONDS)
        connection.sendall(head.encode() + b"\r\n\r\n" + body)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    head_of_answer, _, text = answer.partition(b"\r\n\r\n")
    return int(head_of_answer.split()[1]), json.loads(text)


def test_a_body_that_does_not_arrive_is_not_waited_for(engine: Engine, world: Api) -> None:
    key = world.client().headers["authorization"]
    with service(engine, body_seconds=0.3) as client:
        head = (
            f"POST /v1/people HTTP/1.1\r\nHost: x\r\nAuthorization: {key}\r\n"
            "Content-Type: application/json\r\nContent-Length: 1000"
        )
        status, problem = send_slowly(str(client.base_url), head, b'{"name": ')
    assert (status, problem["code"]) == (408, "body_too_slow")


def test_those_without_key_or_session_send_little(api: Api) -> None:
    answer = api.with_key(None).post("/r/made-up", content=b"x" * 100_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("sent", ["", "Authorization: Bearer in_0123_x\r\n"])
@pytest.mark.parametrize("path", ["/v1/people", "/v1/imports", "/v1/people/batch"])
def test_the_body_of_someone_unknown_is_not_read(api: Api, path: str, sent: str) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\n{sent}Content-Length: 1000"
    status, problem = send_slowly(api.server, head, b"")
    assert (status, problem["code"]) == (401, "unauthenticated")
