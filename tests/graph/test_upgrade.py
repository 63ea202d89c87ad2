"""An upgrade from the first schema that was released, with the data that it had, on each engine."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from neo4j import Driver

from app.catalog.service import copy_catalog
from app.graph import Graph, check_schema, forget_after, migrate, migrations
from app.graph.migration_files import MigrationError, shipped_migrations
from app.graph.migrations import list_applied
from app.introductions import service as introductions
from app.keys.service import identify
from app.pairings.service import list_pairings
from app.people import service as people
from app.resources import shipped
from app.security.tokens import new_key
from app.workspaces.service import list_workspaces
from tests.engines import EMBEDDED, Engine, open_embedded, open_neo4j
from tests.graph.networks import read_back
from tests.sessions import acting, installed

FIRST = "V0002__pairs_and_look_ups"
"""The last migration of the first release."""
NAMED = re.compile(r"^CREATE (CONSTRAINT|INDEX) (\w+)", re.MULTILINE)
NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
OLD_DATA = """
CREATE (:Workspace {id: $workspace, name: 'Old', country: 'US', currency: 'USD',
  time_zone: 'America/New_York', seq: 9, catalog_seq: 1, setting_keys: [], setting_values: [],
  created_at: $now})
CREATE (:ApiKey {workspace: $workspace, id: $key, hash: $hash, scopes: ['write'],
  connector: 'dana', created_at: $now})
CREATE (dana:Person {workspace: $workspace, id: 'dana', name: 'Dana', name_key: 'dana',
  role: 'partner', connector: true, version: 2, created_at: $now, regions: ['US/NY/Kings'],
  notes: 'By a program'})
CREATE (ann:Person {workspace: $workspace, id: 'ann', name: 'Ann', name_key: 'ann',
  role: 'partner', connector: false, version: 3, created_at: $now, regions: ['US/NY/Kings'],
  notes: 'Likes tea'})
CREATE (lee:Person {workspace: $workspace, id: 'lee', name: 'Lee', name_key: 'lee',
  role: 'partner', connector: false, version: 3, created_at: $now, regions: ['US/NY/Kings']})
CREATE (:Identifier {workspace: $workspace, id: 'email|ann@work.example', kind: 'email',
  value: 'ann@work.example'})-[:IDENTIFIES]->(ann)
CREATE (dana)-[:KNOWS {pair: $workspace + '|dana|ann', trust: 0.9, rated: true, source: 'import',
  since: date('2020-01-01'), context_keys: [], context_trust: []}]->(ann)
CREATE (dana)-[:KNOWS {pair: $workspace + '|dana|lee', trust: 0.6, rated: true, source: 'import',
  since: date('2020-01-01'), context_keys: [], context_trust: []}]->(lee)
CREATE (i:Introduction {workspace: $workspace, id: 'i1', state: 'withdrawn', purpose: 'other',
  opt_in: 'both', created_at: $now, version: 4, score: 0.25, shown: ['name'], why_a: '', why_b: ''})
CREATE (dana)-[:MADE]->(i)
CREATE (i)-[:INTRODUCES {side: 'a'}]->(ann)
CREATE (i)-[:INTRODUCES {side: 'b'}]->(lee)
CREATE (:Import {workspace: $workspace, id: 'file', heartbeat_at: $now})
CREATE (:PlanRun {workspace: $workspace, id: 'run', week: '2026-W02'})
CREATE (:AuditEntry {workspace: $workspace, id: 'e1', kind: 'break_glass', key_id: 'k1',
  reason: 'a complaint', path: '/v1/people', at: $now})
WITH i
UNWIND range(1, $events) AS n
CREATE (i)-[:HAS]->(:IntroductionEvent {workspace: $workspace, id: 'i1|' + toString(n), at: $now,
  by: 'dana', action: CASE WHEN n = 1 THEN 'create' ELSE 'pause' END, from: 'draft', to: 'draft',
  number: n})
