"""`kill -9` in the middle of acknowledged writes: nothing is lost, nothing is there twice.

A real `intros serve` on a folder of its own; clients write all the time and repeat, with the same
Idempotency-Key, whatever was not acknowledged. Meanwhile the engine, its keeper and the service
are killed in turn. `test_embedded_engine.py` has what becomes of the processes themselves.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import psutil
import pytest

import app
from app.graph import Graph, migrate
from app.keys.service import create_key
from app.settings import Settings
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.graph.test_embedded_engine import assert_all_ends, state_of
from tests.neo4j_server.jars import free_port
from tests.patience import PATIENCE_SECONDS, open_client, wait_until
from tests.sessions import acting, installed

ROUNDS = 3
WRITERS = 4
BETWEEN = 10
"""Acknowledged people between one kill and the next."""


class Service:
    """`intros serve` as a process; started again after it was killed, at the same address."""

    def __init__(self, data_dir: Path, log: Path) -> None:
        self.data_dir, self.log, self.port = data_dir, log, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        environment = os.environ | {
            "INTROS_DATA_DIR": str(self.data_dir),
            "INTROS_HTTP__PORT": str(self.port),
            "PYTHONPATH": str(Path(app.__file__).parents[1]),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve"],
                env=environment,
                cwd=self.log.parent,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.start()

    def kill_engine(self) -> None:
        engine = state_of(self.data_dir).engine
        assert engine is not None
        psutil.Process(engine).kill()

    def kill_keeper(self) -> None:
        psutil.Process(state_of(self.data_dir).keeper).kill()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)


@dataclass(slots=True)
class Acknowledged:
    """What the service said that it has: people by the name sent, and relationships of Dana's."""

    people: dict[str, str] = field(default_factory=dict)
    known: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """One client that writes until it is told to stop, and leaves nothing open."""

    number: int
    client: httpx.Client
    said: Acknowledged
    stop: Event

    def run(self) -> None:
        for turn in count():
            if self.stop.is_set():
                return
            name = f"Person {self.number}-{turn}"
            key = {"Idempotency-Key": name.replace(" ", "-")}
            person = self._until_acknowledged("POST", "/v1/people", {"name": name}, key)["id"]
            self.said.people[name] = person
            trust = turn % 10 / 10
            self._until_acknowledged("PUT", f"/v1/people/dana/knows/{person}", {"trust": trust}, {})
            self.said.known[person] = trust

    def _until_acknowledged(
        self, method: str, path: str, body: dict[str, object], headers: dict[str, str]
    ) -> dict[str, str]:
        while True:
            try:
                answer = self.client.request(method, path, json=body, headers=headers)
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            if answer.is_success:
                acknowledged: dict[str, str] = answer.json()
                return acknowledged
            assert answer.status_code == 503, answer.text


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path / "data", tmp_path / "service.log")
    yield service
    service.stop()
    assert_all_ends(service.data_dir)


@pytest.fixture
def key(service: Service) -> str:
    """A key for a new workspace with Dana in it."""
    with Graph(Settings(_env_file=None, data_dir=service.data_dir)) as graph:
        migrate(graph)
        create_workspace(installed(graph), NewWorkspace(id="killed", name="Killed"))
        return create_key(acting(graph, "killed"), "write").key


@pytest.mark.last
def test_what_was_acknowledged_outlives_kills_and_is_there_once(service: Service, key: str) -> None:
    said, stop = Acknowledged(), Event()
    wait_until(lambda: answers(service, key))
    with ThreadPoolExecutor(WRITERS) as threads, ExitStack() as clients:
        own = [clients.enter_context(client_of(service, key)) for _ in range(WRITERS)]
        dana = own[0].post("/v1/people", json={"id": "dana", "name": "Dana"})
        assert dana.status_code == 201
        writers = [Writer(number, client, said, stop) for number, client in enumerate(own)]
        running = [threads.submit(writer.run) for writer in writers]
        try:
            for _ in range(ROUNDS):
                for kill in (service.kill_engine, service.kill_keeper, service.kill):
                    write_on(said, running)
                    kill()
                    wait_until(lambda: answers(service, key))
            write_on(said, running)
        finally:
            stop.set()
            for writer in running:
                writer.result(PATIENCE_SECONDS)
    with client_of(service, key) as client:
        there = sorted((row["name"], row["id"]) for row in pages(client, "/v1/people"))
        contacts = sorted(
            (row["id"], row["trust"]) for row in pages(client, "/v1/people/dana/contacts")
        )
    assert there == sorted([*said.people.items(), ("Dana", "dana")])
    assert contacts == sorted(said.known.items())
    assert "unexpected_error" not in service.log.read_text("utf-8")


def client_of(service: Service, key: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"}
    return open_client(base_url=service.address, headers=headers)


def write_on(said: Acknowledged, running: list[Future[None]]) -> None:
    """Return when some more people were acknowledged; a writer that failed says why."""
    enough = len(said.people) + BETWEEN

    def has_enough() -> bool:
        for writer in running:
            if writer.done():
                writer.result()
        return len(said.people) >= enough

    wait_until(has_enough)


def answers(service: Service, key: str) -> bool:
    """Whether the first request is answered, which it then is as if nothing had happened.

    The service may still be starting: then its port refuses the connection.
    """
    with client_of(service, key) as client, suppress(httpx.ConnectError):
        answer = client.get("/v1/people", params={"limit": 1})
        assert answer.status_code == 200, answer.text
        return True
    return False


def pages(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    """Everything on all pages of a list, as often as it is there."""
    cursor: dict[str, str] = {}
    while True:
        page = client.get(path, params={"limit": 200, **cursor}).json()
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}
