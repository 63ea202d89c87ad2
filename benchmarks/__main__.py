"""`make bench`: measures everything on both engines, prints a table, writes results.json.

`--quick` does with fewer repetitions; `--profile` prints where the time goes instead. The exit
code is 0 even when a target is missed: a noisy machine is no fault of the program.
"""

import argparse
import os
import platform
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter

import psutil

from benchmarks import (
    change_log,
    commands,
    growth,
    importing,
    pairings,
    person_over_http,
    plans,
    profiling,
    scale,
    starting,
    writers,
)
from benchmarks.bench import set_up
from benchmarks.results import Result, put_table, table, verdict, write
from tests.engines import EMBEDDED, Engines, Unavailable

RESULTS = Path(__file__).parent / "results.json"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
ENGINES = (EMBEDDED, "neo4j5")
MEASUREMENTS = {
    "pairings": pairings.measure,
    "growth": growth.measure,
    "http": person_over_http.measure,
    "import": importing.measure,
    "writers": writers.measure,
    "scale": scale.measure,
    "plan": plans.measure,
    "changes": change_log.measure,
    "start": starting.measure,
    "commands": commands.measure,
}


def main() -> int:
    options = arguments()
    results: list[Result] = []
    with closing(Engines()) as engines:
        for name in options.engine or ENGINES:
            try:
                engine = engines.get(name)
            except Unavailable as error:
                say(f"{name} cannot run here: {error}")
                continue
            with set_up(engine, quick=options.quick) as bench:
                if options.profile:
                    print(profiling.profile(bench))
                    continue
                for what in options.only or MEASUREMENTS:
                    start = perf_counter()
                    results += MEASUREMENTS[what](bench)
                    say(f"{name}: {what} measured in {perf_counter() - start:.0f} s")
    if results:
        said = f"{table(results)}\n\n{verdict(results)}"
        print(said)
        write(results, options.results)
        if options.write_docs:
            put_table(f"{machine()}\n\n{said}", PAGE)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, smaller import")
    parser.add_argument("--engine", action="append", choices=ENGINES, help="only on this engine")
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="only this")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    parser.add_argument("--write-docs", action="store_true", help="put the table into the page")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the JSON goes")
    return parser.parse_args()


def machine() -> str:
    """What it was measured on, in one sentence."""
    gigabytes = psutil.virtual_memory().total / 1024**3
    return (
        f"Measured on {date.today():%B %-d, %Y} on {os.cpu_count()} cores with {gigabytes:.0f} GB, "  # noqa: DTZ011
        f"{platform.system()}, Python {platform.python_version()}."
    )


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
