"""The embedded engine's life, with real processes: started once, shared, restarted, ended."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from typing import Self

import psutil
import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

import app
from app.errors import EngineFailed
from app.graph import engine_supervisor
from app.graph.embedded import BoltAddress, EmbeddedEngine
from app.graph.engine_supervisor import EngineFolder, State
from tests.patience import wait_until

COMMAND = """
import sys
from pathlib import Path
from app.graph.embedded import EmbeddedEngine

with EmbeddedEngine(Path(sys.argv[1])) as engine:
    print(engine.attach().uri, flush=True)
    sys.stdin.read()
"""


class Command:
    """Another process that uses the engine of a folder until it is told to end or is killed."""

    def __init__(self, data_dir: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, data_dir],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(app.__file__).parents[1],
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def uri(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.kill()


@pytest.fixture(scope="module")
def shared_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose engine runs for all tests of this file; its name is not a simple one."""
    data_dir = tmp_path_factory.mktemp("data") / 'Zoë\'s "own" data'
    with EmbeddedEngine(data_dir) as engine:
        engine.attach()
        yield data_dir
    assert_all_ends(data_dir)


@pytest.fixture
def client(shared_dir: Path) -> Iterator[EmbeddedEngine]:
    with EmbeddedEngine(shared_dir) as client:
        client.attach()
        yield client


def test_ten_commands_at_once_share_one_engine_until_the_last_is_killed(tmp_path: Path) -> None:
    with ExitStack() as ends:
        commands = [ends.enter_context(Command(tmp_path)) for _ in range(10)]
        assert len({command.uri() for command in commands}) == 1
        server = server_of(tmp_path)
        wait_until(lambda: len(keepers_of(tmp_path)) == 1)
        for command in commands[1:]:
            command.kill()
        time.sleep(engine_supervisor.GRACE_SECONDS + 1)
        assert server_of(tmp_path) == server
        commands[0].kill()
        assert_all_ends(tmp_path)


def test_data_and_address_outlive_the_engine(tmp_path: Path) -> None:
    with EmbeddedEngine(tmp_path) as client:
        first = client.attach()
        with connect(first) as driver:
            write(driver, "kept", 1)
    assert_all_ends(tmp_path)
    EngineFolder(tmp_path).password_file.unlink()
    with EmbeddedEngine(tmp_path) as client:
        second = client.attach()
        assert second.uri == first.uri
        assert second.password != first.password
        with connect(second) as driver:
            assert read(driver, "kept") == [1]
    assert_all_ends(tmp_path)


def test_a_killed_server_comes_back_for_the_drivers_that_it_had(
    shared_dir: Path, client: EmbeddedEngine
) -> None:
    address = client.attach()
    with connect(address) as driver:
        acknowledged = write_until_lost(
            driver, "server", lambda: psutil.Process(server_of(shared_dir)).kill()
        )
        assert client.ensure() == address
        assert set(read(driver, "server")) >= set(acknowledged)


def test_a_killed_keeper_takes_its_server_along_and_is_replaced(
    shared_dir: Path, client: EmbeddedEngine
) -> None:
    address, before = client.attach(), state_of(shared_dir)
    with connect(address) as driver:
        acknowledged = write_until_lost(
            driver, "keeper", lambda: psutil.Process(before.keeper).kill()
        )
        wait_until(lambda: not servers_of(shared_dir))
        assert client.ensure() == address
        assert set(read(driver, "keeper")) >= set(acknowledged)
    after = state_of(shared_dir)
    assert after.keeper != before.keeper
    assert servers_of(shared_dir) == [after.engine]


def test_a_keeper_killed_while_a_command_waits_for_it_is_replaced(tmp_path: Path) -> None:
    with Command(tmp_path) as command:
        wait_until(lambda: bool(servers_of(tmp_path)))
        psutil.Process(state_of(tmp_path).keeper).kill()
        assert command.uri().startswith("bolt://")
        command.kill()
    assert_all_ends(tmp_path)


