"""A week planned for many connectors at once, in a process of its own: how long, how well.

The value of a plan is compared with what the greedy choice reaches in the same run, and with a
bound that no choice among all pairs can exceed.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter
from typing import Any

from neo4j import Driver
from structlog.testing import capture_logs

from app.catalog.repository.queries import list_professions
from app.graph import Graph, Query, chunks
from app.people.repository import create_people, create_practices
from app.plans import repository, service
from app.plans.models import NewPlan
from app.plans.rules.solver import solve
from app.plans.rules.weeks import begin_of, monday_of
from app.relationships.facts.circles import load_acquaintances
from app.relationships.repository import create_knows
from benchmarks.bench import DATABASE, Bench, new_workspace
from benchmarks.pairings import bare_facts
from benchmarks.processes import given_graph, measure_apart, peak
from benchmarks.results import Result, Target, faster, times
from benchmarks.timing import in_turns
from tests.plan_problems import best_of_all, make_week
from tests.sessions import acting

SIZES = {(100, 200): 5_000, (1_000, 500): 5_000}
"""Connectors and contacts of each -> the people they are chosen from."""
LONGEST = 600.0
MOST_TIMES_BARE = 1.6
"""Of the time in which the driver reads the facts and nothing is made of them."""
ROOM, WIDEST = 2_048.0, 0.3
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
        times(f"{what}, from the request to the saved plans, times the bare reading of its facts",
              engine, found["seconds"], found["bare"], "s",
              target=Target(MOST_TIMES_BARE, "most")),
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


def bare(driver: Driver, workspace: str, week: str) -> float:
    """How long the driver takes to read what the plan is made of; nothing is made of it."""
    monday = begin_of(monday_of(week), "UTC")
    common: list[tuple[Query[Any], dict[str, Any]]] = [
        (repository.load_week, {"week": week, "since": monday - timedelta(weeks=12),
                                "before": monday}),
        (load_acquaintances, {}),
        (repository.list_connectors, {}),
    ]  # fmt: skip
    with driver.session(database=DATABASE) as session:

        def read(query: Query[Any], **parameters: Any) -> list[Any]:
            text = query.statement.text
            given = {"workspace": workspace} | parameters
            return session.execute_read(lambda tx: list(tx.run(text, given)))

        begin = perf_counter()
        *_, connectors = [read(query, **parameters) for query, parameters in common]
        for row in connectors:
            bare_facts(driver, workspace, row["id"], circles=False)
            read(repository.load_shown, connector=row["id"], week=week)
        return perf_counter() - begin


def plan_in_this_process() -> None:
    """Plan this week for all connectors and print what it took."""
    with given_graph() as (graph, driver, workspace), capture_logs() as logs:
        session = acting(graph, workspace)
        week = service.this_week(session)
        # Before the plan there is no more to read; the engine knows all of it by then.
        reading = min(bare(driver, workspace, week) for _ in range(2))
        idle, begin = peak(), perf_counter()
        job = service.prepare(session, NewPlan(week=week))
        plan = service.perform(session, job)
        seconds = perf_counter() - begin
    (said,) = (log for log in logs if log["event"] == "week_decided")
    names = ("facts", "candidates", "choice", "greedy")
    print(
        json.dumps(
            {name: said[name] for name in names}
            | {"bare": reading, "seconds": seconds, "gap": plan.gap, "objective": plan.objective}
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
    put(create_knows, list(_knows(random, own, known, contacts)), source="benchmark", own_word=True)


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
