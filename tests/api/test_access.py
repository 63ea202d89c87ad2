"""Every route of the API, asked by every kind of principal: see the table in access.py.

No one gets at another workspace's people, or at what another connector knows.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import get_args

import httpx
import pytest
from neo4j import Driver
from pydantic import BaseModel

from app.goals.repository import create_gathering
from app.graph import Graph, Writer
from app.imports.repository import create_import
from app.imports.rules.records import progress
from app.imports.rules.tally import Tally
from app.keys import repository
from app.keys.service import create_key, revoke_key
from app.main import create_app
from app.outbox.service import put
from app.security.tokens import answer_link, new_key
from app.settings import Settings
from tests.api.access import ENTRY, GATHERING, IMPORT, INTRODUCTION, KEY, NEXT_WEEK, OPEN, ROUTES
from tests.api.conftest import Api, let_programs_act, new_workspace
from tests.api.danas_things import GONE, PEOPLE, PROFESSION, RELATIONSHIPS, SECRET, TRIGGER_EVENT
from tests.api.planning import plan
from tests.api.principals import STRANGERS, Kind, Route, expected
from tests.engines import Engine
from tests.graph.networks import Network, read_back
from tests.patience import open_client
from tests.sessions import acting

each_route = pytest.mark.parametrize("route", ROUTES, ids=str)
METHODS = {"get", "post", "put", "patch", "delete"}
PATHS = create_app(Settings(_env_file=None)).openapi()["paths"]
REASON = {"Intros-Break-Glass": "a complaint by Lee"}
REFUSED_BY_SCOPE: dict[str, list[Kind]] = {
    "write": ["an integration that reads", "Dana's key that reads"],
    "admin": ["an integration that writes", "Dana"],
}
LET_IN: list[Kind] = [
    "Dana",
    "an integration that writes",
    "an integration that may act",
    "an administrator with a reason",
]
"""Those who change Dana's things: each has a world of its own."""
READERS: list[Kind] = ["an integration that reads", "Dana's key that reads"]


@dataclass(frozen=True, slots=True)
class World:
    """Dana's workspace, and a client of each kind of principal."""

    workspace: str
    driver: Driver
    clients: Mapping[Kind, httpx.Client]

    def ask(self, kind: Kind, route: Route) -> httpx.Response:
        client = self.clients[kind]
        if route.form is not None:
            fields = {name: (None, text) for name, text in route.form.items() if name != "file"}
            files = fields | {"file": ("people.csv", route.form["file"])}
            return client.request(route.method, route.path, files=files)
        return client.request(route.method, route.path, json=route.body)

    def danas_graph(self) -> Network:
        """What is Dana's; when keys were used is written beside whatever is asked."""
        network = read_back(self.driver, self.workspace)
        for label, name in (("ApiKey", "last_used_at"), ("Workspace", "seq")):
            for (of, _), properties in network.nodes.items():
                if of == label:
                    properties.pop(name, None)
        return network


@pytest.fixture(scope="module")
def world(server: str, graph: Graph, engine: Engine) -> Iterator[World]:
    """For those who change nothing of Dana's: they share it."""
    with opened(server, graph, engine) as world:
        yield world


@pytest.fixture(scope="module")
def own_world(
    server: str, graph: Graph, engine: Engine, request: pytest.FixtureRequest
) -> Iterator[tuple[Kind, World]]:
    """For one kind that is let in, which may change everything."""
    kind: Kind = request.param
    with opened(server, graph, engine) as world:
        if kind == "an integration that may act":
            let_programs_act(graph, world.workspace)
        yield kind, world


@contextmanager
def opened(server: str, graph: Graph, engine: Engine) -> Iterator[World]:
    with ExitStack() as stack:
        driver = stack.enter_context(engine.address.driver())
        api = Api(server, graph, new_workspace(graph, programs_act=False), stack)
        put_danas_things(api)
        stranger = api.elsewhere().client("admin")
        stranger.headers["Intros-Break-Glass"] = "they may do anything in their own workspace"
        revoked = create_key(acting(graph, api.workspace), "admin")
        revoke_key(acting(graph, api.workspace), revoked.id)
        with_reason = api.client("admin")
        with_reason.headers.update(REASON)
        secret = engine.settings.signing_secret()
        clients: dict[Kind, httpx.Client] = {
            "no one": api.with_key(None),
            "a revoked key": api.with_key(revoked.key),
            "a person by link": api.with_key(
                answer_link(secret, api.workspace, INTRODUCTION, "a").text
            ),
            "a stranger": stranger,
            "a stranger's program": api.elsewhere().client("write"),
            "another connector": api.client("write", "mallory"),
            "Dana": api.client("write", "dana"),
            "Dana's key that reads": api.client("read", "dana"),
            "an integration that reads": api.client("read"),
            "an integration that writes": api.client("write"),
            "an integration that may act": api.client("write"),
            "an administrator": api.client("admin"),
            "an administrator with a reason": with_reason,
        }
        yield World(api.workspace, driver, clients)


