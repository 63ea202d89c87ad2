"""Finds or starts the real Neo4j that the tests run against, in two releases.

In this order: an address that somebody gave, Docker, a server of our own from the release's jars
(loaded by Maven, once) on a Java of this machine. See `open_release`.
"""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from neo4j import Driver, GraphDatabase, NotificationMinimumSeverity
from neo4j.exceptions import Neo4jError, ServiceUnavailable, SessionExpired

from tests.patience import PATIENCE_SECONDS

GIVEN_SECONDS = 60.0
"""For an address that somebody gave: nothing is starting there."""


class Unavailable(Exception):
    """This engine cannot run here; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release of Neo4j, and the Java versions that it supports, the best first."""

    engine: str
    version: str
    javas: tuple[int, ...]
    variable: str
    """The environment variable that may hold the address of such a server, for tests only."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens. User and password are empty when it asks for none."""

    uri: str
    user: str = "neo4j"
    password: str = ""

    def driver(self) -> Driver:
        return GraphDatabase.driver(
            self.uri,
            auth=(self.user, self.password),
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        )


LTS = Release("neo4j5", "5.26.28", (21, 17), "INTROS_TEST_NEO4J_5_URI")
CURRENT = Release("neo4j_current", "2026.09.0", (25, 21), "INTROS_TEST_NEO4J_CURRENT_URI")
RELEASES = {release.engine: release for release in (LTS, CURRENT)}


def open_release(release: Release, stack: ExitStack) -> Address:
    """A server of this release that answers; `stack` ends what was started for it.

    Raises `Unavailable`.
    """
    from tests.neo4j_server import container, jars

    given = os.environ.get(release.variable)
    if given:
        return wait_for(parse_address(given), lambda: True, GIVEN_SECONDS)
    if container.docker_answers():
        return container.start(release, stack)
    return jars.start(release, stack)


def parse_address(uri: str) -> Address:
    """The parts of `bolt://user:password@host:port`."""
    parts = urlsplit(uri)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return Address(
        f"{parts.scheme}://{host}:{parts.port or 7687}",
        unquote(parts.username or "neo4j"),
        unquote(parts.password or ""),
    )


def wait_for(
    address: Address, alive: Callable[[], bool], seconds: float = PATIENCE_SECONDS
) -> Address:
    """Return once the database answers; raises `Unavailable` when it has ended or takes longer."""
    deadline = time.monotonic() + seconds
    with address.driver() as driver:
        while True:
            try:
                # Not in a managed transaction, which would try again by itself for half a minute.
                with driver.session(database="neo4j") as session:
                    session.run("RETURN 1").consume()
            except (ServiceUnavailable, SessionExpired, Neo4jError) as error:
                if not alive():
                    raise Unavailable("the server ended while it started") from error
                if time.monotonic() > deadline:
                    raise Unavailable(f"{address.uri} does not answer: {error}") from error
                time.sleep(0.2)
            else:
                return address
