"""Clients that write all the time, and what they were told is there.

A client repeats, with the same Idempotency-Key or the same ids, whatever wasn't acknowledged: a
connection that broke, or a 503. Any other refusal is an error.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event
from typing import Any

import httpx

from benchmarks.soak.installations import CONNECTOR

PAUSE_SECONDS = 0.05
ROWS = 300
"""In a file to import: a few parts of a second, so that kills fall into it."""
PRACTICES = ("divorce_attorney", "mortgage_broker", "financial_advisor", "estate_attorney")
LONG_KNOWN = {"trust": 0.9, "since": "2015-01-01"}
FIRST_WEEK = datetime.now(UTC).date() + timedelta(weeks=1)
WEEKS = 40
"""For one connector: nobody plans more than a year ahead."""
SAID_TO_WAIT = (425, 429, 503)


@dataclass(slots=True)
class Acknowledged:
    """What the service said that it has. A list only grows, so threads may share it."""

    people: dict[str, str] = field(default_factory=dict)
    """The name that was sent -> the id."""
    known: dict[str, float] = field(default_factory=dict)
    """Whom the connector knows -> the trust."""
    introductions: dict[str, tuple[str, str]] = field(default_factory=dict)
    imported: list[str] = field(default_factory=list)
    """Ids of imported people."""
    plans: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The connector and the week -> the ids of its pairings."""
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def everyone(self) -> int:
        """How many people there are, with the connector."""
        return len(self.people) + len(self.imported) + 1

    @property
    def writes(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Client:
    """One client; `number` keeps what it writes apart from what others write."""

    number: int
    http: httpx.Client
    said: Acknowledged
    stop: Event

    def write(self, method: str, path: str, **options: Any) -> Any:
        """Repeat a request until it is acknowledged; gives the body of the answer."""
        while True:
            try:
                answer = self.http.request(method, path, **options)
            except httpx.TransportError:
                time.sleep(PAUSE_SECONDS)
                continue
            if answer.is_success:
                return answer.json()
            if answer.status_code not in SAID_TO_WAIT and not _still_running(answer):
                raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
            time.sleep(PAUSE_SECONDS)

    def turns(self) -> Iterator[int]:
        for turn in count():
            if self.stop.is_set():
                return
            yield turn


def _still_running(answer: httpx.Response) -> bool:
    """The same request, cut off by a kill, may still be under way when it is repeated."""
    return answer.status_code == httpx.codes.CONFLICT and "idempotency" in answer.json()["code"]


def people(client: Client) -> None:
    """Create people, and say how well the connector knows them."""
    said = client.said
    for turn in client.turns():
        name = f"Person {client.number}-{turn}"
        once = {"Idempotency-Key": name.replace(" ", "-")}
        person = client.write("POST", "/v1/people", json={"name": name}, headers=once)["id"]
        said.people[name] = person
        trust = turn % 10 / 10
        client.write("PUT", f"/v1/people/{CONNECTOR}/knows/{person}", json={"trust": trust})
        said.known[person] = trust
        said.counts["person"] += 1
        said.counts["relationship"] += 1


def introductions(client: Client) -> None:
    """Begin introductions of two new people each, whom the connector has long known."""
    said = client.said
    for turn in client.turns():
        two = [f"i{client.number}-{turn}-{side}" for side in "ab"]
        for who, profession in zip(two, PRACTICES, strict=False):
            body = {"id": who, "name": who, "professions": [profession]}
            once = {"Idempotency-Key": who}
            client.write("POST", "/v1/people", json=body, headers=once)
            client.write("PUT", f"/v1/people/{CONNECTOR}/knows/{who}", json=LONG_KNOWN)
            said.people[who] = who
            said.known[who] = 0.9
        new = {"id": f"intro-{client.number}-{turn}", "connector_id": CONNECTOR}
        body = {**new, "a": two[0], "b": two[1]}
        once = {"Idempotency-Key": new["id"]}
        made = client.write("POST", "/v1/introductions", json=body, headers=once)
        said.introductions[made["id"]] = (made["a"], made["b"])
        said.counts["introduction"] += 1


def imports(client: Client) -> None:
    """Import files as jobs, and wait for each. A job that died too often is asked for again."""
    said = client.said
    for turn in client.turns():
        ids = [f"f{client.number}-{turn}-{row}" for row in range(ROWS)]
        text = "id,name\n" + "".join(f"{one},Row {one}\n" for one in ids)
        for attempt in count():
            report = _imported(client, text, f"file-{client.number}-{turn}-{attempt}")
            if report["status"] != "failed":
                break
            said.counts["import that died three times"] += 1
        if (report["status"], report["rows"], report["refused"]) != ("done", ROWS, 0):
            raise AssertionError(report)
        said.imported += ids
        said.counts["imported row"] += ROWS
        said.counts["import"] += 1


def _imported(client: Client, text: str, once: str) -> Any:
    """The report of an import that has ended."""
    begun = client.write(
        "POST",
        "/v1/imports",
        files={"file": ("people.csv", text)},
        data={"format": "people", "connector": CONNECTOR},
        headers={"Idempotency-Key": once},
    )
    while (report := client.write("GET", f"/v1/imports/{begun['id']}"))["status"] == "running":
        time.sleep(PAUSE_SECONDS)
    return report


def plans(client: Client) -> None:
    """Plan one week after the other for a connector, until each is saved; then for another one."""
    said = client.said
    for one in PRACTICES:
        body = {"id": one, "name": one, "professions": [one]}
        client.write("POST", "/v1/people", json=body, headers={"Idempotency-Key": one})
    for turn in client.turns():
        number, ahead = divmod(turn, WEEKS)
        connector = f"planner-{number}"
        if ahead == 0:
            connect(client, connector)
            for one in PRACTICES:
                client.write("PUT", f"/v1/people/{connector}/knows/{one}", json=LONG_KNOWN)
        year, week, _ = (FIRST_WEEK + timedelta(weeks=ahead)).isocalendar()
        name = f"{year}-W{week:02}"
        body = {"week": name, "connectors": [connector]}
        while (plan := client.write("POST", "/v1/plans", json=body))["status"] == "running":
            time.sleep(PAUSE_SECONDS)
        said.plans[connector, name] = pairings_of(plan)
        said.counts["plan"] += 1


def connect(client: Client, connector: str) -> None:
    """Create a connector."""
    new = {"id": connector, "name": "Dana", "connector": True}
    client.write("POST", "/v1/people", json=new, headers={"Idempotency-Key": connector})


def pairings_of(plan: dict[str, Any]) -> list[str]:
    return [one["id"] for connector in plan["connectors"] for one in connector["pairings"]]


WRITERS: tuple[tuple[str, Callable[[Client], None]], ...] = (
    ("soak", people),
    ("soak", people),
    ("soak", introductions),
    ("soak", imports),
    ("plans", plans),
)
"""What writes at the same time, each with its workspace."""
