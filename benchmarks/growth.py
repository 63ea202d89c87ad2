"""How the time of pairings grows with the contacts; and a process that has ranked 5,000."""

import json

from app.pairings.service import list_pairings
from benchmarks.bench import CONNECTORS, Bench
from benchmarks.pairings import bare_facts, service
from benchmarks.processes import given_graph, measure_apart, peak
from benchmarks.results import Result, Target, times
from benchmarks.timing import in_turns
from tests.sessions import acting

ROOM = 300.0
MOST_GROWTH = 10.0
LARGEST = "connector-5000"


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
              took[LARGEST].median, facts["facts"].median),
        times("pairings of 5,000 contacts, peak memory of a process that ranks them, times idle",
              bench.name, *peak_memory(bench), unit="MB", target=Target(ROOM, "most", "value")),
    ]  # fmt: skip


def peak_memory(bench: Bench) -> tuple[float, float]:
    """Of a process of its own, in MB: the most after ranking, and when it had only connected."""
    most, idle = measure_apart("benchmarks.growth", bench, bench.workspace)
    return most, idle


def rank_in_this_process() -> None:
    """Rank 5,000 contacts several times and print the memory that it took."""
    with given_graph() as (graph, _, workspace):
        graph.check()
        idle = peak()
        for _ in range(5):
            list_pairings(acting(graph, workspace, "read"), LARGEST)
    print(json.dumps([peak(), idle]))


if __name__ == "__main__":
    rank_in_this_process()
