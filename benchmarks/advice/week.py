"""The first week of made-up networks, imported and planned by the program itself."""

import csv
import logging
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
import yaml
from pydantic import BaseModel

from app.catalog.repository.files import load_catalog
from app.graph import Graph, migrate
from app.imports.service import run_import
from app.pairings import service as pairings
from app.pairings.models import Pairing
from app.plans import service as plans
from app.plans.models import ConnectorPlan, NewPlan
from app.session import Session
from benchmarks.bench import new_workspace
from tests.engines import open_embedded
from tests.sessions import acting

FOLDER = Path(__file__).parent / "networks"
CONNECTOR = "connector"
LIST = 10
OCCASIONS = {event.key: event.occasion or event.key for event in load_catalog().trigger_events}


class Person(BaseModel):
    """One contact: what they do is known, or told by their title only."""

    name: str
    title: str = ""
    organisation: str = ""
    professions: tuple[str, ...] = ()
    member: bool = False
    """Whether they are in the connector's group, whose members know each other."""


class Network(BaseModel):
    """A made-up connector's contacts."""

    name: str
    what: str
    region: str
    connector: Person
    group: str = ""
    """The connector's group, which meets regularly; empty: none."""
    people: tuple[Person, ...]


def read(name: str) -> Network:
    """The network of this name; raises `FileNotFoundError`."""
    content = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return Network.model_validate(yaml.safe_load(content))


def names() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.yaml"))


def show(wanted: Sequence[str]) -> None:
    """Plan the first week of these networks, or of all, and print it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with ExitStack() as stack:
        engine = open_embedded(stack)
        graph = stack.enter_context(Graph(engine.settings))
        migrate(graph)
        for name in wanted or names():
            session = acting(graph, new_workspace(graph))
            print(told(session, read(name)), flush=True)


def told(session: Session, network: Network) -> str:
    """The network's first week and its list, as its connector reads them."""
    fill(session, network)
    plan = planned(session)
    partners = len(plan.left_out) + len(
        {side.id for one in plan.pairings for side in (one.a, one.b)}
    )
    lines = [
        f"## {network.what}: {len(network.people)} people, {partners} of them partners",
        "### The week",
        *numbered(session, plan.pairings),
        "### The list",
        *numbered(session, pairings.list_pairings(session, CONNECTOR, limit=LIST).items),
    ]
    return "\n\n".join(lines) + "\n"


def fill(session: Session, network: Network) -> None:
    """Import a network as its owner would."""
    with TemporaryDirectory(prefix="intros-advice-") as folder:
        own, others = Path(folder) / "own.csv", Path(folder) / "others.csv"
        _write(own, [network.connector], network, is_connector=True)
        _write(others, network.people, network, is_connector=False)
        run_import(session, own, "people")
        run_import(session, others, "people", connector=CONNECTOR)


def _write(file: Path, people: Sequence[Person], network: Network, *, is_connector: bool) -> None:
    head = (
        "id",
        "name",
        "title",
        "organisation",
        "professions",
        "regions",
        "connector",
        "meeting_groups",
    )
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(head)
        for number, one in enumerate(people):
            writer.writerow([
                CONNECTOR if is_connector else f"p{number}", one.name, one.title, one.organisation,
                ";".join(one.professions), network.region, "yes" if is_connector else "",
                network.group if is_connector or one.member else "",
            ])  # fmt: skip


def planned(session: Session) -> ConnectorPlan:
    """The connector's week, not saved."""
    job = plans.prepare(session, NewPlan(week=plans.this_week(session), dry_run=True))
    plan = plans.perform(session, job)
    return plan.connectors[0]


def numbered(session: Session, found: Sequence[Pairing]) -> list[str]:
    """Pairings as a connector reads them, each with its leading event, and how they differ."""
    lines, leading, kinds = [], [], []
    for number, one in enumerate(found, 1):
        explained = pairings.explain_pairing(session, CONNECTOR, one.a.id, one.b.id)
        event = next((connection.trigger_event for connection in explained.connections), "none")
        who = " and ".join(
            f"{side.name} ({', '.join(side.professions)})" for side in (one.a, one.b)
        )
        lines.append(f"{number}. {who} [{event}]\n   {one.sentence}")
        leading.append(OCCASIONS.get(event, event))
        kinds.append(frozenset(side.professions[0] for side in (one.a, one.b) if side.professions))
    different = f"{len(set(kinds))} kinds and {len(set(leading))} occasions in {len(lines)} pairs."
    return [*lines, different]