"""
EVENTS = 25


@pytest.fixture(scope="module")
def own(engine: Engine) -> Iterator[Engine]:
    """An engine of its own: a service on a shared one would bring its schema up to date at once."""
    with ExitStack() as stack:
        yield open_embedded(stack) if engine.name == EMBEDDED else open_neo4j(engine.name, stack)


@pytest.fixture
def old(own: Engine) -> Iterator[tuple[Graph, Driver]]:
    """A graph with the schema of the first release and nothing later."""
    with Graph(own.settings) as graph, own.address.driver() as driver:
        applied = [one.id for one in graph.read_all_workspaces(lambda tx: tx.many(list_applied))]
        for migration in shipped_migrations():
            if migration.id <= FIRST and migration.id not in applied:
                migrations.apply(graph, migration)
            if migration.id > FIRST and migration.id in applied:
                for kind, name in NAMED.findall("\n".join(migration.statements)):
                    graph.change_schema(f"DROP {kind} {name} IF EXISTS")
        graph.write_all_workspaces(lambda tx: forget_after(tx, FIRST))
        yield graph, driver


def fill(graph: Graph, driver: Driver, workspace: str) -> str:
    """The data of a workspace, as the first release and those after it wrote it; returns a key."""
    key = new_key()
    driver.execute_query(
        OLD_DATA, workspace=workspace, now=NOW, key=key.id, hash=key.hash, events=EVENTS,
        database_="neo4j",
    )  # fmt: skip
    graph.create_workspace(workspace, copy_catalog)
    for person, profession in (("ann", "divorce_attorney"), ("lee", "mortgage_broker")):
        driver.execute_query(
            "MATCH (p:Person {workspace: $workspace, id: $person}) "
            "MATCH (f:Profession {workspace: $workspace, id: $profession}) "
            "CREATE (p)-[:PRACTICES]->(f)",
            workspace=workspace, person=person, profession=profession, database_="neo4j",
        )  # fmt: skip
    return key.text


def assert_all_is_there(graph: Graph, driver: Driver, workspace: str, key: str) -> None:
    """What the first release kept is what this one finds."""
    assert workspace in [one.id for one in list_workspaces(installed(graph))]
    session = identify(installed(graph), key)
    assert (session.workspace, session.connector) == (workspace, "dana")
    admin = acting(graph, workspace, "admin")
    names = [people.get_person(admin, one).name for one in ("dana", "ann", "lee")]
    assert names == ["Dana", "Ann", "Lee"]
    pairs = [(pair.a.id, pair.b.id) for pair in list_pairings(session, "dana", limit=10).items]
    assert pairs == [("ann", "lee")]
    history = introductions.get(session, "i1").history
    assert len(history) == EVENTS
    nodes: dict[tuple[str, str], dict[str, Any]] = dict(read_back(driver, workspace).nodes)
    assert nodes["Person", "dana"]["connector"] is True
    assert {"connector", "notes"}.isdisjoint(nodes["Person", "ann"])
    ann = people.get_person_to_change(session, "ann")
    assert (ann.notes, ann.emails) == ("Likes tea", ("ann@work.example",))
    assert nodes["Person", "dana"]["notes"] == "By a program"
    assert "heartbeat_at" not in nodes["Import", "file"]
    assert nodes["Workspace", workspace]["facts_seq"] >= 9
    assert nodes["Change", "e1"]["reason"] == "a complaint"
    labels = {label for label, _ in nodes}
    assert labels & {"IntroductionEvent", "AuditEntry", "PlanRun"} == set()


def test_the_first_schema_with_its_data_is_brought_up_to_date(
    old: tuple[Graph, Driver], fresh: str
) -> None:
    graph, driver = old
    key = fill(graph, driver, fresh)
    applied = migrate(graph)
    assert applied == [m.id for m in shipped_migrations() if m.id > FIRST]
    assert_all_is_there(graph, driver, fresh, key)
    assert migrate(graph) == []


def test_an_upgrade_that_is_interrupted_again_and_again_goes_on(
    old: tuple[Graph, Driver], fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It changes a few nodes at a time, and is ended after each."""
    graph, driver = old
    key = fill(graph, driver, fresh)
    monkeypatch.setattr(migrations, "AT_ONCE", 4)
    told: list[tuple[str, int]] = []

    def interrupt(name: str, changed: int) -> None:
        told.append((name, changed))
        raise KeyboardInterrupt

    while check_schema(graph):
        try:
            migrate(graph, interrupt)
        except KeyboardInterrupt:
            continue
    of_histories = [name for name, _ in told if name == "V0013__histories_in_the_change_log"]
    assert len(of_histories) >= EVENTS // 4
    assert all(changed <= 4 for _, changed in told)
    assert_all_is_there(graph, driver, fresh, key)


def test_a_graph_that_a_newer_version_wrote_is_refused(old: tuple[Graph, Driver]) -> None:
    graph, driver = old
    driver.execute_query(
        "CREATE (:Migration {id: 'V9999__of_tomorrow', checksum: 'x', applied_at: $now})",
        now=NOW, database_="neo4j",
    )  # fmt: skip
    try:
        for look in (migrate, check_schema):
            with pytest.raises(MigrationError, match="V9999__of_tomorrow"):
                look(graph)
    finally:
        driver.execute_query(
            "MATCH (m:Migration {id: 'V9999__of_tomorrow'}) DELETE m", database_="neo4j"
        )


def test_texts_that_replace_a_released_one_are_taken_for_it(graph: Graph) -> None:
    """Who applied the first text must not be told that it was changed."""
    replaced = [
        (migration.id, migration.checksum)
        for migration in shipped_migrations()
        if "// replaces: " in (shipped("migrations") / f"{migration.id}.cypher").read_text()
    ]
    assert len(replaced) >= 5
    applied = graph.read_all_workspaces(lambda tx: tx.many(list_applied))
    assert set(replaced) <= {(one.id, one.checksum) for one in applied}