def test_a_server_that_outlived_keeper_and_watchdog_is_ended(
    shared_dir: Path, client: EmbeddedEngine
) -> None:
    address, before = client.attach(), state_of(shared_dir)
    for helper in psutil.Process(before.keeper).children():
        if helper.pid != before.engine:
            helper.kill()
    psutil.Process(before.keeper).kill()
    wait_until(lambda: not keepers_of(shared_dir))
    assert servers_of(shared_dir) == [before.engine]
    assert client.ensure() == address
    assert servers_of(shared_dir) == [state_of(shared_dir).engine]
    assert before.engine not in servers_of(shared_dir)


def test_a_second_command_attaches_to_the_engine_that_runs(
    shared_dir: Path, client: EmbeddedEngine
) -> None:
    server = server_of(shared_dir)
    with Command(shared_dir) as command:
        assert command.uri() == client.attach().uri
        assert server_of(shared_dir) == server


def test_the_password_is_in_no_command_line_and_in_one_private_file(
    shared_dir: Path, client: EmbeddedEngine
) -> None:
    password, folder = client.attach().password, EngineFolder(shared_dir)
    assert len(password) >= 32
    for process in processes_of(shared_dir):
        assert password not in " ".join(process.cmdline())
        assert password not in " ".join(process.environ().values())
    holding = [
        path
        for path in folder.path.rglob("*")
        if path.is_file() and password.encode() in path.read_bytes()
    ]
    assert holding == [folder.password_file]
    assert folder.password_file.stat().st_mode & 0o777 == 0o600
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert shared_dir.stat().st_mode & 0o777 == 0o700


