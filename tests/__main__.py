"""`make test`: every test in one run, with branch coverage. Arguments go to pytest."""

import sys
from pathlib import Path

import coverage
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ("-n", "3", "--no-loadscope-reorder", "--durations", "20")
"""A whole run is shared by three processes, one for each engine; see `tests.lanes`. It ends with
what took longest, because that is what a build waits for."""
THRESHOLD = 96
"""Percent of the branches and lines of `app` that the whole suite must run."""


class Coverage:
    """A pytest plugin that measures, reports before pytest's closing line, and holds a threshold.

    A run with arguments is somebody's selection: it is measured and not judged.
    """

    def __init__(self, threshold: int) -> None:
        self.threshold = threshold
        self.percent = 100.0
        data = ROOT / ".cache" / "coverage"
        data.parent.mkdir(exist_ok=True)
        # A run that was stopped leaves what it measured of a program that has changed since.
        for stale in data.parent.glob("coverage*"):
            stale.unlink()
        self.measured = coverage.Coverage(
            data_file=str(data), data_suffix=True, config_file=str(ROOT / "pyproject.toml")
        )
        # Commands are tested as processes of their own, and processes share the tests.
        self.measured.set_option("run:patch", ["subprocess"])
        self.measured.set_option("report:skip_covered", True)
        self.measured.start()

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        self.measured.stop()
        self.measured.save()
        self.measured.combine()
        self.measured.save()
        terminalreporter.section("branch coverage")
        self.percent = self.measured.report(file=sys.stdout)
        self.measured.erase()
        if self.percent < self.threshold:
            terminalreporter.write_line(
                f"FAILED: {self.percent:.1f} % is below the threshold of {self.threshold} %",
                red=True,
            )


def main(arguments: list[str]) -> int:
    judge = Coverage(threshold=0 if arguments else THRESHOLD)
    code = pytest.main(["--rootdir", str(ROOT), *(arguments or SHARED)], plugins=[judge])
    return int(code) or int(judge.percent < judge.threshold)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
