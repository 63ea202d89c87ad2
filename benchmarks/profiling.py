"""Where the time of the service goes, by function: a profile, not a guess."""

import cProfile
import pstats
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.graph import Reader
from app.pairings.models import Facts, PairingSettings
from app.pairings.repository import load_facts, read_settings
from app.pairings.rules.evidence import explain
from app.pairings.rules.ranking import rank_by
from app.pairings.rules.scoring import Scorer
from app.people.service.reading import get_person
from benchmarks.bench import Bench
from benchmarks.growth import LARGEST
from benchmarks.importing import import_file, linkedin_file, workspace_with_connector
from benchmarks.pairings import CONNECTOR, LIMIT, bare_facts, service
from benchmarks.timing import in_turns

LINES = 25


def profile(bench: Bench) -> str:
    """The functions that took longest, of pairings, of a person and of an import."""
    with TemporaryDirectory(prefix="intros-bench-") as folder:
        file = Path(folder) / "contacts.csv"
        file.write_text(linkedin_file(10_000, seed=1), encoding="utf-8")
        workspace = workspace_with_connector(bench)
        parts = {
            "pairings of 500 contacts, 20 times": lambda: service(bench, CONNECTOR),
            "pairings of 5,000 contacts, 20 times": lambda: service(bench, LARGEST),
            "a person, 20 times": lambda: get_person(bench.session, "p00001"),
        }
        said = [stages(bench, connector) for connector in (CONNECTOR, LARGEST)]
        said += [f"# {bench.name}: {name}\n{_profile(part, 20)}" for name, part in parts.items()]
        imported = _profile(lambda: import_file(bench, workspace, file), 0)
    return "\n".join([*said, f"# {bench.name}: import of 10,000 contacts\n{imported}"])


def stages(bench: Bench, connector: str) -> str:
    """The parts of a list of pairings, by the clock and without a profiler's own cost."""

    def work(tx: Reader) -> tuple[Facts | None, PairingSettings]:
        settings, catalog = read_settings(tx)
        return load_facts(tx, connector, datetime.now(UTC), settings, catalog), settings

    facts, settings = bench.graph.read(bench.workspace, work)
    if facts is None:
        raise ValueError(f"{connector} is not there")
    scorer = Scorer(facts, settings)
    ranked = rank_by(scorer, limit=LIMIT)
    took = in_turns(
        {
            "statements by the bare driver": lambda: bare_facts(
                bench.driver, bench.workspace, connector
            ),
            "statements, and facts made of their rows": lambda: bench.graph.read(
                bench.workspace, work
            ),
            "search": lambda: rank_by(Scorer(facts, settings), limit=LIMIT),
            "evidence": lambda: [explain(scorer, pair) for pair in ranked],
            "all of it": lambda: service(bench, connector),
        },
        20,
    )
    lines = [f"{name}: {times.median:.1f} ms" for name, times in took.items()]
    return "\n".join([f"# {bench.name}: pairings of {connector}", *lines])


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
