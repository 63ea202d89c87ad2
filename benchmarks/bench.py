"""One engine under measurement, with the graph that most measurements share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex

from neo4j import Driver

from app.catalog.service import copy_catalog
from app.graph import Graph, migrate
from app.session import Session
from app.workspace_settings.service import put_settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from benchmarks.network import make_network
from tests.engines import Engine
from tests.sessions import acting, installed

CONNECTORS = {f"connector-{contacts}": contacts for contacts in (100, 500, 1_000, 2_000, 5_000)}
DATABASE = "neo4j"


@dataclass(frozen=True, slots=True)
class Bench:
    """What a measurement needs; `driver` is the bare one, `graph` the service's own door."""

    engine: Engine
    graph: Graph
    driver: Driver
    workspace: str
    quick: bool

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def session(self) -> Session:
        return acting(self.graph, self.workspace, "read")


@contextmanager
def set_up(engine: Engine, *, quick: bool) -> Iterator[Bench]:
    """The engine with the graph of 20,000 people in a workspace of its own."""
    with Graph(engine.settings) as graph, engine.address.driver() as driver:
        migrate(graph)
        workspace = new_workspace(graph)
        with driver.session(database=DATABASE) as session:
            make_network(workspace, CONNECTORS).write(session)
        yield Bench(engine, graph, driver, workspace, quick)


def new_workspace(graph: Graph) -> str:
    """A new workspace with the catalog that the program ships; what is measured acts for all."""
    new = NewWorkspace(id=f"bench-{token_hex(4)}", name="Benchmark")
    made = create_workspace(installed(graph), new, fill=copy_catalog).id
    put_settings(acting(graph, made), {"integrations_act_for_connectors": True})
    return made
