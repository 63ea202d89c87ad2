"""How long a week takes to plan, and how good the plan is proven to be.

`python -m benchmarks.plans CONNECTORS CONTACTS PEOPLE` makes a workspace on the embedded engine,
in a folder that goes when it ends, whose connectors know the same people, and plans its week.
Baselines: the greedy choice from the same pairs, and the bound that is true for all pairs.
"""

import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from app.catalog.service import copy_catalog
from app.graph import Graph, chunks, migrate
from app.people.repository import create_people, create_practices
from app.plans import service
from app.plans.models import NewPlan, Plan
from app.plans.rules.weeks import week_of
from app.relationships.repository import create_knows
from app.security import Caller
from app.settings import GraphSettings, Settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace

WORKSPACE = "benchmark"
COUNTIES = [f"US/NY/County {number}" for number in range(20)]


def make_network(graph: Graph, connectors: int, contacts: int, people: int, seed: int = 1) -> None:
    """A workspace in which each connector knows `contacts` of `people` who are no connectors."""
    random = Random(seed)
    create_workspace(graph, NewWorkspace(id=WORKSPACE, name="Benchmark"), fill=copy_catalog)
    professions = [p.key for p in _catalog_professions(graph)]
    now = datetime.now(UTC)
    known = [f"p{number:05}" for number in range(people)]
    own = [f"c{number:04}" for number in range(connectors)]
    rows = [_person(random, one, now, connector=one[0] == "c") for one in (*known, *own)]
    practices = [
        {"id": one, "profession": _skewed(random, professions), "position": 0} for one in known
    ]
    for query, some in ((create_people, rows), (create_practices, practices)):
        for part in chunks(some):
            graph.write(WORKSPACE, lambda tx, q=query, p=part: tx.do(q, rows=p))  # type: ignore[misc]
    for part in chunks(list(_knows(random, own, known, contacts))):
        graph.write(WORKSPACE, lambda tx, p=part: tx.do(create_knows, rows=p))  # type: ignore[misc]


def _catalog_professions(graph: Graph) -> list[Any]:
    from app.catalog.repository.queries import list_professions

    return graph.read(WORKSPACE, lambda tx: tx.many(list_professions))
