"""The demo: a made-up referral group, brought in by the same imports that users use."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from app.catalog.service import copy_catalog
from app.errors import AlreadyExists
from app.graph import Graph
from app.imports import service as imports
from app.imports.models import ImportFormat, Progress
from app.settings import Settings
from app.shipped import shipped
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace

WORKSPACE = "demo"
CONNECTOR = "dana-whitfield"
CONNECTOR_NAME = "Dana Whitfield"
LINK_LASTS = timedelta(days=1)
"""The demo is on the newcomer's own machine: they may come back to the terminal later."""


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One file of the demo, and whose contacts it holds."""

    path: Path
    format: ImportFormat
    connector: str | None = None


def demo_settings(settings: Settings) -> Settings:
    """The demo's own data folder, so that it never mixes with what is real."""
    return settings.model_copy(update={"data_dir": settings.data_dir / "demo"})


def demo_files() -> list[DemoFile]:
    """The demo's files in the order in which they go in: people first, then how they relate."""
    root = shipped("demo")
    own = [DemoFile(p, "people", p.stem) for p in sorted((root / "contacts").glob("*.csv"))]
    linkedin = [
        DemoFile(path, "linkedin", path.parent.name)
        for path in sorted((root / "linkedin").glob("*/Connections.csv"))
    ]
    return [
        DemoFile(root / "members.csv", "people"),
        *own,
        *linkedin,
        DemoFile(root / "relationships.csv", "relationships"),
        DemoFile(root / "acquainted.csv", "acquaintances"),
    ]


def load(graph: Graph, progress: Callable[[str, int], AbstractContextManager[Progress]]) -> None:
    """Bring the demo in; what is in already is left alone, so that a second start is quick."""
    with suppress(AlreadyExists):
        create_workspace(graph, NewWorkspace(id=WORKSPACE, name="Demo"), fill=copy_catalog)
    done = imports.finished_checksums(graph, WORKSPACE)
    todo = [file for file in demo_files() if _checksum(file.path) not in done]
    for file in todo:
        with progress(f"Bringing in {file.path.name}", 1) as tell:
            imports.run_import(
                graph,
                WORKSPACE,
                file.path,
                file.format,
                connector=file.connector,
                progress=tell,
            )


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def how_to_go_on(settings: Settings, key: str, token: str) -> str:
    """What a newcomer can do next, ready to open and to copy."""
    address = settings.http.address
    return f"""
Open the pages (this link signs you in as {CONNECTOR_NAME}, once):

  {address}/sign-in/{token}

Or ask the API (its description: {address}/openapi.json) in another terminal:

  export KEY={key}
  curl -H "Authorization: Bearer $KEY" "{address}/v1/connectors/{CONNECTOR}/pairings?limit=3"

Ctrl-C stops it and leaves nothing running.
"""
