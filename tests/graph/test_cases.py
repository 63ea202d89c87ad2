"""Every query on every engine: its stated rows, and that another workspace is neither seen nor hit.

The cases are data, in cases/: nothing in their form can leave out an engine.
"""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from secrets import token_hex
from typing import Any

import pytest
from neo4j import Driver

from app.graph import Graph, Query, Writer
from app.graph.changes import KINDS
from app.graph.columns import native
from app.graph.queries import shipped_statements
from tests.engines import ENGINES
from tests.every_query import declared_queries
from tests.graph.case_files import Case, all_cases
from tests.graph.changes_made import Logged, changes_between
from tests.graph.conftest import CASE_ENGINES
from tests.graph.networks import read_back, twisted, write_networks

CASES = all_cases()
PROVEN_ELSEWHERE = {
    # The migrations' own records have no workspace: see test_migrations.py.
    "graph/forget_migrations",
    "graph/list_migrations",
    "graph/record_migration",
    "graph/release_migration_lease",
    "graph/take_migration_lease",
    # Nor has what the doctor counts: see test_doctor.py.
    "graph/count_nodes",
    "graph/list_indexes",
    # Nor has the clock, nor the count of everything: see test_outbox.py and test_jobs.py.
    "jobs/count_jobs",
    "outbox/count_entries",
    "outbox/end_turn",
    "outbox/take_turn",
}
# Nothing of what goes with a workspace is told to anybody, and its lock and log are the log's own.
NOT_LOGGED = {
    "backups/create_links",
    "backups/create_nodes",
    "backups/create_workspace",
    "backups/delete_nodes",
    "backups/put_tombstones",
    "graph/append_changes",
    "graph/take_lock",
    "workspaces/create_workspace",
    "workspaces/delete_nodes",
    "workspaces/delete_workspace",
}
LOGGED_CASES = [case for case in CASES if "after" in case.form and case.query not in NOT_LOGGED]
NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
each_case = pytest.mark.parametrize("case", CASES, ids=str)


@each_case
def test_a_query_gives_the_stated_rows(graph: Graph, driver: Driver, case: Case) -> None:
    workspace = new_id()
    write_networks(driver, [case.given(workspace)])
    assert run(graph, workspace, case) == stated(case, workspace)
    if writes(case):
        after = read_back(driver, workspace).comparable()
        assert after == case.after(workspace).comparable()


@each_case
def test_a_twin_workspace_is_neither_seen_nor_changed(
    graph: Graph, driver: Driver, case: Case
) -> None:
    """One twin is equal in everything, so that doubles show; the other differs in every value."""
    workspace, equal, other = new_id(), new_id(), new_id()
    twins = [case.given(equal), twisted(case.given(other))]
    write_networks(driver, [case.given(workspace), *twins])
    assert run(graph, workspace, case) == stated(case, workspace)
    if writes(case):
        for twin in twins:
            assert read_back(driver, twin.workspace).comparable() == twin.comparable()


@pytest.mark.parametrize("case", LOGGED_CASES, ids=str)
def test_the_change_log_says_what_a_query_changed(graph: Graph, driver: Driver, case: Case) -> None:
    """What its header declares, held against what became of the graph."""
    workspace, before = new_id(), set(case.given("").nodes)
    write_networks(driver, [case.given(workspace)])
    graph.write(workspace, lambda tx: perform(tx, case), by="dana", now=NOW)
    after = read_back(driver, workspace)
    entries = [
        properties
        for (label, entry), properties in after.nodes.items()
        if label == "Change" and (label, entry) not in before
    ]
    logged: Logged = {(e["kind"], one): e["op"] for e in entries for one in e["ids"]}
    for change, operation in changes_between(case.given(workspace), after).items():
        wanted = {operation, "saved"} if operation != "deleted" else {operation}
        assert logged.get(change) in wanted, f"{change} was {operation}; logged is {logged}"
    own = after.nodes["Workspace", workspace]
    assert {(e["seq"], e["by"], e["at"]) for e in entries} <= {(own["seq"], "dana", NOW)}
    facts_changed = any(KINDS[kind].decides for kind, _ in logged)
    assert (own["facts_seq"] == own["seq"]) == facts_changed


