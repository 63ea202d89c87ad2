"""A measurement in its own process, so that its memory is no one else's."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

from neo4j import Driver, GraphDatabase

from app.graph import Graph
from app.settings import GraphSettings, Settings
from benchmarks.bench import Bench

GIVEN = "BENCHMARK"
STATUS = Path("/proc/self/status")


def measure_apart(module: str, bench: Bench, workspace: str) -> Any:
    """Run a module of this package on a workspace; gives what it printed, as JSON."""
    address = bench.engine.address
    given = {
        "uri": address.uri,
        "user": address.user,
        "password": address.password,
        "workspace": workspace,
    }
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=os.environ | {GIVEN: json.dumps(given)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@contextmanager
def given_graph() -> Iterator[tuple[Graph, Driver, str]]:
    """In that process: the graph, the bare driver and the workspace that it was given."""
    given = json.loads(os.environ[GIVEN])
    workspace = given.pop("workspace")
    with (
        Graph(Settings(_env_file=None, graph=GraphSettings(**given))) as graph,
        GraphDatabase.driver(given["uri"], auth=(given["user"], given["password"])) as driver,
    ):
        yield graph, driver, workspace


def peak() -> float:
    """The most memory that this process had, in MB.

    Linux counts the process that started this one into `ru_maxrss`, but not into `VmHWM`.
    """
    if STATUS.exists():
        (line,) = (row for row in STATUS.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return getrusage(RUSAGE_SELF).ru_maxrss / (1024 * 1024)
