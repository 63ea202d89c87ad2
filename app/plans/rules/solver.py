"""The choice of a week by HiGHS: a linear program, pricing, fixing, and an integer program.

1. The greedy choice: never is a worse one returned, and it is the answer when time runs out.
2. The linear program by interior point. Pairs that were cut and could gain at its prices (see
   `pricing`) are weighed and become candidates, until none is left that matters: then its value
   is that of all pairs.
3. Candidates whose reduced gain says clearly yes or no are fixed, the others become an integer
   program.
4. Where that leaves a gap, whatever could be part of a better choice, by its reduced gain, is
   weighed and left open, if that is not too much: then the integer program proves its own answer.

The bound is computed from the prices by weak duality, and so is true for all pairs and does not
hang on how exactly the solver worked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from app.plans.models import PROVEN, Candidate, Chosen, Flags, Numbers, Offer, Problem, Solution
from app.plans.rules.choosing import choose_greedily, is_feasible, objective_of
from app.plans.rules.pricing import Pricing, Wanted
from app.plans.rules.program import TOLERANCE, Program, program_of

MOST_OPEN = 2_500
"""Candidates that are left open for the integer program."""
ENOUGH = 4e-3
"""A gap that is not worth more time where candidates were fixed: the fixing costs as much."""
ROUNDS = 20
"""How often more pairs are asked for."""
AT_ONCE = 40
"""So many pairs of a connector are asked for at a time."""
LEAST_SECONDS = 0.05
"""Less time is not worth the beginning of a step."""
TAKEN = 0.5
SLACK = 1e-7
"""What rounding and the solver's tolerance may add up to in a bound, as a share of it."""

More = Callable[[Wanted], Mapping[int, Offer]]
"""Offers in which these pairs are weighed: they are candidates, or of no worth, and cut no more."""
Left = Callable[[], float]
"""How many seconds are left."""


def solve(problem: Problem, left: Left, more: More | None = None) -> Solution:
    """The best choice that can be found in the time, with a bound that is true for all pairs."""
    best = _Best(problem)
    relaxed = _generated(_relax(problem, left, best), left, best, more)
    if relaxed is None:
        return best.solution
    best.offer(relaxed.problem, choose_greedily(relaxed.problem))
    _choose(relaxed, left, best)
    proof = _opened(relaxed, left, best, more) if best.gap > PROVEN else None
    if proof is not None:
        _choose(proof, left, best)
    return best.solution


class _Best:
    """The best choice so far, and the lowest bound."""

    def __init__(self, problem: Problem) -> None:
        self._chosen = choose_greedily(problem)
        self.objective = self._greedy = objective_of(problem, self._chosen)
        self.bound = bound_by_goals(problem)
        self._by_program = False

    def offer(self, problem: Problem, chosen: Chosen | None) -> None:
        """Take a choice when it is better, together with whatever can be added to it."""
        if chosen is None or not is_feasible(problem, chosen):
            return
        chosen = choose_greedily(problem, chosen)
        objective = objective_of(problem, chosen)
        if objective > self.objective:
            self._chosen, self.objective, self._by_program = chosen, objective, True

    def least(self, bound: float) -> float:
        """A pair whose reduced gain is not above this, by prices with this bound, is in no better
        choice: 0 or below."""
        return self.objective - bound * (1 + SLACK)

    def bound_by(self, bound: float) -> None:
        self.bound = min(self.bound, bound * (1 + SLACK))

    @property
    def gap(self) -> float:
        return self.solution.gap

    @property
    def solution(self) -> Solution:
        return Solution(
            chosen=self._chosen,
            objective=self.objective,
            bound=max(self.bound, self.objective),
            method="integer program" if self._by_program else "greedy",
            greedy=self._greedy,
        )


def bound_by_goals(problem: Problem) -> float:
    """What would be chosen if nothing but the goals held, pairs that were cut too."""
    total = 0.0
    for offer in problem.offers:
        worths = [one.worth for one in offer.candidates] + [offer.cut.beyond] * offer.goal
        total += sum(sorted((*worths, *offer.cut.most.tolist()), reverse=True)[: offer.goal])
    return total * (1 + SLACK)


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """A problem, its program, the prices of the rows, and the program's solution."""

    problem: Problem
    program: Program
    prices: Numbers
    values: Numbers
    pricing: Pricing
    bound: float
    """What no choice among all pairs exceeds, by these prices."""


