"""Where the time of the service goes, by function: a profile, not a guess."""

import cProfile
import pstats
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.people.service.reading import get_person
from benchmarks.bench import Bench
from benchmarks.importing import import_file, linkedin_file, workspace_with_connector
from benchmarks.pairings import CONNECTOR, service

LINES = 25


def profile(bench: Bench) -> str:
    """The functions that took longest, of pairings, of a person and of an import."""
    with TemporaryDirectory(prefix="intros-bench-") as folder:
        file = Path(folder) / "contacts.csv"
        file.write_text(linkedin_file(10_000, seed=1), encoding="utf-8")
        workspace = workspace_with_connector(bench)
        parts = {
            "pairings of 500 contacts, 20 times": lambda: service(bench, CONNECTOR),
            "pairings of 5,000 contacts, 20 times": lambda: service(bench, "connector-5000"),
            "a person, 20 times": lambda: get_person(bench.graph, bench.caller, "p00001"),
        }
        said = [f"# {bench.name}: {name}\n{_profile(part, 20)}" for name, part in parts.items()]
        imported = _profile(lambda: import_file(bench, workspace, file), 0)
    return "\n".join([*said, f"# {bench.name}: import of 10,000 contacts\n{imported}"])


def _profile(subject: Callable[[], Any], times: int) -> str:
    """Profile so many calls after a first one; 0: the first one itself."""
    if times:
        subject()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(max(times, 1)):
        subject()
    profiler.disable()
    told = StringIO()
    pstats.Stats(profiler, stream=told).sort_stats("tottime").print_stats(LINES)
    return told.getvalue()
