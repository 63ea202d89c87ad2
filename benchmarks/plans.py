"""A week planned for many connectors at once, in a process of its own: how long, how well.

The value of a plan is compared with what the greedy choice reaches in the same run, and with a
bound that no choice among all pairs can exceed.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from random import Random
from time import perf_counter
from typing import Any

from structlog.testing import capture_logs

from app.catalog.repository.queries import list_professions
from app.graph import Graph, Query, chunks
from app.people.repository import create_people, create_practices
from app.plans import service
from app.plans.models import NewPlan
from app.plans.rules.solver import solve
from app.relationships.repository import create_knows
from benchmarks.bench import Bench, new_workspace
from benchmarks.processes import given_graph, measure_apart, peak
from benchmarks.results import Result, Target, faster, times
from benchmarks.timing import in_turns
from tests.plan_problems import best_of_all, make_week
from tests.sessions import acting

SIZES = {(100, 200): 5_000, (1_000, 500): 5_000}
"""Connectors and contacts of each -> the people they are chosen from."""
LONGEST, ROOM, WIDEST = 120.0, 4_096.0, 1.0
COUNTIES = [f"US/NY/County {number}" for number in range(20)]
SEGMENTS = ["families", "seniors", "firms", "start-ups", "doctors", "landlords"]


def measure(bench: Bench) -> list[Result]:
    results = [small(bench)]
    for (connectors, contacts), people in SIZES.items():
        if bench.quick and connectors > 100:  # noqa: PLR2004
            continue
        workspace = new_workspace(bench.graph)
        make_network(bench.graph, workspace, connectors, contacts, people)
        found = measure_apart("benchmarks.plans", bench, workspace)
        results += told(bench.name, f"plan of {connectors:,} × {contacts:,} contacts", found)
    return results


def told(engine: str, what: str, found: dict[str, float]) -> list[Result]:
    def figure(name: str, value: float, unit: str, target: Target | None = None) -> Result:
        return Result(f"{what}, {name}", engine, value, unit, None, None, target)

    return [
        figure("from the request to the saved plans", found["seconds"], "s",
               Target(LONGEST, "most", "value")),
        figure("facts, read while candidates are weighed", found["facts"], "s"),
        figure("candidates", found["candidates"], "s"),
        figure("choice", found["choice"], "s"),
        figure("gap to the bound of all pairs", 100 * found["gap"], "%",
               Target(WIDEST, "most", "value")),
        times(f"{what}, value, times that of the greedy choice", engine,
              found["objective"], found["greedy"], "points"),
        times(f"{what}, peak memory of its process, times idle", engine,
              found["most"], found["idle"], "MB", Target(ROOM, "most", "value")),
    ]  # fmt: skip


def small(bench: Bench) -> Result:
    """A week small enough to look at every choice there is."""
    week = make_week(1, connectors=3, contacts=4, people=6, kept=6, goal=3)
    best = best_of_all(week.whole)
    found = solve(week.whole, lambda: LONGEST)
    if abs(found.objective - best) > 1e-7 or found.gap > 0:  # noqa: PLR2004
        raise ValueError(f"the choice reaches {found.objective} of {best}")
    took = in_turns(
        {
            "solver": lambda: solve(week.whole, lambda: LONGEST),
            "enumeration": lambda: best_of_all(week.whole),
        },
        3 if bench.quick else 9,
    )
    return faster(
        "choice of 3 connectors × 4 contacts, times faster than looking at every choice",
        bench.name, took["solver"].median, took["enumeration"].median,
    )  # fmt: skip


def plan_in_this_process() -> None:
    """Plan this week for all connectors and print what it took."""
    with given_graph() as (graph, workspace), capture_logs() as logs:
        session = acting(graph, workspace)
        week = service.this_week(session)
        idle, begin = peak(), perf_counter()
        job = service.prepare(session, NewPlan(week=week))
        plan = service.perform(session, job)
        seconds = perf_counter() - begin
    (said,) = (log for log in logs if log["event"] == "week_decided")
    names = ("facts", "candidates", "choice", "greedy")
    print(
        json.dumps(
            {name: said[name] for name in names}
            | {"seconds": seconds, "gap": plan.gap, "objective": plan.objective}
            | {"most": peak(), "idle": idle}
        )
    )


def make_network(
    graph: Graph, workspace: str, connectors: int, contacts: int, people: int, seed: int = 1
) -> None:
    """Connectors who know `contacts` each, of the same `people`, who are no connectors."""
    random = Random(seed)
    rows = graph.read(workspace, lambda tx: tx.many(list_professions, after="", most=1000))
    professions = [row.key for row in rows]
    known = [f"p{number:05}" for number in range(people)]
    own = [f"c{number:04}" for number in range(connectors)]
    everybody = [_person(random, one, connector=False) for one in known]
    everybody += [_person(random, one, connector=True) for one in own]
    practices = [{"id": one, "entry": [0, _skewed(random, professions)]} for one in known]

    def put(query: Query[Any], rows: Sequence[Any], **parameters: Any) -> None:
        for part in chunks(rows):
            graph.write(workspace, lambda tx, p=part: tx.do(query, rows=p, **parameters))  # type: ignore[misc]

    put(create_people, everybody, version=1, now=datetime.now(UTC))
    put(create_practices, practices)
    put(create_knows, list(_knows(random, own, known, contacts)), source="benchmark")


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


if __name__ == "__main__":
    plan_in_this_process()
