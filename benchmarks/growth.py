"""How the time of pairings grows with the contacts; and a process that has ranked 5,000."""

import json
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from app.graph import Graph
from app.pairings.service import list_pairings
from app.settings import GraphSettings, Settings
from benchmarks.bench import CONNECTORS, Bench
from benchmarks.pairings import bare_facts, service
from benchmarks.results import Result, Target, times
from benchmarks.timing import in_turns
from tests.sessions import acting

ROOM = 300.0
LONGEST = 500.0
MOST_GROWTH = 12.0
LARGEST = "connector-5000"
STATUS = Path("/proc/self/status")


def measure(bench: Bench) -> list[Result]:
    took = in_turns(
        {name: lambda c=name: service(bench, c) for name in CONNECTORS},  # type: ignore[misc]
        3 if bench.quick else 21,
    )
    base = took["connector-500"].median
    facts = in_turns(
        {"facts": lambda: bare_facts(bench.driver, bench.workspace, LARGEST)},
        3 if bench.quick else 21,
    )
    results = [
        times(f"pairings of {contacts:,} contacts, times those of 500", bench.name,
              took[name].median, base,
              target=Target(MOST_GROWTH, "most") if name == LARGEST else None)
        for name, contacts in CONNECTORS.items() if contacts != 500  # noqa: PLR2004
    ]  # fmt: skip
    return [
        *results,
        times("pairings of 5,000 contacts, times the bare fact queries", bench.name,
              took[LARGEST].median, facts["facts"].median,
              target=Target(LONGEST, "most", "value")),
        times("pairings of 5,000 contacts, peak memory of a process that ranks them, times idle",
              bench.name, *peak_memory(bench), unit="MB", target=Target(ROOM, "most", "value")),
    ]  # fmt: skip


def peak_memory(bench: Bench) -> tuple[float, float]:
    """Of a process of its own, in MB: the most after ranking, and when it had only connected."""
    address = bench.engine.address
    given = {
        "uri": address.uri,
        "user": address.user,
        "password": address.password,
        "workspace": bench.workspace,
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth"],
        env=os.environ | {"BENCHMARK": json.dumps(given)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    most, idle = json.loads(done.stdout)
    return most, idle


def peak() -> float:
    """The most memory that this process had, in MB.

    Linux counts the process that started this one into `ru_maxrss`, but not into `VmHWM`.
    """
    if STATUS.exists():
        (line,) = (row for row in STATUS.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return getrusage(RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def rank_in_this_process() -> None:
    """Rank 5,000 contacts several times and print the memory that it took."""
    given = json.loads(os.environ["BENCHMARK"])
    workspace = given.pop("workspace")
    settings = Settings(_env_file=None, graph=GraphSettings(**given))
    with Graph(settings) as graph:
        graph.check()
        idle = peak()
        for _ in range(5):
            list_pairings(acting(graph, workspace, "read"), LARGEST)
    print(json.dumps([peak(), idle]))


if __name__ == "__main__":
    rank_in_this_process()
