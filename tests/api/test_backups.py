"""Everything that a workspace can hold is in its backup, and comes back on either engine."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from neo4j import Driver

from app.backups import service as backups
from app.backups.service.kinds import LEFT_OUT
from app.clock import SystemClock
from app.graph import Graph, migrate
from app.pairings.models import PairingList
from app.pairings.service import list_pairings
from app.session import Installation
from app.settings import GraphSettings, Settings
from app.workspaces.service import delete_workspace
from tests.api import one_of_everything
from tests.api.conftest import Api
from tests.engines import Engine
from tests.graph.networks import Network, read_back
from tests.sessions import acting


@pytest.fixture(scope="session")
def driver(engine: Engine) -> Iterator[Driver]:
    with engine.address.driver() as driver:
        yield driver


@pytest.fixture
def elsewhere(engine: Engine, tmp_path: Path) -> Iterator[Installation]:
    """An empty built-in database with the same secret."""
    secret = engine.settings.signing_secret().decode()
    settings = Settings(
        _env_file=None,
        graph=GraphSettings(retry_seconds=60),
        data_dir=tmp_path / "elsewhere",
        secret=secret,
    )
    with Graph(settings) as graph:
        migrate(graph)
        yield Installation(graph, SystemClock())


def kept(network: Network) -> Any:
    """What is to come back."""
    for key in [key for key in network.nodes if key[0] in LEFT_OUT and key[0] != "Workspace"]:
        del network.nodes[key]
        network.edges = [e for e in network.edges if key not in (e.start, e.end)]
    return network.comparable()


PROFESSIONS = [
    *("divorce_attorney", "mortgage_broker", "realtor", "forensic_accountant", "mediator"),
    *("therapist", "cpa", "mover"),
]


def pairings(graph: Graph, workspace: str) -> PairingList:
    """With every score and all evidence, as the connector sees them."""
    return list_pairings(acting(graph, workspace, connector="dana"), "dana", limit=50)


def test_one_of_everything_comes_back_to_the_last_digit(
    api: Api, engine: Engine, driver: Driver, elsewhere: Installation, tmp_path: Path
) -> None:
    one_of_everything.fill(api, engine)
    here = Installation(api.graph, SystemClock())
    there = backups.move(here, elsewhere, tmp_path / "moving", [api.workspace])
    (moved,) = there.workspaces
    assert there.same_secret
    assert there.changed == ()
    assert moved.counts["Person"] > len(one_of_everything.OTHERS)
    assert list((tmp_path / "moving").iterdir()) == []
    before = kept(read_back(driver, api.workspace))
    delete_workspace(acting(api.graph, api.workspace))
    back = backups.move(elsewhere, here, tmp_path / "moving", [api.workspace])
    assert back.workspaces[0].counts == moved.counts
    assert kept(read_back(driver, api.workspace)) == before


def test_the_other_engine_suggests_the_same_pairs_with_the_same_scores_to_the_last_digit(
    api: Api, elsewhere: Installation, tmp_path: Path
) -> None:
    random = Random(7)
    client = api.client("write")
    people = [{"id": "dana", "name": "Dana", "connector": True}] + [
        {
            "id": f"p{number}",
            "name": f"Person {number}",
            "professions": random.sample(PROFESSIONS, 2),
            "regions": random.sample(["US/NY/Kings", "US/NY", "US/NJ", "*"], 2),
            "town": random.choice(["Rye", "Harrison"]),
        }
        for number in range(40)
    ]
    known = [
        {"from": "dana", "to": one["id"], "trust": random.random(), "since": "2019-01-01"}
        for one in people[1:]
    ]
    for path, rows in (("people", people), ("relationships", known)):
        answer = client.post(f"/v1/{path}/batch", json={"items": rows}).raise_for_status()
        assert {result["status"] for result in answer.json()["results"]} == {"created"}
    here = Installation(api.graph, SystemClock())
    before = pairings(api.graph, api.workspace)
    assert len(before.items) > 5
    backups.move(here, elsewhere, tmp_path, [api.workspace])
    assert pairings(elsewhere.graph, api.workspace) == before
    delete_workspace(acting(api.graph, api.workspace))
    backups.move(elsewhere, here, tmp_path, [api.workspace])
    assert pairings(api.graph, api.workspace) == before