def _relax(problem: Problem, left: Left, best: _Best) -> _Relaxed | None:
    """Solve the linear program; None when time is out."""
    program = program_of(problem)
    if not len(program.limits):
        prices, values = np.empty(0), np.where(program.gain > 0, program.most, 0.0)
    else:
        if left() < LEAST_SECONDS:
            return None
        result = linprog(
            -program.gain,
            A_ub=program.matrix,
            b_ub=program.limits,
            bounds=np.column_stack([np.zeros_like(program.most), program.most]),
            method="highs-ipm",
            options={"time_limit": left()},
        )
        if result.status != 0:
            return None
        prices, values = np.maximum(-result.ineqlin.marginals, 0.0), result.x
    pricing = Pricing(problem, program, prices)
    bound = program.bound(prices) + pricing.bound
    best.bound_by(bound)
    return _Relaxed(problem, program, prices, values, pricing, bound)


def _generated(
    relaxed: _Relaxed | None, left: Left, best: _Best, more: More | None
) -> _Relaxed | None:
    """With all candidates that matter to the linear program; None when time is out before any."""
    for _ in range(ROUNDS):
        if relaxed is None or more is None or left() < LEAST_SECONDS:
            break
        reached = float(relaxed.program.gain @ relaxed.values)
        wanted = relaxed.pricing.gaining(TOLERANCE, AT_ONCE)
        if not wanted or best.bound - reached < ENOUGH / 4 * best.bound:
            break
        further = _relax(_extended(relaxed.problem, more(wanted)), left, best)
        if further is None:
            break
        relaxed = further
    return relaxed


def _opened(relaxed: _Relaxed, left: Left, best: _Best, more: More | None) -> _Relaxed | None:
    """With every pair that a better choice could hold; None when these are too many."""
    for _ in range(ROUNDS):
        least = best.least(relaxed.bound)
        if not relaxed.pricing.leaves_out(least):
            return relaxed
        wanted = relaxed.pricing.gaining(least)
        open_ = len(relaxed.program.candidates) + sum(map(len, wanted.values()))
        if more is None or not wanted or open_ > MOST_OPEN:
            return None
        further = _relax(_extended(relaxed.problem, more(wanted)), left, best)
        if further is None:
            return None
        relaxed = further
    return None


def _extended(problem: Problem, offers: Mapping[int, Offer]) -> Problem:
    return replace(
        problem, offers=tuple(offers.get(at, one) for at, one in enumerate(problem.offers))
    )


def _choose(relaxed: _Relaxed, left: Left, best: _Best) -> None:
    """The integer program in which all but the candidates in doubt are fixed.

    A choice with a candidate whose reduced gain is −r, or without one whose reduced gain is r,
    reaches the bound less r at most: where all that could be better is open, what is proven of
    the integer program is true of all.
    """
    program = relaxed.program
    if not len(program.limits):
        best.offer(relaxed.problem, chosen_from(program, relaxed.problem, relaxed.values))
        return
    if left() < LEAST_SECONDS:
        return
    least = best.least(relaxed.bound)
    reduced = program.reduced(relaxed.prices)[: len(program.candidates)]
    low, high = np.zeros_like(program.most), program.most.copy()
    fixed = np.flatnonzero(~_in_doubt(reduced, relaxed.values))
    taken = relaxed.values[fixed] > TAKEN
    low[fixed] = high[fixed] = taken
    clear = np.where(taken, reduced[fixed], -reduced[fixed]) > -least
    proves = bool(clear.all()) and not relaxed.pricing.leaves_out(least)
    whole = np.zeros_like(program.most)
    whole[: len(program.candidates)] = 1
    result = milp(
        -program.gain,
        integrality=whole,
        bounds=Bounds(low, high),
        constraints=LinearConstraint(program.matrix, ub=program.limits),
        options={"time_limit": left(), "mip_rel_gap": 1e-9 if proves else ENOUGH},
    )
    if proves and result.mip_dual_bound is not None and np.isfinite(result.mip_dual_bound):
        best.bound_by(max(-float(result.mip_dual_bound), best.objective))
    if result.x is not None:
        best.offer(relaxed.problem, chosen_from(program, relaxed.problem, result.x))


def _in_doubt(reduced: Numbers, values: Numbers) -> Flags:
    """Which candidates to leave open: those taken in part, and those that gain about nothing."""
    if len(reduced) <= MOST_OPEN:
        return np.ones(len(reduced), dtype=np.bool_)
    flags: Flags = np.abs(values[: len(reduced)] - TAKEN) < TAKEN - TOLERANCE
    room = MOST_OPEN - int(flags.sum())
    if room > 0:
        doubt = np.where(flags, np.inf, np.abs(reduced))
        flags[np.argpartition(doubt, room)[:room]] = True
    return flags


def chosen_from(program: Program, problem: Problem, values: Numbers) -> Chosen:
    """The candidates that a solution takes."""
    taken: list[list[Candidate]] = [[] for _ in problem.offers]
    for column in np.flatnonzero(values[: len(program.candidates)] > TAKEN):
        taken[program.owners[column]].append(program.candidates[column])
    return tuple(tuple(some) for some in taken)