@pytest.mark.parametrize("name", ["keys/has_person", "keys/revoke_key"])
def test_the_twins_show_a_query_that_forgets_its_workspace(
    graph: Graph, driver: Driver, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The harness itself: with the filter taken out of a query, its first case must fail."""
    case = next(case for case in CASES if case.query == name)
    query = query_of(case)
    forgetful = query.statement.text.replace("workspace: $workspace, ", "")
    assert forgetful != query.statement.text
    monkeypatch.setitem(vars(query), "statement", replace(query.statement, text=forgetful))
    with pytest.raises(AssertionError):
        test_a_twin_workspace_is_neither_seen_nor_changed(graph, driver, case)


def new_id() -> str:
    return f"test-{token_hex(6)}"


def query_of(case: Case) -> Query[Any]:
    return declared_queries()[case.query]


def writes(case: Case) -> bool:
    return query_of(case).statement.mode == "write"


def run(graph: Graph, workspace: str, case: Case) -> list[dict[str, Any]]:
    """The rows in comparable form, without those of other workspaces where all are asked for."""
    query = query_of(case)
    # Without the workspace's lock: it would raise `seq`, which no case should have to state.
    rows = graph.create_workspace(workspace, lambda tx: perform(tx, case))
    found = [{field.name: getattr(row, field.name) for field in fields(row)} for row in rows]
    if query.statement.scope == "installation":
        wanted = case.rows(workspace)
        found = [row for row in found if any(row.items() >= each.items() for each in wanted)]
    return in_order(case, found)


def perform(tx: Writer, case: Case) -> list[Any]:
    query, parameters = query_of(case), case.parameters(tx.workspace)
    if query.statement.returns == "none":
        tx.do(query, **parameters)
        return []
    return tx.many(query, **parameters)


def stated(case: Case, workspace: str) -> list[dict[str, Any]]:
    """The rows that the file states, with the fields that it does not name as null."""
    query = query_of(case)
    names = [] if query.statement.returns == "none" else [f.name for f in fields(query.row)]
    rows = case.rows(workspace)
    for row in rows:
        assert set(row) <= set(names), f"{case}: {query.row.__name__} has only {names}"
    return in_order(case, [dict.fromkeys(names) | row for row in rows])


def in_order(case: Case, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    plain = [plain_value(row) for row in rows]
    for row in plain:
        for column in case.within:
            row[column] = [[_sorted(cell) for cell in cells] for cells in row[column]]
        for columns in case.together:
            sort_together(row, columns)
    return plain if case.ordered else sorted(plain, key=sort_key)


def _sorted(cell: Any) -> Any:
    return sorted(cell, key=sort_key) if isinstance(cell, list) else cell


def sort_together(row: dict[str, Any], columns: list[str]) -> None:
    lists = [row[column] for column in columns]
    tuples = sorted(zip(*lists, strict=True), key=sort_key)
    for position, column in enumerate(columns):
        row[column] = [each[position] for each in tuples]


def sort_key(value: Any) -> str:
    return repr(value)


def plain_value(value: Any) -> Any:
    """Fractions rounded to what both engines agree on; everything else as it is."""
    match value:
        case float():
            return round(value, 9)
        case list() | tuple():
            return [plain_value(each) for each in value]
        case dict():
            return {key: plain_value(value[key]) for key in sorted(value)}
        case datetime() | date() | _:
            # A backup takes the driver's own times.
            return native(value)


def test_every_query_has_a_case() -> None:
    covered = {case.query for case in CASES} | PROVEN_ELSEWHERE
    missing = sorted(set(shipped_statements()) - covered)
    assert not missing, f"queries without a case: {missing}"
    unknown = sorted(covered - set(shipped_statements()))
    assert not unknown, f"cases without a query: {unknown}"


def test_case_names_are_different() -> None:
    assert len({str(case) for case in CASES}) == len(CASES)


def test_a_write_states_the_graph_afterwards_and_a_read_does_not() -> None:
    for case in CASES:
        assert ("after" in case.form) == writes(case), str(case)


def test_no_case_leaves_out_an_engine(pytestconfig: pytest.Config) -> None:
    left_out = {
        name: set(ENGINES) - engines
        for name, engines in pytestconfig.stash[CASE_ENGINES].items()
        if engines != set(ENGINES)
    }
    assert left_out == {}


@pytest.mark.last
def test_no_relationship_joins_two_workspaces(driver: Driver) -> None:
    """After all cases: neither a query nor a twin has tied one workspace to another."""
    joined = driver.execute_query(
        "MATCH (a)-[r]->(b) WHERE a.workspace <> b.workspace "
        "RETURN a.workspace AS one, type(r) AS type, b.workspace AS other LIMIT 5",
        database_="neo4j",
    )
    assert joined.records == []