def put_danas_things(api: Api) -> None:
    writer, admin = api.client("write"), api.client("admin")
    for path, items in (
        ("/v1/people/batch", PEOPLE),
        ("/v1/relationships/batch", RELATIONSHIPS),
    ):
        answer = writer.post(path, json={"items": items})
        assert {row["status"] for row in answer.json()["results"]} == {"created"}
    dana = api.client("write", "dana")
    begin = {"id": INTRODUCTION, "connector_id": "dana", "a": "ann", "b": "lee"}
    for client, method, path, body in (
        (writer, "PUT", "/v1/groups/chamber", {"name": "Chamber"}),
        (writer, "PUT", "/v1/people/gil/do-not-introduce/hal", None),
        (writer, "POST", "/v1/relationships/known", {"a": "gil", "b": "hal"}),
        (dana, "PUT", "/v1/connectors/dana/snoozes/gil/hal", {"until": "2999-01-01"}),
        (dana, "POST", "/v1/introductions", begin),
        (writer, "POST", "/v1/people", GONE),
        (writer, "DELETE", f"/v1/people/{GONE['id']}", None),
        (admin, "PUT", "/v1/professions/quill_maker", PROFESSION),
        (admin, "PUT", "/v1/trigger-events/quill_day", TRIGGER_EVENT),
    ):
        answer = client.request(method, path, json=body)
        assert answer.is_success, answer.text
    plan(writer, week=NEXT_WEEK, connectors=["dana"])
    for record in (record_danas_import, record_danas_call, put_danas_letter, put_danas_key):
        api.graph.write(api.workspace, record)


def record_danas_call(tx: Writer) -> None:
    call = {"kind": "call", "on": date(2026, 11, 2), "hours": 1.0, "note": SECRET}
    tx.do(create_gathering, id=GATHERING, connector="dana", **call)


def record_danas_import(tx: Writer) -> None:
    now = datetime.now(UTC)
    values = {
        "status": "done",
        "format": "people",
        "file_name": f"{SECRET}.csv",
        "encoding": "UTF-8",
        "connector": "dana",
        "rows": 0,
        "ignored_columns": [],
        "sha256": "",
        "started_at": now,
        "finished_at": now,
        **progress(Tally()),
    }
    tx.do(create_import, id=IMPORT, values=values)


def put_danas_key(tx: Writer) -> None:
    tx.do(
        repository.create_key,
        id=KEY,
        hash="",
        name=f"{SECRET} sync",
        scopes=["read"],
        connector="dana",
        created_at=tx.now,
        expires_at=None,
        restricted=None,
    )


def put_danas_letter(tx: Writer) -> None:
    kind, _, key = ENTRY.partition("|")
    put(tx, kind, key, Letter(to=SECRET), datetime.now(UTC))


class Letter(BaseModel):
    to: str


def test_every_route_is_tried() -> None:
    """A route that is missing from the table in access.py fails here."""
    there = {f"{m.upper()} {path}" for path, item in PATHS.items() for m in METHODS & set(item)}
    tried = OPEN | {route.name for route in ROUTES}
    assert sorted(there - tried) == []
    assert sorted(tried - there) == []


def test_every_kind_of_principal_is_tried() -> None:
    assert set(get_args(Kind)) == {
        *("no one", "a revoked key", "a person by link", "a stranger", "another connector"),
        *("a stranger's program", "an administrator", *READERS, *LET_IN),
    }


@pytest.mark.parametrize("kind", ["no one", "a revoked key", "a person by link"])
@each_route
def test_no_one_gets_in_without_a_valid_key(world: World, route: Route, kind: Kind) -> None:
    answer = world.ask(kind, route)
    assert answer.status_code == expected(kind, route)
    assert answer.json()["code"] == "unauthenticated"
    assert SECRET not in answer.text


@each_route
def test_a_made_up_key_opens_nothing(world: World, route: Route) -> None:
    headers = {"Authorization": f"Bearer {new_key().text}"}
    base = world.clients["no one"].base_url
    with open_client(base_url=base, headers=headers) as made_up:
        answer = made_up.request(route.method, route.path, json=route.body)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("kind", STRANGERS)
