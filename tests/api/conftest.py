"""The service as its clients see it: a real server on loopback, and keys of every kind."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from threading import Thread

import httpx
import pytest
import uvicorn
from neo4j import Driver

from app.catalog.service import copy_catalog
from app.clock import Clock
from app.graph import Graph
from app.keys.service import create_key
from app.main import create_app
from app.security import Scope
from app.session import Installation
from app.settings import Settings, WorkerSettings
from app.web.limiting import Limit
from app.workspace_settings.service import put_settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.api import introducing
from tests.api.recording import Recorder
from tests.engines import JOBS_ONLY, Engine
from tests.mail_server import MailServer, mail_server
from tests.patience import PATIENCE_SECONDS, open_client, wait_until
from tests.sessions import SetClock, acting, installed

MANY = 1_000_000


@contextmanager
def serving(
    settings: Settings, clock: Clock | None = None, *, answers_a_minute: int = MANY
) -> Iterator[str]:
    """Serve at a free port of this machine; gives the address.

    At its end, whatever the service answered is held to its description: see `Recorder`.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        http = settings.http.model_copy(update={"port": listener.getsockname()[1]})
        app = Recorder(create_app(settings.model_copy(update={"http": http}), clock))
        service = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                proxy_headers=False,
                # A connection that the service ends just as a client uses it again is an error.
                timeout_keep_alive=int(PATIENCE_SECONDS),
            )
        )
        thread = Thread(target=service.run, kwargs={"sockets": [listener]}, name="api-server")
        thread.start()
        try:
            wait_until(lambda: service.started or not thread.is_alive())
            assert service.started
            # All tests ask from one address, more often than a person would.
            app.app.state.answer_limit = Limit(answers_a_minute)
            yield f"http://{http.host}:{http.port}"
        finally:
            service.should_exit = True
            thread.join(PATIENCE_SECONDS)
        assert not app.faults(), "\n".join(app.faults())


@pytest.fixture(scope="package")
def server(engine: Engine, graph: Graph) -> Iterator[str]:
    """The address of the service on this engine."""
    settings = engine.settings.model_copy(update={"worker": JOBS_ONLY})
    with serving(settings) as address:
        yield address


@pytest.fixture(scope="session")
def set_clock() -> SetClock:
    """What time it is for `timed_server`."""
    return SetClock(datetime.now(UTC))


@pytest.fixture(scope="package")
def timed_server(engine: Engine, graph: Graph, set_clock: SetClock) -> Iterator[str]:
    """The address of the service on this engine, at the time that a test sets.

    It ends with the tests of the API: its clock would delete what those of the graph let expire.
    """
    with serving(engine.settings, set_clock) as address:
        yield address


@pytest.fixture
def driver(engine: Engine) -> Iterator[Driver]:
    """A connection of one's own, to look at the graph past the program."""
    with engine.address.driver() as opened:
        yield opened


@dataclass(slots=True)
class Api:
    """One workspace with a catalog, and clients with keys for it."""

    server: str
    graph: Graph
    workspace: str
    stack: ExitStack

    def client(self, scope: Scope = "write", connector: str | None = None) -> httpx.Client:
        """A client with a new key: for the whole workspace, or bound to a person who is there."""
        return self.with_key(create_key(acting(self.graph, self.workspace), scope, connector).key)

    def with_key(self, key: str | None) -> httpx.Client:
        """A client that presents this key, or none."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return self.stack.enter_context(open_client(base_url=self.server, headers=headers))

    def elsewhere(self) -> "Api":
        """The same service, in another new workspace."""
        return Api(self.server, self.graph, new_workspace(self.graph), self.stack)


@dataclass(slots=True)
class TimedApi(Api):
    """One workspace at a service whose clock the test sets."""

    clock: SetClock

    @property
    def installation(self) -> Installation:
        """For what the worker does beside the service, at the same time."""
        return Installation(self.graph, self.clock)


@pytest.fixture
def api(server: str, graph: Graph) -> Iterator[Api]:
    with ExitStack() as stack:
        yield Api(server, graph, new_workspace(graph), stack)


def new_workspace(graph: Graph, *, programs_act: bool = True) -> str:
    """A workspace with a catalog; its programs may act for connectors, unless it is said."""
    new = NewWorkspace(id=f"test-{token_hex(6)}", name="Test")
    made = create_workspace(installed(graph), new, fill=copy_catalog).id
    if programs_act:
        let_programs_act(graph, made)
    return made


def let_programs_act(graph: Graph, workspace: str) -> None:
    put_settings(acting(graph, workspace), {"integrations_act_for_connectors": True})


@pytest.fixture
def world(api: Api) -> Api:
    """Dana and Eve, who both know Ann and Lee."""
    known_to_dana_and_eve(api)
    return api


@pytest.fixture
def timed_world(timed_server: str, graph: Graph, set_clock: SetClock) -> Iterator[TimedApi]:
    """The same people, at a service whose clock the test sets; it begins now."""
    set_clock.at = datetime.now(UTC)
    with ExitStack() as stack:
        api = TimedApi(timed_server, graph, new_workspace(graph), stack, set_clock)
        known_to_dana_and_eve(api)
        yield api


def known_to_dana_and_eve(api: Api) -> None:
    everybody = api.client()
    everybody.post("/v1/people/batch", json={"items": introducing.PEOPLE}).raise_for_status()
    known = [
        {"from": one, "to": person, "trust": 0.9}
        for one in ("dana", "eve")
        for person in ("ann", "lee")
    ]
    everybody.post("/v1/relationships/batch", json={"items": known}).raise_for_status()


@dataclass(slots=True)
class Posted:
    """A workspace at a service that sends mail, also from an address of its own."""

    world: TimedApi
    mails: MailServer


@pytest.fixture
def posted(engine: Engine, graph: Graph) -> Iterator[Posted]:
    with mail_server() as mails, ExitStack() as stack:
        mail = mails.settings.model_copy(update={"from_address": "intros@here.example"})
        changes = {"worker": WorkerSettings(in_process=True), "mail": mail}
        clock = SetClock(datetime.now(UTC))
        address = stack.enter_context(serving(engine.settings.model_copy(update=changes), clock))
        world = TimedApi(address, graph, new_workspace(graph), stack, clock)
        known_to_dana_and_eve(world)
        yield Posted(world, mails)
