"""Pairings end to end in the service: against the naive statement, and against the bare facts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from neo4j import Driver, ManagedTransaction

from app.graph.reader_and_writer import find_workspace
from app.introductions import facts as introductions
from app.introductions.rules.lifecycle import OPEN
from app.ledger import facts as ledger
from app.opportunities import facts as opportunities
from app.pairings.models import PairingSettings
from app.pairings.repository import activity_since
from app.pairings.service import list_pairings
from app.people import facts as people
from app.relationships import facts as relationships
from benchmarks.bench import DATABASE, Bench
from benchmarks.results import Result, Target, faster, times
from benchmarks.timing import in_turns

BASELINE = Path(__file__).parent / "naive_pairings.cypher"
CONNECTOR = "connector-500"
LIMIT = 10
FASTER = {"embedded": 300.0}
FASTER_ON_NEO4J = 45.0


def naive(bench: Bench) -> None:
    """The statement that a Neo4j user would write first."""
    parameters = {"workspace": bench.workspace, "connector": CONNECTOR, "limit": LIMIT}
    text = BASELINE.read_text(encoding="utf-8")
    with bench.driver.session(database=DATABASE) as session:
        session.execute_read(lambda tx: list(tx.run(text, parameters)))


def bare_facts(driver: Driver, workspace: str, connector: str, *, circles: bool = True) -> None:
    """The statements that read the facts, by the driver in one transaction; nothing is made of
    what they return. `circles`: who else knows the contacts, which a plan reads once for all."""
    since = activity_since(datetime.now(UTC), PairingSettings())
    given = {"workspace": workspace, "connector": connector, "only": None}
    window = {"since": since, "before": None}
    days = {"since_day": since.date(), "before_day": None}

    def work(tx: ManagedTransaction) -> None:
        statements: list[tuple[str, dict[str, Any]]] = [
            (find_workspace.statement.text, {"workspace": workspace}),
            (people.load_facts.statement.text, given),
            (relationships.load_facts.statement.text, given),
            (introductions.load_facts.statement.text, given | window | {"open": list(OPEN)}),
            (ledger.load_facts.statement.text, given | days),
            (opportunities.load_facts.statement.text, given),
        ]
        if circles:
            statements.append((relationships.load_circles.statement.text, given))
        for text, parameters in statements:
            list(tx.run(text, parameters))

    with driver.session(database=DATABASE) as session:
        session.execute_read(work)


def service(bench: Bench, connector: str) -> None:
    found = list_pairings(bench.session, connector, limit=LIMIT)
    if len(found.items) != LIMIT:
        raise ValueError(f"{connector} got {len(found.items)} pairings instead of {LIMIT}")


def measure(bench: Bench) -> list[Result]:
    """A connector with 500 contacts."""
    subject = {
        "service": lambda: service(bench, CONNECTOR),
        "facts": lambda: bare_facts(bench.driver, bench.workspace, CONNECTOR),
    }
    with_naive = in_turns({"naive": lambda: naive(bench), **subject}, 2 if bench.quick else 7)
    alone = in_turns(subject, 30 if bench.quick else 100)
    at_least = FASTER.get(bench.name, FASTER_ON_NEO4J)
    took = alone["service"].median
    return [
        faster("pairings of 500 contacts, times faster than the naive statement", bench.name,
               took, with_naive["naive"].median, target=Target(at_least, "least")),
        times("pairings of 500 contacts, times the bare fact queries", bench.name,
              took, alone["facts"].median, target=Target(1.35, "most")),
        times("pairings of 500 contacts, the first call after the start", bench.name,
              with_naive["service"].cold, took),
    ]  # fmt: skip