@each_route
def test_a_stranger_neither_sees_nor_changes_anything(
    world: World, route: Route, kind: Kind
) -> None:
    before = world.danas_graph()
    answer = world.ask(kind, route)
    assert answer.status_code == expected(kind, route), answer.text
    assert SECRET not in answer.text
    assert world.danas_graph().comparable() == before.comparable()


@each_route
def test_a_connector_neither_sees_nor_changes_what_is_anothers(world: World, route: Route) -> None:
    before = world.danas_graph()
    answer = world.ask("another connector", route)
    assert answer.status_code == expected("another connector", route), answer.text
    assert SECRET not in answer.text
    assert what_is_lost(before, world.danas_graph()) == []


def what_is_lost(before: Network, after: Network) -> list[str]:
    """What is no longer as it was; what came along is Mallory's own."""
    lost = [
        f"{label} {node_id}"
        for (label, node_id), properties in before.nodes.items()
        if label != "Workspace" and after.nodes.get((label, node_id)) != properties
    ]
    return lost + [str(edge) for edge in before.edges if edge not in after.edges]


@pytest.mark.parametrize(
    ("kind", "route"),
    [(kind, route) for route in ROUTES for kind in REFUSED_BY_SCOPE.get(route.scope, ())],
    ids=str,
)
def test_a_lower_scope_does_not_suffice(world: World, kind: Kind, route: Route) -> None:
    before = world.danas_graph()
    answer = world.ask(kind, route)
    assert (answer.status_code, answer.json()["code"]) == (expected(kind, route), "forbidden")
    assert world.danas_graph().comparable() == before.comparable()


@pytest.mark.parametrize("route", [r for r in ROUTES if r.trust], ids=str)
def test_an_administrator_sees_trust_only_with_a_reason(world: World, route: Route) -> None:
    answer = world.ask("an administrator", route)
    assert answer.status_code == expected("an administrator", route) == 403
    assert answer.json()["code"] == "break_glass_required"
    assert SECRET not in answer.text


@pytest.mark.parametrize("route", [r for r in ROUTES if r.acts], ids=str)
def test_an_administrator_acts_for_no_one(world: World, route: Route) -> None:
    before = world.danas_graph()
    answer = world.ask("an administrator", route)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert world.danas_graph().comparable() == before.comparable()


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("route", [r for r in ROUTES if r.scope == "read"], ids=str)
def test_who_may_only_read_reads(world: World, route: Route, kind: Kind) -> None:
    check(world, kind, route)


@pytest.mark.parametrize("own_world", LET_IN, indirect=True, scope="module")
@each_route
def test_who_is_let_in_gets_what_they_ask_for(own_world: tuple[Kind, World], route: Route) -> None:
    kind, world = own_world
    before = world.danas_graph()
    check(world, kind, route)
    if expected(kind, route) != "let in":
        assert world.danas_graph().comparable() == before.comparable()
    if kind == "an administrator with a reason" and route.trust:
        assert ("dana", REASON["Intros-Break-Glass"]) in looks(world)


def looks(world: World) -> list[tuple[str, str]]:
    """Whose things were looked at, and why, as the change log says."""
    nodes = world.danas_graph().nodes.items()
    return [
        (one["subject"], one["reason"])
        for (label, _), one in nodes
        if label == "Change" and one["kind"] == "break_glass"
    ]


@each_route
def test_while_the_glass_is_broken_nothing_is_written_for_dana(glass: World, route: Route) -> None:
    """One look has opened reading; no step is taken and nothing is stated through it."""
    before = glass.danas_graph()
    answer = glass.ask("an administrator", route)
    if route.acts:
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert glass.danas_graph().comparable() == before.comparable()
    elif route.trust:
        assert answer.is_success, answer.text
        assert glass.danas_graph().comparable() == before.comparable()
    assert looks(glass) == [("dana", REASON["Intros-Break-Glass"])]


@pytest.fixture(scope="module")
def glass(server: str, graph: Graph, engine: Engine) -> Iterator[World]:
    """An administrator has just given a reason, once, to see Dana's contacts."""
    with opened(server, graph, engine) as world:
        client = world.clients["an administrator"]
        client.get("/v1/people/dana/contacts", headers=REASON).raise_for_status()
        yield world


def check(world: World, kind: Kind, route: Route) -> None:
    """Whether a kind gets what the table says: a status, or one of success."""
    answer, wanted = world.ask(kind, route), expected(kind, route)
    if wanted != "let in":
        assert answer.status_code == wanted, answer.text
        return
    described = PATHS[route.name.partition(" ")[2]][route.method.lower()]["responses"]
    successes = {int(status) for status in described if status.startswith("2")}
    conflicts = {409} if route.may_conflict else set()
    assert answer.status_code in successes | conflicts, answer.text
