"""What graph tests share: the engine without the program between, and who was collected."""

from collections import defaultdict
from collections.abc import Iterator
from secrets import token_hex

import pytest
from neo4j import Driver

from tests.engines import Engine

CaseEngines = dict[str, set[str]]
CASE_ENGINES = pytest.StashKey[CaseEngines]()


@pytest.fixture(scope="session")
def driver(engine: Engine) -> Iterator[Driver]:
    """The harness's own way to the engine: it writes and reads what it likes."""
    with engine.address.driver() as driver:
        yield driver


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Remember on which engines each case is to run, before `-k` selects among them."""
    engines: CaseEngines = defaultdict(set)
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if "case" in parameters:
            name = f"{item.nodeid.partition('[')[0]}: {parameters['case']}"
            engines[name].add(str(parameters.get("engine")))
    config.stash[CASE_ENGINES] = engines


@pytest.fixture
def kind() -> str:
    """A kind of job that no other runner on this engine knows."""
    return f"test_{token_hex(4)}"


@pytest.fixture
def fresh() -> str:
    """The id of a workspace that does not exist yet."""
    return f"test-{token_hex(6)}"
