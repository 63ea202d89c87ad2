"""What the pairs that were cut could add: each one's gain beyond the prices of its rows.

A pair that was cut is a column of the linear program that was left out. With the prices of its
connector's goal, of its kind and of its two people's caps, what it could gain is bounded without
weighing it: so the bound of the program becomes true for all pairs, and those that could gain are
known.
"""

from collections.abc import Mapping

import numpy as np

from app.plans.models import Cut, Numbers, Positions, Problem
from app.plans.rules.program import Program

Wanted = Mapping[int, Positions]
"""Position of an offer -> which of its pairs that were cut are asked for."""


class Pricing:
    """The pairs that were cut, at the prices of a program's rows."""

    def __init__(self, problem: Problem, program: Program, prices: Numbers) -> None:
        self._problem = problem
        self._of_goal: dict[int, float] = {}
        self._of_person: dict[str, float] = {}
        self._of_kind: dict[int, dict[tuple[str, str], float]] = {}
        for limited, price in zip(program.limited, prices.tolist(), strict=True):
            if limited[0] == "goal":
                self._of_goal[limited[1]] = price
            elif limited[0] == "person":
                self._of_person[limited[1]] = price
            elif limited[0] == "kind" and price > 0:
                at, kind = limited[1]
                self._of_kind.setdefault(at, {})[kind] = price

    @property
    def bound(self) -> float:
        """What all pairs that were cut can add to the bound of the program.

        Of one connector at most as many can be taken as the goal allows.
        """
        total = 0.0
        for at, offer in enumerate(self._problem.offers):
            gains = np.maximum(self._gains(at), 0.0)
            beyond = max(0.0, offer.cut.beyond - self._of_goal.get(at, 0.0))
            most = max(float(gains.max(initial=0.0)), beyond)
            each = float(gains.sum()) + offer.goal * beyond
            total += min(each, offer.goal * most)
        return total

    def gaining(self, above: float, most: int | None = None) -> Wanted:
        """The pairs that could gain more than that, `most` of each offer that gain most."""
        wanted: dict[int, Positions] = {}
        for at in range(len(self._problem.offers)):
            gains = self._gains(at)
            some = np.flatnonzero(gains > above)
            if most is not None and len(some) > most:
                some = some[np.argpartition(-gains[some], most)[:most]]
            if len(some):
                wanted[at] = some
        return wanted

    def leaves_out(self, above: float) -> bool:
        """Whether any pair that is no candidate could gain more than that."""
        return any(
            (self._gains(at) > above).any()
            or (offer.cut.beyond > 0 and offer.cut.beyond - self._of_goal.get(at, 0.0) > above)
            for at, offer in enumerate(self._problem.offers)
        )

    def _gains(self, at: int) -> Numbers:
        cut: Cut = self._problem.offers[at].cut
        people = np.array([self._of_person.get(person, 0.0) for person in cut.people])
        gains: Numbers = cut.most - people[cut.ones] - people[cut.others]
        gains -= self._of_goal.get(at, 0.0)
        if of_kind := self._of_kind.get(at):
            gains -= by_kind(cut, of_kind, 0.0)
        return gains


def by_kind(cut: Cut, values: Mapping[tuple[str, str], float], otherwise: float) -> Numbers:
    """For each pair that was cut the value of its kind."""
    codes = {first: code for code, first in enumerate(dict.fromkeys(cut.firsts))}
    table = np.full((len(codes), len(codes)), otherwise, dtype=np.float64)
    for (one, other), value in values.items():
        if one in codes and other in codes:
            table[codes[one], codes[other]] = table[codes[other], codes[one]] = value
    of = np.array([codes[first] for first in cut.firsts], dtype=np.intp)
    found: Numbers = table[of[cut.ones], of[cut.others]] if len(of) else np.empty(0)
    return found
