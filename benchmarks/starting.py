"""`intros serve` until it is ready, and the memory of the process and of the engine."""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psutil

from app.graph.embedded import EmbeddedEngine
from app.settings import Settings
from benchmarks.bench import Bench
from benchmarks.results import Result, times
from benchmarks.serving import serving
from benchmarks.timing import MILLISECONDS, timed
from tests.engines import EMBEDDED

MEGABYTE = 1024 * 1024
CONNECT = """
import sys
from neo4j import GraphDatabase
import psutil
uri, user, password = sys.argv[1:]
with GraphDatabase.driver(uri, auth=(user, password)) as driver:
    driver.execute_query("RETURN 1")
    print(psutil.Process().memory_info().rss)
"""


def measure(bench: Bench) -> list[Result]:
    starts, bare = [], []
    for _ in range(1 if bench.quick else 5):
        if bench.name == EMBEDDED:
            starts.append(_embedded_start(bench))
            bare.append(_embedded_engine_alone())
        else:
            with serving(bench.engine.settings) as served:
                starts.append(served.ready_after)
            bare.append(timed(lambda: _connect(bench)) / MILLISECONDS)
    with serving(bench.engine.settings) as served:
        memory = psutil.Process(served.pid).memory_info().rss / MEGABYTE
    against = "the engine alone" if bench.name == EMBEDDED else "a bare driver"
    return [
        times(f"intros serve until ready, times {against}", bench.name,
              median(starts), median(bare), unit="s"),
        times("memory of intros serve, times a bare driver", bench.name,
              memory, _connect(bench) / MEGABYTE, unit="MB"),
        Result("memory of the engine after all this", bench.name,
               _engine_memory(bench), "MB", None, None),
    ]  # fmt: skip


def _embedded_start(bench: Bench) -> float:
    """With an engine that does not run yet and has no data."""
    with tempfile.TemporaryDirectory(prefix="intros-bench-", ignore_cleanup_errors=True) as folder:
        settings = Settings(
            _env_file=None, graph=bench.engine.settings.graph, data_dir=Path(folder)
        )
        with serving(settings) as served:
            return served.ready_after


def _embedded_engine_alone() -> float:
    with tempfile.TemporaryDirectory(prefix="intros-bench-", ignore_cleanup_errors=True) as folder:
        engine = EmbeddedEngine(Path(folder))
        try:
            return timed(engine.attach) / MILLISECONDS
        finally:
            engine.close()


def _connect(bench: Bench) -> int:
    """A process that has only the driver and asks one thing: its memory in bytes."""
    address = bench.engine.address
    done = subprocess.run(
        [sys.executable, "-c", CONNECT, address.uri, address.user, address.password],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return int(done.stdout)


def _engine_memory(bench: Bench) -> float:
    """Resident memory of the process that listens at the engine's port, in MB."""
    port = urlsplit(bench.engine.address.uri).port
    (pid,) = {
        connection.pid
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
        and connection.laddr
        and connection.laddr.port == port
    }
    return psutil.Process(pid).memory_info().rss / MEGABYTE
