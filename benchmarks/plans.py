"""How long a week takes to plan, and how good the plan is proven to be.

`python -m benchmarks.plans CONNECTORS CONTACTS PEOPLE` makes a workspace on the embedded engine,
in a folder that goes when it ends, whose connectors know the same people, and plans its week. The
bound, true for all pairs, is the baseline that the gap is measured against.
"""

import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from app.catalog.repository.queries import list_professions
from app.catalog.service import copy_catalog
from app.graph import Graph, Query, chunks, migrate
from app.people.repository import create_people, create_practices
from app.plans import service
from app.plans.models import NewPlan, Plan
from app.relationships.repository import create_knows
from app.security import Caller
from app.settings import GraphSettings, Settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace

WORKSPACE = "benchmark"
COUNTIES = [f"US/NY/County {number}" for number in range(20)]
SEGMENTS = ["families", "seniors", "firms", "start-ups", "doctors", "landlords"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One week planned: seconds, those of this process's own, its peak of MB, and the plan."""

    seconds: float
    computing: float
    megabytes: float
    plan: Plan


def measure(graph: Graph) -> Measured:
    """Plan this week for all connectors of the benchmark's workspace."""
    begin, cpu = perf_counter(), process_time()
    new = NewPlan(week=service.this_week(graph, WORKSPACE))
    job = service.prepare(graph, Caller("benchmark", WORKSPACE, "write"), new)
    plan = service.perform(graph, job)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(perf_counter() - begin, process_time() - cpu, megabytes, plan)


def make_network(graph: Graph, connectors: int, contacts: int, people: int, seed: int = 1) -> None:
    """A workspace in which each connector knows `contacts` of `people` who are no connectors."""
    random = Random(seed)
    create_workspace(graph, NewWorkspace(id=WORKSPACE, name="Benchmark"), fill=copy_catalog)
    professions = [
        row.key
        for row in graph.read(WORKSPACE, lambda tx: tx.many(list_professions, after="", most=1000))
    ]
    known = [f"p{number:05}" for number in range(people)]
    own = [f"c{number:04}" for number in range(connectors)]
    now = datetime.now(UTC)
    everybody = [_person(random, one, connector=False) for one in known]
    everybody += [_person(random, one, connector=True) for one in own]
    practices = [{"id": one, "entry": [0, _skewed(random, professions)]} for one in known]
    knows = list(_knows(random, own, known, contacts))
    _write(graph, create_people, everybody, version=1, now=now)
    _write(graph, create_practices, practices)
    _write(graph, create_knows, knows, source="benchmark")


def _write(graph: Graph, query: Query[Any], rows: Sequence[Any], **parameters: Any) -> None:
    for part in chunks(rows):
        graph.write(WORKSPACE, lambda tx, part=part: tx.do(query, rows=part, **parameters))  # type: ignore[misc]


def _person(random: Random, person: str, *, connector: bool) -> dict[str, Any]:
    return {
        "id": person,
        "properties": {
            "name": f"Person {person}",
            "name_key": f"person {person}",
            "role": "partner",
            "connector": connector,
            "regions": [_skewed(random, COUNTIES)],
            "segments": random.sample(SEGMENTS, random.choice([0, 1, 2])),
        },
    }


def _knows(
    random: Random, own: Sequence[str], known: Sequence[str], contacts: int
) -> Iterator[dict[str, Any]]:
    for connector in own:
        for person in random.sample(known, contacts):
            trust = random.choice([None, 0.3, 0.6, 0.9])
            since = date(2020, 1, 1)
            properties = {"rated": trust is not None, "since": since}
            yield {
                "source": connector,
                "target": person,
                "properties": properties | ({} if trust is None else {"trust": trust}),
            }


def _skewed(random: Random, items: Sequence[str]) -> str:
    return items[int(len(items) * random.random() ** 2)]


def main(connectors: int, contacts: int, people: int) -> None:
    with tempfile.TemporaryDirectory(prefix="intros-benchmark-") as folder:
        settings = Settings(
            _env_file=None, graph=GraphSettings(uri="embedded:"), data_dir=Path(folder)
        )
        with Graph(settings) as graph:
            migrate(graph)
            make_network(graph, connectors, contacts, people)
            found = measure(graph)
    plan = found.plan
    pairings = sum(len(one.pairings) for one in plan.connectors)
    print(
        f"{connectors:,} connectors × {contacts:,} contacts of {people:,} people: {pairings:,} "
        f"pairings in {found.seconds:.1f} s ({found.computing:.1f} s computing), "
        f"{found.megabytes:,.0f} MB; objective {plan.objective:.3f}, "
        f"bound {plan.bound:.3f}, gap {100 * (plan.gap or 0):.3f} %"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
