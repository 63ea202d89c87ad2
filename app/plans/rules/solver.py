"""The choice of a week by HiGHS: a linear program, pricing, fixing, and an integer program.

1. The greedy choice: never is a worse one returned, and it is the answer when time runs out.
2. The linear program by interior point. Where its solution takes pairs that were cut (see
   `program`), more pairs of that connector are asked for, until none is taken: then its value is
   that of all pairs.
3. Candidates whose reduced gain says clearly yes or no are fixed, the others become an integer
   program. When all are left open, its own bound is true for all pairs too.
4. The bound is computed from the prices by weak duality, and so does not hang on how exactly the
   solver worked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from app.plans.models import Candidate, Chosen, Offer, Problem, Solution
from app.plans.rules.choosing import choose_greedily, is_feasible, objective_of
from app.plans.rules.program import TOLERANCE, Flags, Numbers, Program, program_of

MOST_OPEN = 6_000
"""Candidates that are left open for the integer program."""
ENOUGH = 1e-3
"""A gap that is not worth more time where candidates were fixed: the fixing costs as much."""
ROUNDS = 6
"""How often more pairs are asked for."""
LEAST_SECONDS = 0.05
"""Less time is not worth the beginning of a step."""
TAKEN = 0.5
SLACK = 1e-7
"""What rounding and the solver's tolerance may add up to in a bound, as a share of it."""

More = Callable[[Sequence[int]], Sequence[Offer]]
"""Offers with more candidates than now, for those at these positions, in their order."""
Left = Callable[[], float]
"""How many seconds are left."""


def solve(problem: Problem, left: Left, more: More | None = None) -> Solution:
    """The best choice that can be found in the time, with a bound that is true for all pairs.

    An offer that `more` has nothing to add to comes back with `rest` 0.
    """
    best = _Best(problem)
    for turn in range(ROUNDS + 1):
        program = program_of(problem)
        prices, values = _relax(program, left)
        best.bound_by(program.bound(prices))
        if values is None:
            break
        ask = more if turn < ROUNDS and left() > LEAST_SECONDS else None
        short = program.cut_taken(values)
        if not short or ask is None:
            whole = _Whole(program, problem, prices, values, cut=not short)
            chosen, bound, short = whole.solve(left)
            best.offer(problem, chosen)
            best.bound_by(bound)
        if not short or ask is None:
            break
        extended = _extended(problem, short, ask)
        if extended == problem:
            more = None
        problem = extended
        best.offer(problem, choose_greedily(problem))
    return best.solution


class _Best:
    """The best choice so far, and the lowest bound."""

    def __init__(self, problem: Problem) -> None:
        self._chosen = choose_greedily(problem)
        self._objective = objective_of(problem, self._chosen)
        self._bound = bound_by_goals(problem)
        self._by_program = False

    def offer(self, problem: Problem, chosen: Chosen | None) -> None:
        """Take a choice when it is better, together with whatever can be added to it."""
        if chosen is None or not is_feasible(problem, chosen):
            return
        chosen = choose_greedily(problem, chosen)
        objective = objective_of(problem, chosen)
        if objective > self._objective:
            self._chosen, self._objective, self._by_program = chosen, objective, True

    def bound_by(self, bound: float) -> None:
        self._bound = min(self._bound, bound * (1 + SLACK))

    @property
    def solution(self) -> Solution:
        return Solution(
            chosen=self._chosen,
            objective=self._objective,
            bound=max(self._bound, self._objective),
            method="integer program" if self._by_program else "greedy",
        )


def bound_by_goals(problem: Problem) -> float:
    """What would be chosen if nothing but the goals held, pairs that were cut too."""
    total = 0.0
    for offer in problem.offers:
        worths = sorted((one.worth for one in offer.candidates), reverse=True)[: offer.goal]
        worths += [0.0] * (offer.goal - len(worths))
        total += sum(max(worth, offer.rest) for worth in worths)
    return total * (1 + SLACK)


