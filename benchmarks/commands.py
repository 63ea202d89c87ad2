"""How long commands take, against a Python that does nothing."""

import subprocess
import sys
import tempfile

from benchmarks.bench import Bench
from benchmarks.results import Result, Target, times
from benchmarks.serving import environment, serving
from benchmarks.timing import MILLISECONDS, in_turns

HELP = Target(25, "most")
SHORT = Target(65, "most")
"""Half of it is loading the driver of the graph."""


def measure(bench: Bench) -> list[Result]:
    with (
        serving(bench.engine.settings) as served,
        tempfile.TemporaryDirectory(prefix="intros-bench-") as folder,
    ):
        around = environment(bench.engine.settings, served.port, folder)

        def run(*words: str) -> None:
            command = [sys.executable, *words]
            subprocess.run(command, env=around, stdout=subprocess.DEVNULL, check=True)

        subjects = {
            "empty": lambda: run("-c", "pass"),
            "help": lambda: run("-m", "app.cli", "--help"),
            "short": lambda: run("-m", "app.cli", "workspace", "list"),
        }
        took = in_turns(subjects, 3 if bench.quick else 15)
    seconds = {name: each.median / MILLISECONDS for name, each in took.items()}
    name, empty = bench.name, seconds["empty"]
    return [
        times("intros --help, times an empty Python", name, seconds["help"], empty, "s", HELP),
        times("intros workspace list beside a service, times an empty Python", name,
              seconds["short"], empty, "s", SHORT),
    ]  # fmt: skip
