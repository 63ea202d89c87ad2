"""A worker that is killed: every mail arrives, and one that arrives twice can be known by its id.

A process of its own, and a mail server that takes a mail but has not yet said so: between sending
and recording, which is the worst moment there is.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from neo4j import Driver

from app.graph import Graph
from app.mail.models import Letter
from app.mail.service import enqueue_email
from app.outbox.service import list_outbox
from app.people.models import NewPerson
from app.people.service import create_person
from app.settings import MailSettings
from tests.engines import Engine
from tests.mail_server import MailServer, mail_server
from tests.patience import PATIENCE_SECONDS, wait_until
from tests.sessions import acting

ROOT = Path(__file__).resolve().parents[2]
MAILS = 6


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def addresses(graph: Graph, workspace: str) -> list[str]:
    """Whom Dana has written to; all of it waits."""
    caller = acting(graph, workspace, "write")
    new = NewPerson(id="dana", name="Dana", connector=True, emails=("dana@work.example",))
    create_person(caller, new)
    addresses = [f"a{number}-{token_hex(6)}@home.example" for number in range(MAILS)]
    for number, address in enumerate(addresses):
        letter = Letter(to=address, to_name="Ann", subject="Hello", text="Hello.")
        graph.write(
            workspace,
            lambda tx, n=number, one=letter: enqueue_email(  # type: ignore[misc]
                tx, MailSettings(), "dana", one, f"n{n}", datetime.now(UTC)
            ),
        )
    return addresses


@contextmanager
def working(engine: Engine, server: MailServer) -> Iterator[subprocess.Popen[bytes]]:
    """`intros worker`, at work, in a process of its own that ends with the test at the latest."""
    graph = engine.settings.graph
    environment = os.environ | {
        "INTROS_DATA_DIR": str(engine.settings.data_dir),
        "INTROS_GRAPH__URI": graph.uri,
        "INTROS_GRAPH__USER": graph.user,
        "INTROS_GRAPH__PASSWORD": graph.password.get_secret_value(),
        "INTROS_MAIL__HOST": "127.0.0.1",
        "INTROS_MAIL__PORT": str(server.port),
        "INTROS_MAIL__SECURITY": "none",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            # Only one that has begun ends in its own way; before, a signal just ends Python.
            assert process.stdout is not None
            assert process.stdout.readline().startswith(b"Working")
            yield process
        finally:
            process.kill()


def let_leases_run_out(driver: Driver, workspace: str) -> None:
    """Instead of waiting for a minute."""
    driver.execute_query(
        "MATCH (e:OutboxEntry {workspace: $workspace}) WHERE e.leased_until IS NOT NULL "
        "SET e.leased_until = $past",
        workspace=workspace,
        past=datetime.now(UTC) - timedelta(seconds=1),
        database_="neo4j",
    )


def test_what_a_killed_worker_had_sent_is_at_most_sent_again_with_the_same_id(
    engine: Engine,
    graph: Graph,
    driver: Driver,
    workspace: str,
    addresses: list[str],
    server: MailServer,
) -> None:
    def arrived() -> Counter[str]:
        return Counter(one for one in addresses for _ in server.to(one))

    server.holding = True
    with working(engine, server) as process:
        wait_until(lambda: len(arrived()) >= 1)
        process.kill()
        process.wait(PATIENCE_SECONDS)
    in_doubt = set(arrived())
    assert 1 <= len(in_doubt) < MAILS
    server.holding = False
    server.released.set()
    let_leases_run_out(driver, workspace)
    with working(engine, server) as process:
        # Killed again, at no moment in particular.
        wait_until(lambda: len(arrived()) >= 3)
        process.kill()
        process.wait(PATIENCE_SECONDS)
    let_leases_run_out(driver, workspace)
    admin = acting(graph, workspace, "admin")
    with working(engine, server) as process:
        wait_until(lambda: list_outbox(admin, state="waiting", limit=10, cursor=None).items == ())
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) == 0
    assert set(arrived()) == set(addresses)
    assert all(arrived()[one] >= 2 for one in in_doubt)
    for one in addresses:
        assert len({mail["Message-ID"] for mail in server.to(one)}) == 1
    ids = [mail["Message-ID"] for one in addresses for mail in server.to(one)[:1]]
    assert len(set(ids)) == MAILS
    attempts, _, _ = driver.execute_query(
        "MATCH (e:OutboxEntry {workspace: $workspace}) RETURN sum(size(e.attempted_at)) AS made",
        workspace=workspace,
        database_="neo4j",
    )
    assert attempts[0]["made"] >= sum(arrived().values())
