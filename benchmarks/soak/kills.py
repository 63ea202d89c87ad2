"""`kill -9` of any process during writes, imports, plans and backups; then all is counted."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from statistics import median
from threading import Event
from typing import Any

import httpx

from benchmarks.soak.acknowledged import WRITERS, Acknowledged, Client, connect, pairings_of
from benchmarks.soak.installations import CONNECTOR, Installation
from tests.patience import PATIENCE_SECONDS, wait_until

BETWEEN = 10
"""Acknowledged writes between one kill and the next."""
LATER_SECONDS = 0.3
"""Up to so much later a kill comes, so that it meets any moment of what is under way."""


@dataclass(slots=True)
class Tally:
    """What was killed, how long until a request was answered again, and what is missing."""

    said: Acknowledged = field(default_factory=Acknowledged)
    recovered: dict[str, list[float]] = field(default_factory=dict)
    """What was killed -> seconds until the next answer, each time."""
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return sum(map(len, self.recovered.values()))

    def lines(self) -> Iterator[str]:
        for part, seconds in self.recovered.items():
            longest = f"median {median(seconds):.1f} s, longest {max(seconds):.1f} s"
            yield f"{part} killed {len(seconds)} times; answered again after: {longest}"
        counts = ", ".join(f"{count:,} × {what}" for what, count in self.said.counts.items())
        yield f"acknowledged: {counts}"
        yield from self.faults or ["nothing is lost, and nothing is there twice"]


def run(there: Installation, kills: int, seconds: float) -> Tally:
    """Kill each process in turn, so many times in all or for so long, while clients write."""
    tally, stop, random = Tally(), Event(), Random(kills)
    until = time.monotonic() + seconds
    wait_until(there.answers)
    with ThreadPoolExecutor(len(WRITERS)) as threads, ExitStack() as clients:
        own = [
            Client(number, clients.enter_context(there.client(workspace)), tally.said, stop)
            for number, (workspace, _) in enumerate(WRITERS)
        ]
        connect(own[0], CONNECTOR)
        running = [
            threads.submit(write, client) for client, (_, write) in zip(own, WRITERS, strict=True)
        ]
        try:
            for part in cycle(there.kills):
                if tally.kills >= kills or time.monotonic() > until:
                    break
                write_on(tally.said, running)
                time.sleep(random.uniform(0, LATER_SECONDS))
                there.kills[part]()
                killed = time.monotonic()
                wait_until(there.answers)
                tally.recovered.setdefault(part, []).append(time.monotonic() - killed)
            write_on(tally.said, running)
        finally:
            stop.set()
            for writer in running:
                writer.result(PATIENCE_SECONDS)
    with there.client("soak") as soaked, there.client("plans") as planned:
        tally.faults += faults(soaked, planned, tally.said)
    tally.faults += there.backups.faults(tally.said.everyone)
    if "unexpected_error" in there.logs:
        tally.faults.append("the logs tell of an unexpected error")
    return tally


def write_on(said: Acknowledged, running: Sequence[Future[None]]) -> None:
    """Return when some more was acknowledged; a writer that failed says why."""
    enough = said.writes + BETWEEN

    def has_enough() -> bool:
        for writer in running:
            if writer.done():
                writer.result()
        return said.writes >= enough

    wait_until(has_enough)


def faults(client: httpx.Client, planned: httpx.Client, said: Acknowledged) -> Iterator[str]:
    """How what is there differs from what was acknowledged."""
    people = sorted((row["name"], row["id"]) for row in pages(client, "/v1/people"))
    imported = [(f"Row {one}", one) for one in said.imported]
    yield from _differs("people", people, [("Dana", CONNECTOR), *said.people.items(), *imported])
    path = f"/v1/people/{CONNECTOR}/contacts"
    contacts = [(row["id"], row["trust"]) for row in pages(client, path)]
    unrated = [(one, None) for one in said.imported]
    yield from _differs("contacts", contacts, [*said.known.items(), *unrated])
    rows = pages(client, "/v1/introductions")
    made = [(row["id"], (row["a"], row["b"])) for row in rows]
    yield from _differs("introductions", made, [*said.introductions.items()])
    for (connector, week), pairings in said.plans.items():
        plan = planned.get(f"/v1/connectors/{connector}/plans/{week}").json()
        yield from _differs(f"plan of {connector} for {week}", pairings_of(plan), pairings)


def _differs(what: str, there: Sequence[Any], acknowledged: Sequence[Any]) -> Iterator[str]:
    found, said = sorted(map(repr, there)), sorted(map(repr, acknowledged))
    if found == said:
        return
    lost, more = set(said) - set(found), set(found) - set(said)
    yield (
        f"{what}: {len(said)} acknowledged, {len(found)} there; "
        f"lost {sorted(lost)[:5]}, there without it {sorted(more)[:5]}"
    )


def pages(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    """Everything on all pages of a list, as often as it is there."""
    cursor: dict[str, str] = {}
    while True:
        page = client.get(path, params={"limit": 200, **cursor}).json()
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}
