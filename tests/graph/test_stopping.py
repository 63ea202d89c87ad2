"""A service that is told to end does so, and answers everyone first, whatever its engine does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

import app
from app.graph.engine_supervisor import EngineFolder
from app.security.tokens import new_key
from tests.neo4j_server.jars import free_port
from tests.patience import PATIENCE_SECONDS, open_client, wait_until

WAITING = 5


@pytest.fixture
def address() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def service(tmp_path: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """`intros serve` with an engine of its own, and more patience than any test has."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(app.__file__).parents[1]),
            "INTROS_DATA_DIR": str(tmp_path / "data"),
            "INTROS_HTTP__PORT": address.rpartition(":")[2],
            "INTROS_GRAPH__RETRY_SECONDS": str(100 * PATIENCE_SECONDS),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def connections_of(service: subprocess.Popen[bytes]) -> int:
    """How many clients are connected."""
    port = int(next(iter(listening(service))))
    return sum(
        one.status == psutil.CONN_ESTABLISHED and one.laddr[1:] == (port,)
        for one in psutil.Process(service.pid).net_connections("tcp")
    )


def listening(service: subprocess.Popen[bytes]) -> set[int]:
    return {
        one.laddr[1]
        for one in psutil.Process(service.pid).net_connections("tcp")
        if one.status == psutil.CONN_LISTEN
    }


def is_there(client: httpx.Client, path: str) -> bool:
    try:
        return client.get(path).is_success
    except httpx.ConnectError:
        return False


def test_a_frozen_engine_holds_up_no_end_and_those_who_wait_are_told(
    service: subprocess.Popen[bytes], address: str, tmp_path: Path
) -> None:
    key = {"Authorization": f"Bearer {new_key().text}"}
    with open_client(base_url=address) as client:
        wait_until(lambda: is_there(client, "/healthz"))
        wait_until(lambda: is_there(client, "/readyz"))
    wait_until(lambda: connections_of(service) == 0)
    state = EngineFolder(tmp_path / "data").read_state()
    assert state is not None
    assert state.engine is not None
    engine = psutil.Process(state.engine)
    engine.suspend()
    try:
        with open_client(base_url=address) as client, ThreadPoolExecutor(WAITING) as threads:
            answers = [
                threads.submit(client.get, "/v1/people", headers=key) for _ in range(WAITING)
            ]
            wait_until(lambda: connections_of(service) == WAITING)
            # One more is answered: so those before it have arrived.
            assert client.get("/healthz").is_success
            service.send_signal(signal.SIGTERM)
            for answer in answers:
                assert answer.result().status_code == 503
                assert answer.result().json()["code"] == "graph_unavailable"
                assert int(answer.result().headers["retry-after"]) > 0
        service.wait(PATIENCE_SECONDS)
    finally:
        engine.kill()


def test_the_port_is_open_before_the_engine_is_ready(
    service: subprocess.Popen[bytes], address: str
) -> None:
    with open_client(base_url=address) as client:
        wait_until(lambda: is_there(client, "/healthz"))
        # Which of both it is depends on the engine; there is an answer in any case.
        assert client.get("/readyz").status_code in {200, 503}
        wait_until(lambda: is_there(client, "/readyz"))
    service.send_signal(signal.SIGTERM)
    assert service.wait(PATIENCE_SECONDS) in {0, -signal.SIGTERM}
