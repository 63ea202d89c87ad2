"""A long import beside people who save something small now and then, in the same workspace.

The import runs in `intros serve`, as the page and the API start it. Small writes are patches of one
person over HTTP, two a second; the baseline is the same import with no one beside it.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from threading import Event
from time import perf_counter, sleep

from httpx import Client

from app.keys.service import create_key
from benchmarks.bench import Bench
from benchmarks.importing import CONNECTOR, linkedin_file, workspace_with_connector
from benchmarks.results import Result, Target, times
from benchmarks.serving import Served, serving
from benchmarks.timing import percentile_99, timed
from tests.sessions import acting

BETWEEN_SECONDS = 0.5
MOST_TIMES = 2.0
LONGEST = 1000.0
SECONDS = 600.0
LOOK_AGAIN_SECONDS = 0.1
PERSON = f"/v1/people/{CONNECTOR}"


def measure(bench: Bench) -> list[Result]:
    rows = 5_000 if bench.quick else 30_000
    file = linkedin_file(rows, seed=1)
    with serving(bench.engine.settings) as served:
        alone = _import(bench, served, file, None)
        small: list[float] = []
        beside = _import(bench, served, file, small)
    name = f"import of {rows:,} contacts beside two small writes a second"
    return [
        times(f"{name}, times alone", bench.name, beside, alone, unit="s",
              target=Target(MOST_TIMES, "most")),
        times("small write beside it: 99th percentile, times its median", bench.name,
              percentile_99(tuple(small)), median(small),
              target=Target(LONGEST, "most", "value")),
    ]  # fmt: skip


def _import(bench: Bench, served: Served, file: str, small: list[float] | None) -> float:
    """Seconds for an import into a workspace of its own; with a list, small writes go beside it."""
    workspace = workspace_with_connector(bench)
    key = create_key(acting(bench.graph, workspace), "admin").key
    with _client(served, key) as client, _small_writes(served, key, small):
        begin = perf_counter()
        form = {"format": "linkedin", "connector": CONNECTOR}
        put = client.post("/v1/imports", data=form, files={"file": ("Connections.csv", file)})
        address = f"/v1/imports/{put.raise_for_status().json()['id']}"
        while (report := client.get(address).raise_for_status().json())["status"] == "running":
            sleep(LOOK_AGAIN_SECONDS)
        seconds = perf_counter() - begin
    if report["status"] != "done" or report["created"] != report["rows"]:
        raise ValueError(f"the import did not add everyone: {report}")
    return seconds


def _client(served: Served, key: str) -> Client:
    return Client(
        base_url=f"http://127.0.0.1:{served.port}",
        headers={"Authorization": f"Bearer {key}"},
        timeout=SECONDS,
    )


@contextmanager
def _small_writes(served: Served, key: str, small: list[float] | None) -> Iterator[None]:
    """Patch one person twice a second, and take down how many milliseconds each took."""
    if small is None:
        yield
        return
    ended = Event()

    def patch() -> None:
        with _client(served, key) as client:
            while not ended.wait(BETWEEN_SECONDS):
                title = {"title": f"Title {len(small)}"}
                small.append(timed(lambda: client.patch(PERSON, json=title).raise_for_status()))  # noqa: B023

    with ThreadPoolExecutor(1) as threads:
        patching = threads.submit(patch)
        try:
            yield
        finally:
            ended.set()
            patching.result()