def test_it_listens_to_this_machine_only(shared_dir: Path, client: EmbeddedEngine) -> None:
    listening = {
        (connection.laddr[0], connection.laddr[1])
        for process in processes_of(shared_dir)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert {host for host, _ in listening} == {"127.0.0.1"}
    assert state_of(shared_dir).port in {port for _, port in listening}


def test_the_keeper_is_out_of_reach_of_ctrl_c(shared_dir: Path, client: EmbeddedEngine) -> None:
    for process in processes_of(shared_dir):
        assert os.getsid(process.pid) == state_of(shared_dir).keeper


def test_a_server_that_cannot_listen_is_seen_as_failed(tmp_path: Path) -> None:
    folder = EngineFolder(tmp_path)
    folder.create()
    engine_supervisor.prepare(folder)
    with socket.create_server((engine_supervisor.LOOPBACK, 0)) as other:
        server = engine_supervisor.Engine(folder, other.getsockname()[1], "1g")
        try:
            wait_until(server.has_failed_to_start)
            assert not server.has_ended()
            assert not server.listens()
        finally:
            server.stop()
    assert_all_ends(tmp_path)


def test_an_engine_whose_folder_was_removed_ends(tmp_path: Path) -> None:
    with EmbeddedEngine(tmp_path) as client:
        client.attach()
        shutil.rmtree(EngineFolder(tmp_path).path, ignore_errors=True)
        assert_all_ends(tmp_path)


def test_a_long_log_is_cut_while_the_engine_runs(shared_dir: Path, client: EmbeddedEngine) -> None:
    folder = EngineFolder(shared_dir)
    with folder.log.open("ab") as log:
        log.write(b"x" * engine_supervisor.LOG_BYTES)
    wait_until(lambda: folder.log.stat().st_size < engine_supervisor.LOG_BYTES)
    assert folder.log.with_suffix(".log.1").stat().st_size > engine_supervisor.LOG_BYTES


def test_a_log_that_someone_removed_ends_nothing(shared_dir: Path, client: EmbeddedEngine) -> None:
    folder, server = EngineFolder(shared_dir), server_of(shared_dir)
    folder.log.unlink()
    wait_until(lambda: folder.log.exists() and "was removed" in folder.log.read_text())
    assert server_of(shared_dir) == server


@pytest.mark.parametrize("damage", [b"", b'{"types": {"Kept', None])
def test_a_damaged_schema_is_put_back(tmp_path: Path, damage: bytes | None) -> None:
    folder = EngineFolder(tmp_path)
    with EmbeddedEngine(tmp_path) as client, connect(client.attach()) as driver:
        write(driver, "kept", 1)
        wait_until(lambda: b'"Kept"' in read_file(folder.kept_schema))
    assert_all_ends(tmp_path)
    if damage is None:
        folder.schema.unlink()
    else:
        folder.schema.write_bytes(damage)
    with EmbeddedEngine(tmp_path) as client, connect(client.attach()) as driver:
        assert read(driver, "kept") == [1]
    assert_all_ends(tmp_path)
    assert "schema of the database was damaged" in folder.log.read_text()


def read_file(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def test_an_engine_that_cannot_start_says_why(tmp_path: Path) -> None:
    with (
        EmbeddedEngine(tmp_path, heap="1k") as client,
        pytest.raises(EngineFailed, match="Too small maximum heap") as failure,
    ):
        client.attach()
    assert str(EngineFolder(tmp_path).log) in failure.value.detail
    assert_all_ends(tmp_path)


def test_a_start_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with (
        EmbeddedEngine(tmp_path, start_timeout=0.2) as client,
        pytest.raises(EngineFailed, match="did not answer within"),
    ):
        client.attach()
    assert_all_ends(tmp_path)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EngineFailed, match="file"):
        EmbeddedEngine(tmp_path / "file").attach()


def test_a_platform_without_the_engine_is_told_about_neo4j(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_supervisor, "PACKAGE", "arcadedb_embedded_for_another_platform")
    with pytest.raises(EngineFailed, match="INTROS_GRAPH__URI"):
        EmbeddedEngine(tmp_path).attach()


def connect(address: BoltAddress) -> Driver:
    return GraphDatabase.driver(address.uri, auth=(address.user, address.password))


def write(driver: Driver, label: str, number: int) -> None:
    with driver.session(database=engine_supervisor.DATABASE) as session:
        session.run(
            "CREATE (:Kept {label: $label, number: $number})", label=label, number=number
        ).consume()


def write_until_lost(driver: Driver, label: str, kill: Callable[[], None]) -> list[int]:
    """Write numbers, kill something meanwhile; return those that were acknowledged."""
    write(driver, label, 0)
    acknowledged = [0]
    Timer(0.5, kill).start()
    for number in range(1, 100_000):
        try:
            write(driver, label, number)
        except (DriverError, Neo4jError):
            break
        acknowledged.append(number)
    return acknowledged


def read(driver: Driver, label: str) -> list[int]:
    with driver.session(database=engine_supervisor.DATABASE) as session:
        rows = session.run("MATCH (k:Kept {label: $label}) RETURN k.number AS n", label=label)
        return [row["n"] for row in rows]


def state_of(data_dir: Path) -> State:
    state = EngineFolder(data_dir).read_state()
    assert state is not None
    return state


def processes_of(data_dir: Path) -> list[psutil.Process]:
    """Every living process that names the folder's engine: keepers, servers and watchdogs."""
    folder = EngineFolder(data_dir)
    names = (str(folder.data_dir), str(folder.path), f"@{folder.arguments}")
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if COMMAND not in (process.info["cmdline"] or [])
        and any(name in (process.info["cmdline"] or []) for name in names)
    ]


def keepers_of(data_dir: Path) -> list[int]:
    return [
        p.pid for p in processes_of(data_dir) if engine_supervisor.__file__ in p.info["cmdline"]
    ]


def servers_of(data_dir: Path) -> list[int]:
    mark = f"@{EngineFolder(data_dir).arguments}"
    return [p.pid for p in processes_of(data_dir) if mark in p.info["cmdline"]]


def server_of(data_dir: Path) -> int:
    (server,) = servers_of(data_dir)
    return server


def assert_all_ends(data_dir: Path) -> None:
    wait_until(lambda: not processes_of(data_dir))
