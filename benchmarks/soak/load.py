"""Many clients at once on a large network, beside a plan and a long import: figures, no judgment.

What a request took counts from sending it to the last byte of its answer.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from threading import Event
from typing import Any

import httpx

from benchmarks.network import make_network
from benchmarks.soak.installations import Database, Installation
from benchmarks.timing import percentile_99
from tests.patience import PATIENCE_SECONDS, wait_until

CLIENTS = 32
PEOPLE = 50_000
KNOWS = 300_000
CONNECTORS = {"connector-100": 100, "connector-500": 500}
ROWS = 30_000
SERVER_ERROR = 500
SLOW_SECONDS = 2.0

Request = tuple[str, str, dict[str, Any]]
"""Method, path and options of a request."""


def read_person(random: Random, people: int) -> Request:
    return "GET", f"/v1/people/{_someone(random, people)}", {}


def find_people(random: Random, _: int) -> Request:
    return "GET", "/v1/people", {"params": {"q": random.choice(("an", "jo", "ma", "sa", "li"))}}


def list_contacts(_: Random, __: int) -> Request:
    return "GET", "/v1/people/connector-500/contacts", {}


def list_introductions(_: Random, __: int) -> Request:
    return "GET", "/v1/introductions", {}


def list_pairings(_: Random, __: int) -> Request:
    return "GET", "/v1/connectors/connector-100/pairings", {"params": {"limit": 10}}


def create_person(random: Random, _: int) -> Request:
    return "POST", "/v1/people", {"json": {"name": f"New {random.randrange(10**9)}"}}


def change_person(random: Random, people: int) -> Request:
    title = {"title": f"Title {random.randrange(10**9)}"}
    return "PATCH", f"/v1/people/{_someone(random, people)}", {"json": title}


def rate_contact(random: Random, people: int) -> Request:
    path = f"/v1/people/connector-100/knows/{_someone(random, people)}"
    return "PUT", path, {"json": {"trust": random.randrange(10) / 10}}


def _someone(random: Random, people: int) -> str:
    return f"p{random.randrange(people):05}"


MIX: dict[Callable[[Random, int], Request], int] = {
    read_person: 45,
    find_people: 12,
    list_contacts: 10,
    list_introductions: 8,
    list_pairings: 5,
    create_person: 5,
    change_person: 8,
    rate_contact: 7,
}
"""How often of a hundred each is asked."""


@dataclass(slots=True)
class Took:
    """Milliseconds of each request by what was asked, and how it ended."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    beside: list[str] = field(default_factory=list)
    """What went on beside the clients, and how it ended."""

    @property
    def server_errors(self) -> int:
        return sum(times for status, times in self.statuses.items() if status >= SERVER_ERROR)

    def lines(self) -> Iterator[str]:
        everything = [one for many in self.milliseconds.values() for one in many]
        slow = sum(one > SLOW_SECONDS * 1000 for one in everything)
        yield (
            f"{len(everything):,} requests, {self.server_errors} server errors, "
            f"{self.broken} broken connections, {slow} over {SLOW_SECONDS:g} s"
        )
        for name, many in sorted(self.milliseconds.items()):
            ordered = sorted(many)
            yield (
                f"{name.replace('_', ' ')}: {len(many):,} times, median "
                f"{ordered[len(many) // 2]:,.0f} ms, 99th percentile "
                f"{percentile_99(tuple(many)):,.0f} ms, longest {ordered[-1]:,.0f} ms"
            )
        yield from self.beside


def fill(there: Installation, database: Database, *, people: int) -> None:
    """Write the network into the workspace of the clients."""
    with database.driver() as driver, driver.session(database="neo4j") as session:
        network = make_network("soak", CONNECTORS, people=people, knows=people * KNOWS // PEOPLE)
        network.write(session)
    wait_until(there.answers)


def run(there: Installation, seconds: float, *, people: int = PEOPLE, rows: int = ROWS) -> Took:
    """All clients at once for so long; a plan and an import go on beside them."""
    took, stop = Took(), Event()
    with ThreadPoolExecutor(CLIENTS + 2) as threads, ExitStack() as stack:
        clients = [stack.enter_context(there.client()) for _ in range(CLIENTS + 2)]
        running = [
            threads.submit(_ask, client, Random(number), took, stop, people)
            for number, client in enumerate(clients[:CLIENTS])
        ]
        beside = [
            threads.submit(_import, clients[-2], rows),
            threads.submit(_plan, clients[-1]),
        ]
        time.sleep(seconds)
        stop.set()
        for client in running:
            client.result(PATIENCE_SECONDS)
        took.beside = [one.result(PATIENCE_SECONDS) for one in beside]
    return took


def _ask(client: httpx.Client, random: Random, took: Took, stop: Event, people: int) -> None:
    """One client: one request after the other."""
    while not stop.is_set():
        (ask,) = random.choices(list(MIX), list(MIX.values()))
        method, path, options = ask(random, people)
        start = time.perf_counter()
        try:
            answer = client.request(method, path, **options)
        except httpx.TransportError:
            took.broken += 1
            continue
        took.milliseconds[ask.__name__].append((time.perf_counter() - start) * 1000)
        took.statuses[answer.status_code] += 1


def _import(client: httpx.Client, rows: int) -> str:
    text = "id,name,email\n" + "".join(f"f{n},File {n},f{n}@x.example\n" for n in range(rows))
    data = {"format": "people", "connector": "connector-100"}
    start = time.perf_counter()
    begun = client.post("/v1/imports", files={"file": ("people.csv", text)}, data=data).json()
    while (report := client.get(f"/v1/imports/{begun['id']}").json())["status"] == "running":
        time.sleep(1)
    return (
        f"an import of {rows:,} rows beside them: {report['status']}, {report['created']:,} "
        f"created, {time.perf_counter() - start:.0f} s"
    )


def _plan(client: httpx.Client) -> str:
    body = {"week": "2027-W02", "connectors": list(CONNECTORS), "dry_run": True}
    start = time.perf_counter()
    while (answer := client.post("/v1/plans", json=body)).status_code == httpx.codes.ACCEPTED:
        time.sleep(1)
    took = f"{time.perf_counter() - start:.0f} s"
    return f"a plan of {len(CONNECTORS)} connectors beside them: {answer.status_code}, {took}"
