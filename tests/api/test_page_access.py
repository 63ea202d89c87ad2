"""Every page that takes a sign-in, asked by those who have none, or not the one it needs."""

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.introductions.models import Side
from app.sign_in.service import create_link
from app.web.access import COOKIE, signed_in
from app.web.routes import ROUTERS
from tests.api.conftest import Api
from tests.api.introducing import begin, do, token
from tests.engines import Engine
from tests.patience import open_client
from tests.sessions import acting

PAGES = [
    (method, route)
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in sorted(route.methods or ())
]
OPEN = {
    *("/", "/sign-in", "/sign-in/{token}", "/r/{token}", "/r/{token}/feedback"),
    "/r/{token}/confirm/{confirmation}",
    *("/m/{token}", "/u/{token}"),
}
"""Pages for people without a sign-in: their link says what they may do, and `/` leads on."""
OF_ADMINISTRATORS = [
    ("GET", "/catalog/trigger-events/divorce/form"),
    ("POST", "/catalog/trigger-events/divorce/form"),
    ("POST", "/words/nudge"),
    ("GET", "/settings"),
    ("POST", "/settings"),
    ("GET", "/keys"),
    ("POST", "/keys"),
    ("POST", "/keys/0123456789abcdef/revoke"),
]


def takes_a_sign_in(dependant: Dependant) -> bool:
    return dependant.call is signed_in or any(map(takes_a_sign_in, dependant.dependencies))


CLOSED = [(m, r.path) for m, r in PAGES if takes_a_sign_in(r.dependant)]


def test_a_page_without_a_sign_in_is_meant_to_have_none() -> None:
    assert {r.path for _, r in PAGES if not takes_a_sign_in(r.dependant)} == OPEN


@pytest.fixture
def nobody(server: str) -> Iterator[httpx.Client]:
    with open_client(base_url=server) as client:
        yield client


@pytest.mark.parametrize(("method", "path"), CLOSED, ids=" ".join)
def test_no_one_is_sent_to_the_sign_in(nobody: httpx.Client, method: str, path: str) -> None:
    for made_up in ({}, {"Cookie": f"{COOKIE}=0123456789abcdef_{'x' * 43}"}):
        answer = nobody.request(method, re.sub(r"\{\w+\}", "sent", path), headers=made_up)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_a_link_to_answer_on_signs_no_one_in(world: Api, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    side: Side = "a"
    link = token(engine, world.workspace, made, side)
    person = world.with_key(None)
    assert person.get(f"/r/{link}").status_code == 200
    answer = person.get("/week", headers={"Cookie": f"{COOKIE}={link}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def sign_in(world: Api, scope: str) -> httpx.Client:
    """Dana, signed in with a scope."""
    session = acting(world.graph, world.workspace)
    link = create_link(session, "dana", scope=scope)  # type: ignore[arg-type]
    client = world.with_key(None)
    assert client.post(f"/sign-in/{link}").status_code == 303
    return client


def form_of(client: httpx.Client) -> dict[str, str]:
    """What every form of this sign-in carries."""
    found = re.search(r'name="csrf" value="(\w+)"', client.get("/words/nudge").text)
    assert found
    return {"csrf": found[1]}


@pytest.mark.parametrize(("method", "path"), OF_ADMINISTRATORS, ids=" ".join)
def test_a_connector_does_not_get_at_the_pages_of_administrators(
    world: Api, method: str, path: str
) -> None:
    connector = sign_in(world, "write")
    form = form_of(connector) if method == "POST" else None
    assert connector.request(method, path, data=form).status_code == 403
    administrator = sign_in(world, "admin")
    form = form_of(administrator) if method == "POST" else None
    assert administrator.request(method, path, data=form).status_code != 403
