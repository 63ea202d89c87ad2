"""The change log on a real engine: what is in it, what is not, and how it grows old."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from neo4j import Driver

from app.changes.models import ChangeLogSettings
from app.changes.rules import tombstone
from app.changes.service import AT_ONCE, prune, prune_log
from app.goals.repository import put_goal
from app.graph import Graph, Writer
from app.graph.migrations import apply
from app.keep_in_touch.repository import set_last_contact
from app.people.repository import change_people, create_people, delete_of_person
from tests.graph.networks import Network, Properties, add, read_back, write_networks
from tests.graph.test_migrations import migration_named
from tests.patience import PATIENCE_SECONDS
from tests.sessions import acting, installed

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(401), NOW - timedelta(399)
SECRET = b"the installation's secret"
OF_ATTEMPT = re.compile(r"(?<=\d\|\d{3})\|[0-9a-f]{8}$")
WRITERS, TIMES = 16, 6
"""More writers than times that a transaction is repeated which met what another was making."""


def entries(driver: Driver, workspace: str) -> list[Properties]:
    """The log in its order; an id without its last part, which is another in each attempt."""
    nodes = read_back(driver, workspace).nodes
    found = [properties for (label, _), properties in nodes.items() if label == "Change"]
    in_order = sorted(found, key=lambda entry: (entry["seq"], entry["id"]))
    return [entry | {"id": OF_ATTEMPT.sub("", entry["id"])} for entry in in_order]


def own(driver: Driver, workspace: str) -> Properties:
    return read_back(driver, workspace).nodes["Workspace", workspace]


def create(tx: Writer, *ids: str) -> None:
    rows = [{"id": one, "properties": {"name": one.title()}} for one in ids]
    tx.do(create_people, rows=rows, version=tx.seq, now=tx.now)


def test_a_transaction_leaves_one_entry_for_each_kind_and_operation(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    def work(tx: Writer) -> None:
        create(tx, "ada", "bob")
        row = {"id": "bob", "properties": {"town": "Kingston"}}
        tx.do(change_people, rows=[row], version=tx.seq)
        tx.optional(put_goal, connector="ada", per="week", introductions=2)

    graph.write(workspace, work, by="dana", now=NOW)
    common = {"workspace": workspace, "seq": 2, "by": "dana", "at": NOW}
    assert entries(driver, workspace) == [
        {"id": "2|000", "kind": "person", "op": "created", "ids": ["ada", "bob"], **common},
        {"id": "2|001", "kind": "goal", "op": "saved", "ids": ["ada"], **common},
    ]
    assert own(driver, workspace)["facts_seq"] == 2


def test_many_who_write_at_once_are_all_let_in(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    """None of them is told that another made the same, though all may take the same number."""
    graph.write(workspace, lambda tx: create(tx, "ada"))
    together = Barrier(WRITERS)

    def write_some(_: int) -> None:
        together.wait(PATIENCE_SECONDS)
        for _ in range(TIMES):
            graph.write(
                workspace,
                lambda tx: tx.optional(put_goal, connector="ada", per="week", introductions=2),
            )

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write_some, range(WRITERS)))
    numbers = [entry["seq"] for entry in entries(driver, workspace) if entry["kind"] == "goal"]
    assert numbers == list(range(3, 3 + WRITERS * TIMES))


def test_what_decides_nothing_leaves_the_number_of_the_facts(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    graph.write(workspace, lambda tx: create(tx, "ada", "bob"))
    graph.write(
        workspace, lambda tx: tx.optional(put_goal, connector="ada", per="week", introductions=2)
    )
    day = NOW.date()
    graph.write(
        workspace, lambda tx: tx.one(set_last_contact, connector="ada", person="bob", day=day)
    )
    assert (own(driver, workspace)["seq"], own(driver, workspace)["facts_seq"]) == (4, 2)
    # They do not know each other: nothing was set.
    assert [entry["kind"] for entry in entries(driver, workspace)] == ["person", "goal"]


def test_a_transaction_that_fails_leaves_nothing(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    before = own(driver, workspace)

    def work(tx: Writer) -> None:
        create(tx, "ada")
        tx.describe("break_glass", "k1", {"reason": "a complaint"})
        raise LookupError

    with pytest.raises(LookupError):
        graph.write(workspace, work)
    assert entries(driver, workspace) == []
    assert own(driver, workspace) == before


def test_descriptions_are_there_at_once_and_the_facts_are_counted_once(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    def work(tx: Writer) -> None:
        create(tx, "ada")
        tx.describe("person", "ada", {"action": "greet", "note": "hello"}, by="the clock")
        tx.do(delete_of_person, id="bob")

    graph.write(workspace, work, by="dana", now=NOW)
    first, second = entries(driver, workspace)
    assert (first["op"], first["by"], first["subject"], first["note"]) == (
        "created", "the clock", "ada", "hello",
    )  # fmt: skip
    assert (second["op"], second["ids"], second["by"]) == ("deleted", ["bob"], "dana")
    assert own(driver, workspace)["facts_seq"] == 2


# ── pruning ──────────────────────────────────────────────────────────────────────────────────


def logged(driver: Driver, workspace: str, rows: dict[str, dict[str, Any]], seq: int) -> None:
    """Put entries into the log of a workspace whose last transaction has this number."""
    network = Network(workspace)
    add(network, {"nodes": {f"Change {name}": properties for name, properties in rows.items()}})
    write_networks(driver, [network])
    driver.execute_query(
        "MATCH (w:Workspace {id: $workspace}) SET w.seq = $seq, w.created_at = $at",
        workspace=workspace,
        seq=seq,
        at=OLD,
        database_="neo4j",
    )


def entry(seq: int, at: datetime, op: str = "updated", **more: Any) -> dict[str, Any]:
    return {"seq": seq, "at": at, "kind": "person", "op": op, "ids": ["ada"], "by": "dana"} | more


def test_old_entries_go_and_what_was_deleted_leaves_a_tombstone(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    rows = {
        "1|000": entry(1, OLD),
        "1|001": entry(1, OLD, "deleted", ids=["bob", "cyd"]),
        "2|000": entry(2, OLD, subject="ada", action="ask", to="asked"),
        "1500|000": entry(1500, OLD, kind="break_glass", subject="k1", reason="a complaint"),
        "2500|000": entry(2500, OLD, "deleted", ids=["eve"]),
        "2600|000": entry(2600, YOUNG, "deleted", ids=["dan"]),
        "2700|000": entry(2700, OLD),
    }
    logged(driver, workspace, rows, 3000)
    assert prune_log(acting(graph, workspace, at=NOW), SECRET, ChangeLogSettings()) == 4
    left = {each["id"]: each for each in entries(driver, workspace)}
    assert left.keys() == rows.keys() - {"1|000", "2700|000"}
    for name in ("2|000", "1500|000", "2600|000"):
        assert left[name].items() >= rows[name].items()
    assert left["1|001"] == {
        "id": "1|001",
        "workspace": workspace,
        "seq": 1,
        "at": OLD,
        "kind": "person",
        "op": "deleted",
        "hashes": [tombstone(SECRET, workspace, "person", one) for one in ("bob", "cyd")],
    }
    assert own(driver, workspace)["facts_seq"] == 1


def test_a_log_is_pruned_once_a_day_and_from_where_it_ended(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    logged(driver, workspace, {"1|000": entry(1, OLD), "9|000": entry(9, YOUNG)}, 9)
    prune(installed(graph, NOW), SECRET)
    pruned = own(driver, workspace)
    assert pruned["changes_next_seq"] == 9
    assert pruned["changes_pruned_at"] == NOW
    prune(installed(graph, NOW + timedelta(hours=23)), SECRET)
    assert own(driver, workspace) == pruned
    prune(installed(graph, NOW + timedelta(days=2)), SECRET)
    assert entries(driver, workspace) == []


def test_a_workspace_may_keep_its_log_for_another_time(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    logged(driver, workspace, {"1|000": entry(1, YOUNG)}, 1)
    settings = ChangeLogSettings(change_log_days=90)
    assert prune_log(acting(graph, workspace, at=NOW), SECRET, settings) == 1
    assert entries(driver, workspace) == []


def test_a_long_log_is_pruned_in_small_transactions(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    many = {f"{n // 3 + 1}|{n % 3:03}": entry(n // 3 + 1, OLD) for n in range(2 * AT_ONCE + 200)}
    logged(driver, workspace, many, 1500)
    gone = prune_log(acting(graph, workspace, at=NOW), SECRET, ChangeLogSettings())
    assert gone == len(many)
    assert entries(driver, workspace) == []
    assert own(driver, workspace)["seq"] >= 1500 + 3


# ── what was there before the log ────────────────────────────────────────────────────────────


def test_histories_and_audits_of_older_graphs_move_into_the_log(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    driver.execute_query(
        """
        CREATE (i:Introduction {workspace: $workspace, id: 'i1'})
        CREATE (i)-[:HAS]->(:IntroductionEvent {workspace: $workspace, id: 'i1|3|create',
          at: $now, by: 'dana', action: 'create', to: 'draft', note: 'hello', number: 3})
        CREATE (i)-[:HAS]->(:IntroductionEvent {workspace: $workspace, id: 'i1|7|ask',
          at: $now, by: 'dana', action: 'ask', from: 'draft', to: 'asked', number: 7})
        CREATE (:AuditEntry {workspace: $workspace, id: 'e1', kind: 'break_glass', key_id: 'k1',
          reason: 'a complaint', path: '/v1/people', at: $now})
        """,
        workspace=workspace,
        now=OLD,
        database_="neo4j",
    )
    for _ in range(2):
        apply(graph, migration_named("V0013__histories_in_the_change_log"))
    common = {"workspace": workspace, "at": OLD}
    of_it = {"kind": "introduction", "ids": ["i1"], "subject": "i1", "by": "dana", **common}
    assert entries(driver, workspace) == [
        {
            "id": "e1", "seq": 0, "kind": "break_glass", "op": "created", "ids": ["k1"],
            "by": "k1", "subject": "k1", "reason": "a complaint", "path": "/v1/people", **common,
        },
        {
            "id": "i1|3|create", "seq": 3, "op": "created", "action": "create", "to": "draft",
            "note": "hello", **of_it,
        },
        {
            "id": "i1|7|ask", "seq": 7, "op": "updated", "action": "ask", "from": "draft",
            "to": "asked", **of_it,
        },
    ]  # fmt: skip
    left = driver.execute_query(
        "MATCH (n:IntroductionEvent|AuditEntry {workspace: $workspace}) RETURN count(n) AS n",
        workspace=workspace,
        database_="neo4j",
    )
    assert left.records[0]["n"] == 0


def test_workspaces_of_older_graphs_begin_with_facts_as_new_as_their_last_write(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    driver.execute_query(
        "MATCH (w:Workspace {id: $workspace}) SET w.seq = 8 REMOVE w.facts_seq",
        workspace=workspace,
        database_="neo4j",
    )
    for _ in range(2):
        apply(graph, migration_named("V0012__change_log"))
    assert own(driver, workspace)["facts_seq"] == 8
