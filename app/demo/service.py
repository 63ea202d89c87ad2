"""The demo: a made-up referral group, imported by the same imports that users use."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from app.catalog.service import copy_catalog
from app.errors import AlreadyExists, NotFound
from app.imports import service as imports
from app.imports.models import ImportFormat, Progress
from app.introductions import service as introductions
from app.introductions.models import NewIntroduction
from app.introductions.rules.lifecycle import Act
from app.pairings.service import list_pairings
from app.resources import shipped
from app.security import Principal
from app.session import Installation, Session
from app.settings import Settings
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


def load(
    installation: Installation, progress: Callable[[str, int], AbstractContextManager[Progress]]
) -> None:
    """Import the demo; files that are finished are skipped, so that a second start is quick."""
    with suppress(AlreadyExists):
        create_workspace(installation, NewWorkspace(id=WORKSPACE, name="Demo"), fill=copy_catalog)
    session = installation.session(Principal.system(WORKSPACE, "demo"))
    done = imports.finished_checksums(session)
    todo = [file for file in demo_files() if _checksum(file.path) not in done]
    for file in todo:
        with progress(f"Importing {file.path.name}", 1) as tell:
            imports.run_import(
                session,
                file.path,
                file.format,
                connector=file.connector,
                progress=tell,
            )


STORIES: tuple[tuple[Act, ...], ...] = (
    (),
    (Act("ask"),),
    (Act("ask"), Act("answer", side="a", said="yes"), Act("answer", side="b", said="yes")),
    (
        Act("ask"),
        Act("answer", side="a", said="yes"),
        Act("answer", side="b", said="yes"),
        Act("introduce"),
        Act("met"),
    ),
    (Act("ask"), Act("answer", side="b", said="no")),
)
"""How far the demo's introductions have come."""


def begin_introductions(session: Session, secret: bytes) -> None:
    """Put some introductions on the board, of people who are not among the ten best pairings."""
    with suppress(NotFound):
        introductions.get(session, _story_id(len(STORIES) - 1))
        return
    shown = list_pairings(session, CONNECTOR, limit=10).items
    kept_out = {person.id for pairing in shown for person in (pairing.a, pairing.b)}
    others = list_pairings(session, CONNECTOR, limit=60, max_per_person=1).items
    rated = (p for p in others if not p.needs_rating and not {p.a.id, p.b.id} & kept_out)
    for number, (pairing, story) in enumerate(zip(rated, STORIES, strict=False)):
        body = NewIntroduction(
            id=_story_id(number), connector_id=CONNECTOR, a=pairing.a.id, b=pairing.b.id
        )
        with suppress(AlreadyExists):
            introductions.create(session, body)
            for act in story:
                introductions.apply_action(session, body.id or "", act, secret=secret)


def _story_id(number: int) -> str:
    return f"demo-{number + 1}"


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def how_to_go_on(settings: Settings, key: str, token: str) -> str:
    """What a newcomer can do next, ready to open and to copy."""
    address = settings.http.address
    return f"""
Open the app. This link signs you in as {CONNECTOR_NAME}, once:

  {address}/sign-in/{token}

Or call the API in another terminal ({address}/openapi.json describes it):

  export KEY={key}
  curl -H "Authorization: Bearer $KEY" "{address}/v1/connectors/{CONNECTOR}/pairings?limit=3"

Press Ctrl-C to stop. Nothing keeps running.
"""
