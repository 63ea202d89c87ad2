"""Importing contacts against raw CREATE batches that leave the same graph behind.

The baseline knows everything beforehand: it parses, matches and checks nothing, and takes no
lock. Its rows are read from what the import left, so that both write the same.
"""

from calendar import month_abbr
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from neo4j import Session

from app.imports.service import run_import
from benchmarks.bench import DATABASE, Bench, new_workspace
from benchmarks.network import create
from benchmarks.results import Result, Target, times
from benchmarks.timing import MILLISECONDS, timed
from tests.pairings_facts import TODAY
from tests.sessions import acting

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
TITLES = [
    "Realtor", "Attorney", "CPA", "Financial Advisor", "Mortgage Broker", "Owner", "CEO",
    "Insurance Agent", "Consultant", "Estate Planning Attorney", "Senior Software Engineer",
    "Marketing Manager", "Physical Therapist", "Architect", "Sales Representative", "",
]  # fmt: skip
WITH_ADDRESS = 0.1
LEAST = 0.8
CONNECTOR = "connector"
CREATE_CONNECTOR = (
    "CREATE (:Person {workspace: $workspace, id: $id, name: 'Connector', name_key: 'connector', "
    "role: 'partner', connector: true, version: 1})"
)
LABELS = ("Person", "Identifier", "Organisation")
READ_NODES = {
    label: f"MATCH (n:{label} {{workspace: $workspace}}) RETURN properties(n) AS row"
    for label in LABELS
}
CREATE_NODES = {label: f"UNWIND $rows AS row CREATE (n:{label}) SET n = row" for label in LABELS}
RELATIONSHIPS = (
    ("Identifier", "IDENTIFIES", "Person"),
    ("Person", "WORKED_AT", "Organisation"),
    ("Person", "PRACTICES", "Profession"),
    ("Person", "KNOWS", "Person"),
)
READ_RELATIONSHIPS = {
    how: (
        f"MATCH (a:{how[0]} {{workspace: $workspace}})-[r:{how[1]}]->(b:{how[2]}) "
        "RETURN {a: a.id, b: b.id, properties: properties(r)} AS row"
    )
    for how in RELATIONSHIPS
}
CREATE_RELATIONSHIPS = {
    how: (
        f"UNWIND $rows AS row MATCH (a:{how[0]} {{workspace: $workspace, id: row.a}}) "
        f"MATCH (b:{how[2]} {{workspace: $workspace, id: row.b}}) "
        f"CREATE (a)-[r:{how[1]}]->(b) SET r = row.properties"
    )
    for how in RELATIONSHIPS
}


def measure(bench: Bench) -> list[Result]:
    """One import and one baseline for each repetition, each into a workspace of its own."""
    contacts = 5_000 if bench.quick else 30_000
    imported, created = [], []
    with TemporaryDirectory(prefix="intros-bench-") as folder:
        for number in range(1 if bench.quick else 3):
            file = Path(folder) / f"{number}.csv"
            file.write_text(linkedin_file(contacts, seed=number), encoding="utf-8")
            workspace = workspace_with_connector(bench)
            imported.append(contacts / timed(lambda f=file, w=workspace: import_file(bench, w, f)))  # type: ignore[misc]
            graph = _read(bench, workspace)
            baseline = workspace_with_connector(bench)
            created.append(contacts / timed(lambda w=baseline, g=graph: _create(bench, w, g)))  # type: ignore[misc]
            if _sizes(_read(bench, baseline)) != _sizes(graph):
                raise ValueError("the baseline left another graph than the import")
    return [
        times(f"import of {contacts:,} contacts, share of the rate of raw CREATE batches",
              bench.name, MILLISECONDS * median(imported), MILLISECONDS * median(created),
              unit="contacts/s", target=Target(LEAST, "least")),
    ]  # fmt: skip


def linkedin_file(contacts: int, seed: int) -> str:
    """A Connections.csv: most have a profile, one in ten an address, some share an employer."""
    random, lines = Random(seed), [HEAD]
    for number in range(contacts):
        day = TODAY - timedelta(random.randrange(3000))
        email = (
            f"person{number}@firm{number % 997}.example" if random.random() < WITH_ADDRESS else ""
        )
        lines.append(
            f"First{number % 1009},Last{number},https://www.linkedin.com/in/person-{number},"
            f"{email},Firm {int(contacts / 3 * random.random() ** 2)},{random.choice(TITLES)},"
            f"{linkedin_day(day)}"
        )
    return "\n".join(lines) + "\n"


def linkedin_day(day: date) -> str:
    return f"{day.day:02} {month_abbr[day.month]} {day.year}"


def workspace_with_connector(bench: Bench) -> str:
    workspace = new_workspace(bench.graph)
    with bench.driver.session(database=DATABASE) as session:
        parameters = {"workspace": workspace, "id": CONNECTOR}
        session.execute_write(lambda tx: tx.run(CREATE_CONNECTOR, parameters).consume())
    return workspace


def import_file(bench: Bench, workspace: str, file: Path) -> None:
    report = run_import(acting(bench.graph, workspace), file, "linkedin", connector=CONNECTOR)
    if report.status != "done" or report.refused or report.created != report.rows:
        raise ValueError(f"the import did not add everyone: {report}")


Rows = Sequence[dict[str, Any]]
Whole = tuple[dict[str, Rows], dict[tuple[str, str, str], Rows]]


def _read(bench: Bench, workspace: str) -> Whole:
    """All that an import leaves, as rows."""
    with bench.driver.session(database=DATABASE) as session:
        nodes = {label: _rows(session, text, workspace) for label, text in READ_NODES.items()}
        related = {how: _rows(session, text, workspace) for how, text in READ_RELATIONSHIPS.items()}
    nodes["Person"] = [row for row in nodes["Person"] if row["id"] != CONNECTOR]
    return nodes, related


def _rows(session: Session, text: str, workspace: str) -> Rows:
    parameters = {"workspace": workspace}
    return session.execute_read(lambda tx: [record["row"] for record in tx.run(text, parameters)])


def _create(bench: Bench, workspace: str, graph: Whole) -> None:
    nodes, related = graph
    with bench.driver.session(database=DATABASE) as session:
        for label, rows in nodes.items():
            here = [row | {"workspace": workspace} for row in rows]
            create(session, CREATE_NODES[label], here)
        for how, rows in related.items():
            create(session, CREATE_RELATIONSHIPS[how], _pairs_of(workspace, rows),
                   workspace=workspace)  # fmt: skip


def _pairs_of(workspace: str, rows: Rows) -> Rows:
    """Relationships whose `pair`, unique everywhere, is the other workspace's own."""
    return [
        row | {"properties": row["properties"] | {"pair": f"{workspace}|{row['a']}|{row['b']}"}}
        if "pair" in row["properties"]
        else row
        for row in rows
    ]


def _sizes(graph: Whole) -> list[int]:
    return [len(rows) for part in graph for rows in part.values()]
