"""A whole installation: a database of its own, a service and, where wanted, a worker."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGTERM

import httpx
import psutil
from neo4j import Driver

from app.catalog.service import copy_catalog
from app.graph import Graph, migrate
from app.graph.embedded import EmbeddedEngine
from app.graph.engine_supervisor import EngineFolder
from app.keys.service import create_key
from app.settings import Settings
from app.workspace_settings.service import put_settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from benchmarks.soak.backups import Backups
from benchmarks.soak.programs import Program, intros
from tests.neo4j_server import LTS, Address, wait_for
from tests.neo4j_server.jars import free_port, server_command
from tests.patience import open_client
from tests.sessions import acting, installed

WORKSPACES = ("soak", "plans")
"""Plans have one of their own, where no facts change while a week is decided."""
CONNECTOR = "dana"
Kill = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Database:
    """How programs find the database, and which of its processes can be killed."""

    environment: Mapping[str, str]
    kills: Mapping[str, Kill]

    @property
    def settings(self) -> Settings:
        """The same settings for this process."""
        given = self.environment
        values: dict[str, object] = {"data_dir": given["INTROS_DATA_DIR"]}
        if "INTROS_GRAPH__URI" in given:
            values["graph"] = {
                name: given[f"INTROS_GRAPH__{name.upper()}"] for name in ("uri", "user", "password")
            }
        return Settings.model_validate(values)

    @contextmanager
    def driver(self) -> Iterator[Driver]:
        """The bare driver."""
        if self.settings.graph.embedded:
            with EmbeddedEngine(self.settings.data_dir) as engine:
                bolt = engine.attach()
                with Address(bolt.uri, bolt.user, bolt.password).driver() as driver:
                    yield driver
        else:
            graph = self.settings.graph
            with Address(graph.uri, graph.user, graph.password.get_secret_value()).driver() as it:
                yield it


@dataclass(frozen=True, slots=True)
class Installation:
    """Its address, a key that may write for each workspace, and how its processes are killed."""

    folder: Path
    address: str
    keys: Mapping[str, str]
    environment: Mapping[str, str]
    kills: Mapping[str, Kill]
    backups: Backups

    @property
    def logs(self) -> str:
        """What the service and the worker said."""
        return "".join(path.read_text("utf-8") for path in sorted(self.folder.glob("*.log")))

    def client(self, workspace: str = WORKSPACES[0]) -> httpx.Client:
        """A client with the key of a workspace, that waits."""
        headers = {"Authorization": f"Bearer {self.keys[workspace]}"}
        return open_client(base_url=self.address, headers=headers)

    def answers(self) -> bool:
        """Whether a request is answered. The service may be starting, or waiting for the graph."""
        with self.client() as client, suppress(httpx.TransportError):
            return client.get("/v1/people", params={"limit": 1}).is_success
        return False


@contextmanager
def embedded(folder: Path) -> Iterator[Database]:
    """The built-in database, which programs start themselves, with its keeper."""
    data = folder / "data"

    def state(part: str) -> int:
        found = EngineFolder(data).read_state()
        return (getattr(found, part) if found else None) or 0

    def kill(part: str) -> None:
        # It may have ended since, or be between two lives.
        with suppress(psutil.NoSuchProcess):
            if pid := state(part):
                psutil.Process(pid).kill()

    yield Database(
        {"INTROS_DATA_DIR": str(data)},
        {"engine": lambda: kill("engine"), "keeper": lambda: kill("keeper")},
    )


@contextmanager
def neo4j(folder: Path) -> Iterator[Database]:
    """A Neo4j on a folder and a port of its own."""
    data, port = folder / "neo4j", free_port()
    data.mkdir()
    server = Program(server_command(LTS, data, port), {}, folder / "neo4j.out")
    address = Address(f"bolt://127.0.0.1:{port}")
    try:
        wait_for(address, lambda: server.process.poll() is None)
        given = {
            "INTROS_GRAPH__URI": address.uri,
            "INTROS_GRAPH__USER": address.user,
            "INTROS_GRAPH__PASSWORD": address.password,
            "INTROS_DATA_DIR": str(folder / "data"),
        }
        yield Database(given, {"engine": server.kill})
    finally:
        server.end(SIGKILL)


@contextmanager
def installation(
    folder: Path, database: Database, *, worker: bool = True
) -> Iterator[Installation]:
    """A service on this database, with new workspaces."""
    port = free_port()
    environment = {
        **database.environment,
        "INTROS_HTTP__PORT": str(port),
        "INTROS_SECRET": "only-for-this-run-" + "x" * 32,
    }
    with ExitStack() as stack:
        service = intros(("serve",), environment, folder / "service.log")
        stack.callback(service.end, SIGTERM)
        kills = {**database.kills, "service": service.kill}
        if worker:
            jobs = intros(("worker",), environment, folder / "worker.log")
            stack.callback(jobs.end, SIGTERM)
            kills["worker"] = jobs.kill
        backups = Backups(environment, folder / "backups")
        kills["backup"] = backups.kill
        keys = _new_workspaces(database)
        address = f"http://127.0.0.1:{port}"
        yield Installation(folder, address, keys, environment, kills, backups)


def _new_workspaces(database: Database) -> dict[str, str]:
    """Each workspace with a key that may write, for connectors too."""
    keys = {}
    with Graph(database.settings) as graph:
        migrate(graph)
        for name in WORKSPACES:
            new = NewWorkspace(id=name, name=name.capitalize())
            create_workspace(installed(graph), new, fill=copy_catalog)
            put_settings(acting(graph, name), {"integrations_act_for_connectors": True})
            keys[name] = create_key(acting(graph, name), "write").key
    return keys
