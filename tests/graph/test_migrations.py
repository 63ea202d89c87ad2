"""Migrations on a real engine: once, in order, by one process at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

from neo4j import Driver

from app.graph import Graph, migrate
from app.graph.migration_files import Migration, shipped_migrations
from app.graph.migration_lease import release_lease, take_lease
from app.graph.migrations import apply, list_applied
from app.pairings.models import PairingSettings
from app.settings import Settings
from app.workspace_settings.rules import own_settings
from tests.engines import Engine
from tests.graph.networks import read_back, read_network, write_networks
from tests.graph.test_embedded_engine import assert_all_ends
from tests.patience import PATIENCE_SECONDS

NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)


def migration_named(name: str) -> Migration:
    return next(migration for migration in shipped_migrations() if migration.id == name)


def test_what_was_applied_is_recorded_and_not_applied_again(graph: Graph) -> None:
    applied = graph.read_all_workspaces(lambda tx: tx.many(list_applied))
    assert [(step.id, step.checksum) for step in applied] == [
        (migration.id, migration.checksum) for migration in shipped_migrations()
    ]
    assert migrate(graph) == []


def test_processes_that_start_at_once_migrate_once(graph: Graph, engine: Engine) -> None:
    def start(_: int) -> list[str]:
        with Graph(engine.settings) as own:
            return migrate(own)

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(start, range(3))) == [[], [], []]


def test_processes_that_start_at_once_on_nothing_migrate_once(tmp_path: Path) -> None:
    """Nothing keeps a lease unique before the first migration; so that is seen to first."""
    settings = Settings(_env_file=None, data_dir=tmp_path)

    def start(_: int) -> list[str]:
        with Graph(settings) as own:
            own.check()
            together.wait(PATIENCE_SECONDS)
            return migrate(own)

    together = Barrier(4)
    with ThreadPoolExecutor(4) as threads:
        done = sorted(threads.map(start, range(4)))
    assert done == [[], [], [], [migration.id for migration in shipped_migrations()]]
    assert_all_ends(tmp_path)


def test_of_the_people_of_older_graphs_only_connectors_are_still_marked(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    for name, connector in (("ann", False), ("dana", True), ("lee", None)):
        driver.execute_query(
            "CREATE (:Person {workspace: $workspace, id: $name, connector: $connector})",
            workspace=workspace,
            name=name,
            connector=connector,
            database_="neo4j",
        )
    for _ in range(2):
        apply(graph, migration_named("V0010__only_connectors"))
    found, _, _ = driver.execute_query(
        "MATCH (p:Person {workspace: $workspace}) RETURN p.id AS id, p.connector AS connector",
        workspace=workspace,
        database_="neo4j",
    )
    marked = {row["id"]: row["connector"] for row in found}
    assert marked == {"ann": None, "dana": True, "lee": None}


def test_what_earlier_deletions_left_behind_is_deleted(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    form = {
        "nodes": {
            "Person ada": {"name": "Ada"},
            "MondayLetter theirs": {"period": "2026-W10"},
            "MondayLetter left": {"period": "2026-W10"},
            "Session theirs": {"hash": "a"},
            "Session left": {"hash": "b"},
            "SignInLink theirs": {"hash": "c"},
            "SignInLink left": {"hash": "d"},
            "CalendarFeed theirs": {"hash": "e"},
            "CalendarFeed left": {"hash": "f"},
        },
        "relationships": [
            "ada GOT MondayLetter/theirs",
            "Session/theirs SIGNS_IN ada",
            "SignInLink/theirs SIGNS_IN ada",
            "CalendarFeed/theirs SHOWS_DUES_OF ada",
        ],
    }
    write_networks(driver, [read_network({"workspace": None, **form}, workspace)])
    apply(graph, migration_named("V0014__left_behind"))
    left = {key for key in read_back(driver, workspace).nodes if key[0] != "Workspace"}
    labels = ("MondayLetter", "Session", "SignInLink", "CalendarFeed")
    assert left == {("Person", "ada"), *((label, "theirs") for label in labels)}


def test_weights_that_were_changed_under_formula_1_keep_all_their_company(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    changed_some = f"{workspace}-weights"
    own = {"weight_mutual_flow": "0.25", "weight_ground": "0.1", "trust_floor": "0.3"}
    untouched = f"{workspace}-untouched"
    for name, settings in ((changed_some, own), (untouched, {"trust_floor": "0.3"})):
        properties = {"setting_keys": list(settings), "setting_values": list(settings.values())}
        network = read_network({"workspace": properties}, name)
        write_networks(driver, [network])
    for _ in range(2):
        apply(graph, migration_named("V0026__weights_of_formula_1"))

    def settings_of(name: str) -> PairingSettings:
        node = read_back(driver, name).nodes["Workspace", name]
        return own_settings(PairingSettings, node["setting_keys"], node["setting_values"])

    changed = settings_of(changed_some)
    assert list(changed.conflicts()) == []
    assert (changed.weight_mutual_flow, changed.weight_ground) == (0.25, 0.1)
    assert (changed.weight_one_way_flow, changed.trust_floor) == (0.08, 0.3)
    assert settings_of(untouched) == PairingSettings(trust_floor=0.3)


def test_one_at_a_time_holds_the_lease_until_it_gives_it_back_or_expires(graph: Graph) -> None:
    def take(holder: str, now: datetime) -> bool:
        until = now + timedelta(minutes=5)
        return graph.write_all_workspaces(
            lambda tx: tx.one(take_lease, holder=holder, now=now, until=until).taken
        )

    def give_back(holder: str) -> None:
        graph.write_all_workspaces(lambda tx: tx.do(release_lease, holder=holder))

    assert take("one", NOW)
    assert take("one", NOW)
    assert not take("two", NOW)
    give_back("two")
    assert not take("two", NOW)
    assert take("two", NOW + timedelta(minutes=6))
    give_back("two")
    assert take("one", NOW)
    give_back("one")
