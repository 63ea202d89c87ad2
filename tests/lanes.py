"""The order of the tests, and one line for each lane: what ran where, and how long it took.

Where processes share the tests (`-n`), a lane that needs an engine stays in one of them, so that
each engine starts once.
"""

import re
from collections import Counter

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.engines import EMBEDDED, ENGINES

NEO4J = tuple(name for name in ENGINES if name != EMBEDDED)
LANES = ("unit", "architecture", EMBEDDED, *NEO4J, "web", "wheel")
TOGETHER = (EMBEDDED, *NEO4J, "web")
NEED_ENGINE = ("graph", "api")
OUTCOMES = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
ENGINE = re.compile(rf"\[({'|'.join(ENGINES)})[-\]]")


def lane_of(test: str) -> str:
    """Tests with an engine are in its lane, the others in that of their folder or file."""
    place = test.split("/")[1].partition("::")[0].removeprefix("test_").removesuffix(".py")
    engine = ENGINE.search(test)
    if engine and place != "web":
        return engine[1]
    if place in NEED_ENGINE:
        return EMBEDDED
    return place if place in LANES else "unit"


class Lanes(LoadScopeScheduling):  # type: ignore[misc]
    """Which of the processes that share the tests takes what: some lanes whole."""

    def _split_scope(self, nodeid: str) -> str:
        lane = lane_of(nodeid)
        return lane if lane in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Lanes:
    return Lanes(config, log)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "last: runs after the other tests of its lane")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, then one engine after the other."""
    for item in items:
        item.user_properties.append(("lane", lane_of(item.nodeid)))
    items.sort(
        key=lambda item: (
            LANES.index(lane_of(item.nodeid)),
            item.get_closest_marker("last") is not None,
        )
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts: dict[str, Counter[str]] = {lane: Counter() for lane in LANES}
    seconds: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {lane: Counter() for lane in LANES}
    for outcome, reports in terminalreporter.stats.items():
        for report in reports:
            lane = dict(getattr(report, "user_properties", ())).get("lane")
            if lane is None:
                continue
            seconds[lane] += report.duration
            if outcome in OUTCOMES:
                counts[lane][outcome] += 1
            if outcome == "skipped":
                reasons[lane][report.longrepr[2].removeprefix("Skipped: ")] += 1
    terminalreporter.section("lanes")
    for lane, count in counts.items():
        if count:
            said = ", ".join(f"{count[o]} {o}" for o in OUTCOMES if count[o])
            terminalreporter.write_line(f"{lane:14} {seconds[lane]:6.1f} s   {said}")
            for reason in reasons[lane]:
                terminalreporter.write_line(f"{'':14} NOT RUN: {reason}", yellow=True)
    # Pytest's own list has a line for each test, and hides the one line that matters.
    terminalreporter.reportchars = terminalreporter.reportchars.replace("s", "")
