"""What every test may use: the engines, a connection to each, and workspaces of one's own."""

import os
from collections.abc import Iterator
from secrets import token_hex
from typing import NoReturn

import hypothesis
import pytest

from app.catalog.service import copy_catalog
from app.graph import Graph, migrate
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.engines import ENGINES, Engine, Engines, Unavailable, must_run
from tests.sessions import installed

pytest_plugins = ["tests.lanes"]

POOL = pytest.StashKey[Engines]()

# Engines start beside the first tests: how long one example takes says nothing.
hypothesis.settings.register_profile(
    "tests",
    deadline=None,
    derandomize=must_run(),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("tests")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[POOL] = Engines()
    for name in list(os.environ):
        # Whoever runs the tests may have settings of their own; only those for tests count here.
        if name.startswith("INTROS_") and not name.startswith("INTROS_TEST_"):
            del os.environ[name]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the engines that the collected tests need, while the tests without one run.

    Where processes share the tests, each starts the engine of the lane that falls to it.
    """
    is_one_of_many = hasattr(session.config, "workerinput")
    if not session.config.option.collectonly and not is_one_of_many:
        session.config.stash[POOL].start(
            str(item.callspec.params["engine"])
            for item in session.items
            if isinstance(item, pytest.Function)
            and hasattr(item, "callspec")
            and "engine" in item.callspec.params
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[POOL].close()


def cannot_run(request: pytest.FixtureRequest, why: str) -> NoReturn:
    """Skip what cannot run here; on a build server it ends the run."""
    if must_run():
        request.session.shouldfail = why
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    try:
        return request.config.stash[POOL].get(request.param)
    except Unavailable as error:
        cannot_run(request, f"{request.param} cannot run here: {error}")


@pytest.fixture(scope="session")
def graph(engine: Engine) -> Iterator[Graph]:
    """The program's own door to the engine, its schema up to date."""
    with Graph(engine.settings) as graph:
        migrate(graph)
        yield graph


@pytest.fixture
def workspace(graph: Graph) -> str:
    """A new workspace without a catalog; nobody else writes into it."""
    return create_workspace(
        installed(graph), NewWorkspace(id=f"test-{token_hex(6)}", name="Test")
    ).id


@pytest.fixture
def catalog_workspace(graph: Graph) -> str:
    """A new workspace with the catalog that the program ships with."""
    new = NewWorkspace(id=f"test-{token_hex(6)}", name="Test")
    return create_workspace(installed(graph), new, fill=copy_catalog).id
