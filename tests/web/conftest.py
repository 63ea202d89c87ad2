"""The pages as people see them: a real server, a real Chromium, a network of one's own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from app.catalog.service import copy_catalog
from app.graph import Graph, migrate
from app.imports.service import run_import
from app.keys.service import create_key
from app.security import Scope
from app.session import Session
from app.sign_in.service import create_link
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.api.conftest import serving
from tests.chromium import MISSING, executable
from tests.conftest import POOL, cannot_run
from tests.engines import EMBEDDED, JOBS_ONLY, Engine
from tests.patience import PATIENCE_MILLISECONDS, open_client, request
from tests.sessions import acting, installed

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = ROOT / "demo" / "linkedin" / "dana-whitfield" / "Connections.csv"
SCREENSHOTS = ROOT / ".cache" / "screenshots"


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Engine:
    """Pages are the same over every engine: they are looked at over one."""
    return request.config.stash[POOL].get(EMBEDDED)


@pytest.fixture(scope="session")
def address(engine: Engine) -> Iterator[str]:
    settings = engine.settings.model_copy(update={"worker": JOBS_ONLY})
    with serving(settings) as address:
        yield address


@pytest.fixture(scope="session")
def pages_graph(engine: Engine) -> Iterator[Graph]:
    with Graph(engine.settings) as graph:
        migrate(graph)
        yield graph


# No longer than these tests: its event loop is that of the main thread, where others work too.
@pytest.fixture(scope="package")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    path = executable()
    if path is None:
        cannot_run(request, MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"], timeout=PATIENCE_MILLISECONDS
        )
        expect.set_options(timeout=PATIENCE_MILLISECONDS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Site:
    """One workspace at the pages: Dana, who is a connector, and whoever she knows."""

    address: str
    graph: Graph
    workspace: str
    stack: ExitStack
    me: str = "dana"
    said: list[str] = field(default_factory=list)
    """What the browser complained of: a refused script, a failed request, an error."""

    def link(self, person: str = "dana", *, admin: bool = False) -> str:
        """A sign-in link."""
        scope: Literal["admin", "write"] = "admin" if admin else "write"
        token = create_link(acting(self.graph, self.workspace), person, scope=scope)
        return f"{self.address}/sign-in/{token}"

    def api(self, scope: Scope = "write", connector: str | None = "dana") -> httpx.Client:
        """The API with a key of Dana's, or of the whole workspace."""
        key = create_key(acting(self.graph, self.workspace), scope, connector).key
        headers = {"Authorization": f"Bearer {key}"}
        return self.stack.enter_context(open_client(base_url=self.address, headers=headers))

    def signed_in(self, person: str = "dana", *, admin: bool = False) -> httpx.Client:
        """Somebody signed in without a browser."""
        client = self.stack.enter_context(open_client(base_url=self.address))
        assert client.post(self.link(person, admin=admin)).status_code == 303
        return client

    def watch(self, page: Page) -> Page:
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def enter(self, context: BrowserContext, *, admin: bool = False) -> Page:
        """A page of this context, signed in through the link."""
        page = self.watch(context.new_page())
        page.goto(self.link(admin=admin))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/week")
        return page

    def bring_in_contacts(self) -> None:
        """Dana's LinkedIn contacts, by the command's way."""
        run_import(acting(self.graph, self.workspace), CONNECTIONS, "linkedin", connector=self.me)

    @property
    def session(self) -> Session:
        return acting(self.graph, self.workspace, "write", self.me)


@pytest.fixture
def site(address: str, pages_graph: Graph) -> Iterator[Site]:
    """An empty workspace with Dana in it."""
    with ExitStack() as stack:
        site = new_site(address, pages_graph, stack)
        yield site
        assert site.said == []


def new_site(address: str, graph: Graph, stack: ExitStack) -> Site:
    new = NewWorkspace(id=f"test-{token_hex(6)}", name="Pages", time_zone="Europe/Dublin")
    workspace = create_workspace(installed(graph), new, fill=copy_catalog).id
    site = Site(address, graph, workspace, stack)
    key = create_key(acting(graph, workspace), "write").key
    dana = {"id": "dana", "name": "Dana Whitfield", "connector": True, "regions": ["US/NY"]}
    headers = {"Authorization": f"Bearer {key}"}
    request("POST", f"{address}/v1/people", json=dana, headers=headers).raise_for_status()
    return site


Shoot = Callable[[Page, str], None]


@pytest.fixture
def shoot() -> Shoot:
    """Keeps a picture of a page in `.cache/screenshots`, for people to look at."""

    def keep(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return keep
