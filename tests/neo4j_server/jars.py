"""Neo4j from its jars: loaded by Maven into the user's cache, run on a Java of this machine."""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

from tests.neo4j_server import LTS, Address, Release, Unavailable, wait_for
from tests.neo4j_server.child import child
from tests.neo4j_server.java import Java, choose, find_javas

HERE = Path(__file__).parent
POM = HERE / "pom.xml"
SOURCE = HERE / "Server.java"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
"""The same plugin as in the POM, which is for Neo4j."""
LOAD_SECONDS = 900
OPTIONS = (
    "-Xmx512m",
    # A short-lived server on few cores starts a third faster without the optimising compiler.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


def start(release: Release, stack: ExitStack) -> Address:
    """Start a server of this release; it ends with the test process, however that ends.

    Raises `Unavailable` when a JDK or Maven is missing, or the jars cannot be loaded.
    """
    folder = stack.enter_context(
        tempfile.TemporaryDirectory(prefix="intros-test-", ignore_cleanup_errors=True)
    )
    port = free_port()
    command = server_command(release, Path(folder), port)
    process = stack.enter_context(child(command, Path(folder) / "errors.log"))
    return wait_for(Address(f"bolt://127.0.0.1:{port}"), lambda: process.poll() is None)


def server_command(release: Release, folder: Path, port: int) -> list[str]:
    """How a server of this release is started on a folder; raises `Unavailable` as `start`."""
    javas = find_javas()
    java = choose(javas, release.javas)
    jdk = next((each for each in javas if each.compiler), None)
    if java is None or jdk is None:
        raise Unavailable("no Docker that answers, and no JDK (17 or newer)")
    jars = load_jars(release, jdk)
    class_path = os.pathsep.join([str(compile_server(jdk)), f"{jars}/*"])
    program = str(java.program("java"))
    return [program, *OPTIONS, "-cp", class_path, "Server", str(folder), str(port)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def load_jars(release: Release, jdk: Java) -> Path:
    """The folder with a release's jars; loads them the first time."""

    def load(folder: Path) -> None:
        _maven(
            jdk,
            "-f",
            str(POM),
            "dependency:copy-dependencies",
            f"-Dneo4j.version={release.version}",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={folder}",
        )

    return cached(f"neo4j-{release.version}", load)


def copy_artifact(name: str, folder: Path) -> None:
    """Load one file, named as Maven does, into a folder; raises `Unavailable`."""
    javas = find_javas()
    if not javas:
        raise Unavailable("no Java (17 or newer) to run Maven with")
    _maven(javas[0], COPY, f"-Dartifact={name}", f"-DoutputDirectory={folder}")


def _maven(java: Java, *arguments: str) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no Maven (mvn) to load it with")
    _run([maven, "-q", "-B", "-C", *arguments], java)


def compile_server(jdk: Java) -> Path:
    """The folder with the compiled `Server`.

    It is compiled once against the LTS release: its class files are the older ones, which every
    compiler from 17 on reads, and the same class then runs with the current release too.
    """
    jars = load_jars(LTS, jdk)
    digest = sha256(SOURCE.read_bytes()).hexdigest()[:16]
    compiler = jdk.program("javac")
    return cached(
        f"server-{LTS.version}-{digest}",
        lambda folder: _run(
            [compiler, "--release", "17", "-cp", f"{jars}/*", "-d", folder, SOURCE], jdk
        ),
    )


def cached(name: str, fill: Callable[[Path], None]) -> Path:
    """The folder of that name in the user's cache; a `fill` that was interrupted leaves none."""
    cache = user_cache_path("intros", ensure_exists=True)
    target = cache / name
    with alone(cache):
        if not target.is_dir():
            with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as temporary:
                filled = Path(temporary) / name
                filled.mkdir()
                fill(filled)
                _move(filled, target)
    return target


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Keep processes that share the tests apart: Maven's own store is made for one at a time."""
    folder = os.open(cache, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _move(filled: Path, target: Path) -> None:
    try:
        filled.rename(target)
    except OSError:
        # Another test run, beside this one, was first.
        if not target.is_dir():
            raise


def _run(command: list[str | Path], jdk: Java) -> None:
    try:
        done = subprocess.run(
            command,
            env=os.environ | {"JAVA_HOME": str(jdk.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LOAD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{Path(command[0]).name} did not run: {error}") from error
    if done.returncode:
        said = " ".join(done.stdout.split()[-60:])
        raise Unavailable(f"{Path(command[0]).name} failed: {said}")
