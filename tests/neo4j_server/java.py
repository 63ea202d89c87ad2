"""Which Javas this machine has."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.patience import PATIENCE_SECONDS

OLDEST = 17
VERSION = re.compile(r'version "(\d+)')


@dataclass(frozen=True, slots=True)
class Java:
    home: Path
    major: int
    compiler: bool
    """Whether it is a JDK, which can compile, or a runtime only."""

    def program(self, name: str) -> Path:
        return self.home / "bin" / name


def choose(javas: Iterable[Java], supported: tuple[int, ...]) -> Java | None:
    """The Java to run a release on: the best that it supports, else the oldest that may do."""
    by_major = {java.major: java for java in javas}
    for major in supported:
        if major in by_major:
            return by_major[major]
    newer = [major for major in by_major if major > min(supported)]
    return by_major[min(newer)] if newer else None


def find_javas() -> list[Java]:
    """Every Java from 17 on, in the order of the places: JDKs before runtimes.

    The embedded engine's package brings a runtime of its own, so there is always one that is
    new enough for the current Neo4j; it has no compiler.
    """
    homes = dict.fromkeys(home.resolve() for home in _homes())
    javas = [java for home in homes if (java := _look_at(home))]
    return sorted(javas, key=lambda java: not java.compiler)


def _homes() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve().parent.parent
    yield from sorted(Path("/usr/lib/jvm").glob("*"))
    yield from sorted(Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home"))
    if (package := find_spec("arcadedb_embedded")) and package.origin:
        yield Path(package.origin).parent / "jre"


def _look_at(home: Path) -> Java | None:
    try:
        answer = subprocess.run(
            [home / "bin" / "java", "-version"],
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = VERSION.search(answer.stderr)
    if match is None or int(match[1]) < OLDEST:
        return None
    return Java(home, int(match[1]), (home / "bin" / "javac").exists())
