"""How long things take: subjects in turns, so that noise meets all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any

MILLISECONDS = 1000.0


@dataclass(frozen=True, slots=True)
class Times:
    """Durations of one subject in milliseconds, the first call apart."""

    cold: float
    warm: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.warm)

    @property
    def p99(self) -> float:
        return percentile_99(self.warm)


def percentile_99(durations: tuple[float, ...]) -> float:
    return quantiles(durations, n=100, method="inclusive")[98]


def timed(subject: Callable[[], Any]) -> float:
    """How many milliseconds one call takes."""
    start = perf_counter()
    subject()
    return (perf_counter() - start) * MILLISECONDS


def in_turns(subjects: Mapping[str, Callable[[], Any]], times: int) -> dict[str, Times]:
    """Call each subject once cold, then all of them in turns, so many times."""
    cold = {name: timed(subject) for name, subject in subjects.items()}
    warm: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(times):
        for name, subject in subjects.items():
            warm[name].append(timed(subject))
    return {name: Times(cold[name], tuple(warm[name])) for name in subjects}
