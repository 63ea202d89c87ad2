"""`intros serve` in a process of its own, as clients meet it."""

import http.client
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, sleep

from app.settings import Settings
from tests.neo4j_server.jars import free_port

START_SECONDS = 60.0
OK = 200


@dataclass(frozen=True, slots=True)
class Served:
    """Where it listens, its process, and how many seconds it took to be ready."""

    port: int
    pid: int
    ready_after: float


@contextmanager
def serving(settings: Settings) -> Iterator[Served]:
    """Start the service on these settings, wait until it is ready, and end it afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="intros-bench-") as folder:
        start = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve"],
            env=environment(settings, port, folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_ready(port, process)
            yield Served(port, process.pid, perf_counter() - start)
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def environment(settings: Settings, port: int, folder: str) -> dict[str, str]:
    graph = settings.graph
    own = {name: text for name, text in os.environ.items() if not name.startswith("INTROS_")}
    return own | {
        "INTROS_SETTINGS_FILE": f"{folder}/none.env",
        "INTROS_DATA_DIR": str(settings.data_dir),
        "INTROS_HTTP__PORT": str(port),
        "INTROS_GRAPH__URI": graph.uri,
        "INTROS_GRAPH__USER": graph.user,
        "INTROS_GRAPH__PASSWORD": graph.password.get_secret_value(),
    }


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = perf_counter() + START_SECONDS
    while process.poll() is None and perf_counter() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == OK:
                return
        except OSError:
            sleep(0.02)
        finally:
            connection.close()
    raise TimeoutError("the service did not become ready")
