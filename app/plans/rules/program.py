"""A week's choice as a linear program: its columns, its rows, and what they bound.

Maximise Σ worth · x − Σ penalty · excess + Σ rest · cut, where

- x, 0..1: whether a candidate is taken;
- excess, 0..goal, of a connector and a leading reason: pairings beyond half of the goal;
- cut, 0..goal, of a connector: pairings from the pairs that are not candidates. Each is worth at
  most `rest` and is held by nothing but the goal, so that whatever can be chosen among all pairs
  can be written in these columns with at least its objective: a bound of this program is true for
  all pairs.

Rows, each Σ ≤: a connector's goal; a person's cap; a pair once; a reason's pairings − excess.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from app.plans.models import Candidate, Offer, Problem

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Row = tuple[list[int], float]
"""The columns whose sum is limited, and the limit."""


@dataclass(frozen=True, slots=True)
class Program:
    """Columns are the candidates, then the excesses, then the cut ones."""

    gain: Numbers
    most: Numbers
    """Upper bounds of the columns; the lower ones are 0."""
    matrix: csr_array
    limits: Numbers
    owners: tuple[int, ...]
    """For each candidate the position of its offer."""
    candidates: tuple[Candidate, ...]
    cut: tuple[int, ...]
    """For each cut column the position of its offer."""

    def bound(self, prices: Numbers) -> float:
        """What no choice exceeds, by weak duality: true for any prices of the rows that are ≥ 0.

        Σ limit · price + Σ most · max(0, gain − what the column's rows cost).
        """
        reduced = self.reduced(prices)
        return float(self.limits @ prices + self.most @ np.maximum(reduced, 0.0))

    def reduced(self, prices: Numbers) -> Numbers:
        """What each column gains beyond the prices of its rows."""
        reduced: Numbers = self.gain - self.matrix.T @ prices
        return reduced

    def cut_taken(self, values: Numbers) -> list[int]:
        """The offers of which a solution takes pairs that were cut."""
        taken = values[len(values) - len(self.cut) :]
        return [at for at, value in zip(self.cut, taken, strict=True) if value > TOLERANCE]


TOLERANCE = 1e-7
"""What a solver takes for whole or for zero may be so far off."""


def program_of(problem: Problem) -> Program:
    """The columns and rows of a problem; rows that cannot bind are left out."""
    columns = [(at, one) for at, offer in enumerate(problem.offers) for one in offer.candidates]
    cut = [at for at, offer in enumerate(problem.offers) if offer.rest > 0]
    excesses = list(_excesses(problem, columns))
    first_excess, first_cut = len(columns), len(columns) + len(excesses)
    rows: list[Row] = [
        *_goals(problem, columns, {at: first_cut + n for n, at in enumerate(cut)}),
        *_people(problem, columns),
        *_pairs(columns),
        *((members, float(offer.free_of_reason)) for offer, members in excesses),
    ]
    offers = [offer for offer, _ in excesses]
    last = [problem.offers[at] for at in cut]
    return Program(
        gain=np.array(
            [one.worth for _, one in columns]
            + [-offer.penalty for offer in offers]
            + [offer.rest for offer in last]
        ),
        most=np.array([1.0] * len(columns) + [float(o.goal) for o in (*offers, *last)]),
        matrix=_matrix(rows, range(first_excess, first_cut), first_cut + len(cut)),
        limits=np.array([limit for _, limit in rows]),
        owners=tuple(at for at, _ in columns),
        candidates=tuple(one for _, one in columns),
        cut=tuple(cut),
    )


Columns = list[tuple[int, Candidate]]


def _goals(problem: Problem, columns: Columns, cut: dict[int, int]) -> Iterator[Row]:
    members: dict[int, list[int]] = defaultdict(list)
    for column, (at, _) in enumerate(columns):
        members[at].append(column)
    for at, offer in enumerate(problem.offers):
        own = [*members[at], cut[at]] if at in cut else members[at]
        if at in cut or len(own) > offer.goal:
            yield own, float(offer.goal)


def _people(problem: Problem, columns: Columns) -> Iterator[Row]:
    members: dict[str, list[int]] = defaultdict(list)
    for column, (_, one) in enumerate(columns):
        members[one.a].append(column)
        members[one.b].append(column)
    for person, own in members.items():
        if len(own) > problem.cap_of(person):
            yield own, float(problem.cap_of(person))


def _pairs(columns: Columns) -> Iterator[Row]:
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for column, (_, one) in enumerate(columns):
        members[one.pair].append(column)
    yield from ((own, 1.0) for own in members.values() if len(own) > 1)


def _excesses(problem: Problem, columns: Columns) -> Iterator[tuple[Offer, list[int]]]:
    """Connectors and leading reasons that could become too frequent, with the candidates."""
    members: dict[tuple[int, str], list[int]] = defaultdict(list)
    for column, (at, one) in enumerate(columns):
        members[at, one.reason].append(column)
    for (at, _), own in members.items():
        offer = problem.offers[at]
        if len(own) > offer.free_of_reason and offer.penalty > 0:
            yield offer, own


def _matrix(rows: list[Row], excess: range, width: int) -> csr_array:
    """The rows' columns with 1; the last rows also have −1 in their column of excess."""
    row_of = np.repeat(np.arange(len(rows)), [len(members) for members, _ in rows])
    column_of = np.array([column for members, _ in rows for column in members], dtype=np.int64)
    last = np.arange(len(rows) - len(excess), len(rows))
    return csr_array(
        (
            np.concatenate([np.ones(len(column_of)), -np.ones(len(excess))]),
            (np.concatenate([row_of, last]), np.concatenate([column_of, excess])),
        ),
        shape=(len(rows), width),
    )
