"""`GET /v1/people/{id}` against the bare driver with the same Cypher, one client and 32."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from random import Random
from threading import Barrier

from app.keys.service import create_key
from app.people.repository import load_people
from benchmarks.bench import DATABASE, Bench
from benchmarks.network import PEOPLE
from benchmarks.results import Result, times
from benchmarks.serving import OK, serving
from benchmarks.timing import Times, timed

MANY = 32
Ask = Callable[[str], None]


def measure(bench: Bench) -> list[Result]:
    key = create_key(bench.session, "read").key
    with serving(bench.engine.settings) as served:
        port = served.port
        results = []
        for clients in (1, MANY):
            each = (200 if bench.quick else 1000) if clients == 1 else (20 if bench.quick else 100)
            service, bare = _in_rounds(bench, port, key, clients, each)
            who = "one client" if clients == 1 else f"{clients} clients"
            name = "GET /v1/people/{id}, times the bare driver"
            results += [
                times(f"{name}: median, {who}", bench.name, service.median, bare.median),
                times(f"{name}: 99th percentile, {who}", bench.name, service.p99, bare.p99),
            ]
    return results


def _in_rounds(
    bench: Bench, port: int, key: str, clients: int, each: int, rounds: int = 4
) -> tuple[Times, Times]:
    """Rounds of requests and of bare transactions in turns; the first of each only warms up."""
    durations: tuple[list[float], list[float]] = ([], [])
    cold: list[float] = []
    with ExitStack() as stack:
        over_http = [_over_http(stack, port, key) for _ in range(clients)]
        by_driver = [lambda person: _by_driver(bench, person) for _ in range(clients)]
        for round_number in range(rounds + 1):
            for kept, asks in zip(durations, (over_http, by_driver), strict=True):
                took = _at_once(asks, max(1, each // rounds), seed=round_number)
                if round_number:
                    kept.extend(took)
                else:
                    cold.append(took[0])
    service, bare = (Times(c, tuple(d)) for c, d in zip(cold, durations, strict=True))
    return service, bare


def _at_once(asks: list[Ask], each: int, seed: int) -> list[float]:
    """What each call took when all these clients ask at once, so many times each."""
    barrier = Barrier(len(asks))

    def client(number: int, ask: Ask) -> list[float]:
        random = Random(seed * MANY + number)
        people = [f"p{random.randrange(PEOPLE):05}" for _ in range(each)]
        barrier.wait()
        return [timed(lambda person=person: ask(person)) for person in people]  # type: ignore[misc]

    with ThreadPoolExecutor(len(asks)) as threads:
        return [took for all_of_one in threads.map(client, range(len(asks)), asks)
                for took in all_of_one]  # fmt: skip


def _over_http(stack: ExitStack, port: int, key: str) -> Ask:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    stack.callback(connection.close)

    def ask(person: str) -> None:
        connection.request(
            "GET", f"/v1/people/{person}", headers={"Authorization": f"Bearer {key}"}
        )
        answer = connection.getresponse()
        answer.read()
        if answer.status != OK:
            raise ValueError(f"{person}: status {answer.status}")

    return ask


def _by_driver(bench: Bench, person: str) -> None:
    parameters = {"workspace": bench.workspace, "ids": [person], "viewer": None}
    with bench.driver.session(database=DATABASE) as session:
        rows = session.execute_read(lambda tx: list(tx.run(load_people.statement.text, parameters)))
    if len(rows) != 1:
        raise ValueError(f"{person}: {len(rows)} rows")