def _relax(program: Program, left: Left) -> tuple[Numbers, Numbers | None]:
    """Prices of the rows and the solution of the linear program; prices of 0 when time is out."""
    none = np.zeros(len(program.limits))
    if not len(program.limits):
        return none, np.where(program.gain > 0, program.most, 0.0)
    if left() < LEAST_SECONDS:
        return none, None
    result = linprog(
        -program.gain,
        A_ub=program.matrix,
        b_ub=program.limits,
        bounds=np.column_stack([np.zeros_like(program.most), program.most]),
        method="highs-ipm",
        options={"time_limit": left()},
    )
    if result.status != 0:
        return none, None
    return np.maximum(-result.ineqlin.marginals, 0.0), result.x


class _Whole:
    """The integer program in which all but the candidates in doubt are fixed."""

    def __init__(
        self, program: Program, problem: Problem, prices: Numbers, values: Numbers, *, cut: bool
    ) -> None:
        """`cut`: whether it may take pairs that were cut, so that its bound is true for all."""
        self._program = program
        self._problem = problem
        self._values = values
        open_ = _in_doubt(program, prices, values)
        self._all = cut and bool(open_.all())
        self._low, self._high = np.zeros_like(program.most), program.most.copy()
        fixed = np.flatnonzero(~open_)
        self._low[fixed] = self._high[fixed] = values[fixed] > TAKEN
        if not self._all:
            self._high[len(self._high) - len(program.cut) :] = 0.0

    def solve(self, left: Left) -> tuple[Chosen | None, float, list[int]]:
        """The choice, a bound, and the offers of which it would take pairs that were cut.

        The bound is infinite unless it is true for all pairs.
        """
        program = self._program
        if not len(program.limits):
            return chosen_from(program, self._problem, self._values), np.inf, []
        if left() < LEAST_SECONDS:
            return None, np.inf, []
        whole = np.zeros_like(program.most)
        whole[: len(program.candidates)] = 1
        result = milp(
            -program.gain,
            integrality=whole,
            bounds=Bounds(self._low, self._high),
            constraints=LinearConstraint(program.matrix, ub=program.limits),
            options={"time_limit": left(), "mip_rel_gap": 1e-9 if self._all else ENOUGH},
        )
        bound = -float(result.mip_dual_bound) if self._all and _is_number(result) else np.inf
        if result.x is None:
            return None, bound, []
        cut = program.cut_taken(result.x) if self._all else []
        return chosen_from(program, self._problem, result.x), bound, cut


def _in_doubt(program: Program, prices: Numbers, values: Numbers) -> Flags:
    """Which candidates to leave open: those taken in part, and those that gain about nothing."""
    count = len(program.candidates)
    if count <= MOST_OPEN:
        return np.ones(count, dtype=np.bool_)
    flags: Flags = np.abs(values[:count] - TAKEN) < TAKEN - TOLERANCE
    room = MOST_OPEN - int(flags.sum())
    if room > 0:
        doubt = np.where(flags, np.inf, np.abs(program.reduced(prices)[:count]))
        flags[np.argpartition(doubt, room)[:room]] = True
    return flags


def _is_number(result: Any) -> bool:
    return result.mip_dual_bound is not None and bool(np.isfinite(result.mip_dual_bound))


def chosen_from(program: Program, problem: Problem, values: Numbers) -> Chosen:
    """The candidates that a solution takes."""
    taken: list[list[Candidate]] = [[] for _ in problem.offers]
    for column in np.flatnonzero(values[: len(program.candidates)] > TAKEN):
        taken[program.owners[column]].append(program.candidates[column])
    return tuple(tuple(some) for some in taken)


def _extended(problem: Problem, short: Sequence[int], more: More) -> Problem:
    offers = list(problem.offers)
    for at, offer in zip(short, more(short), strict=True):
        offers[at] = offer
    return replace(problem, offers=tuple(offers))
