"""Neo4j in a container, by testcontainers.

It runs in a process of its own, `python -m tests.neo4j_server.container VERSION`, which prints the
address and stops the container when its standard input ends.
"""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.neo4j_server import Address, Release, Unavailable, wait_for
from tests.neo4j_server.child import child, last_words

BOLT = 7687
ANSWER_SECONDS = 30
"""A Docker that hangs is taken for none."""


def docker_answers() -> bool:
    try:
        asked = subprocess.run(
            ["docker", "version", "--format", "{{.Server.Version}}"],
            capture_output=True,
            timeout=ANSWER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def start(release: Release, stack: ExitStack) -> Address:
    """Start the official image of a release; raises `Unavailable`."""
    log = Path(stack.enter_context(TemporaryDirectory(prefix="intros-test-"))) / "errors.log"
    process = stack.enter_context(child([sys.executable, "-m", __name__, release.version], log))
    uri = process.stdout.readline().strip() if process.stdout else ""
    if not uri:
        raise Unavailable(f"Docker did not start neo4j:{release.version}: {last_words(log)}")
    return wait_for(Address(uri), lambda: process.poll() is None)


def main(version: str) -> None:
    from testcontainers.core.container import DockerContainer

    container = DockerContainer(f"neo4j:{version}").with_env("NEO4J_AUTH", "none")
    # Its own way to bind a port takes no host address, and would listen on every one.
    container.ports[f"{BOLT}/tcp"] = ("127.0.0.1", None)  # type: ignore[assignment]
    with container:
        sys.stdout.write(f"bolt://127.0.0.1:{container.get_exposed_port(BOLT)}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
