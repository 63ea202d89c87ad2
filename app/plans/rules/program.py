"""A week's choice as a linear program: its columns, its rows, and what they bound.

Maximize Σ worth · x − Σ penalty · excess, where

- x, 0..1: whether a candidate is taken;
- excess, 0..goal, of a connector and a leading reason: pairings beyond half of the goal.

Rows, each Σ ≤: a connector's goal; a person's cap; a connector's pairings of one kind; a pair once;
a reason's pairings − excess.

Every pair that was cut would be one more column, in the rows of its connector, its kind and its
two people at least: what it gains beyond their prices is known without weighing it (`pricing`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from app.plans.models import Candidate, Numbers, Offer, Problem

Limited = (
    tuple[Literal["goal"], int]
    | tuple[Literal["person"], str]
    | tuple[Literal["kind"], tuple[int, tuple[str, str]]]
    | tuple[Literal["other"], None]
)
"""What a row limits: the pairings of the offer at a position, those of a person, those of an offer
that are of one kind, or other ones."""
Row = tuple[Limited, list[int], float]
"""What is limited, the columns whose sum it is, and the limit."""


@dataclass(frozen=True, slots=True)
class Program:
    """Columns are the candidates, then the excesses."""

    gain: Numbers
    most: Numbers
    """Upper bounds of the columns; the lower ones are 0."""
    matrix: csr_array
    limits: Numbers
    limited: tuple[Limited, ...]
    """What each row limits; rows that cannot bind are left out."""
    owners: tuple[int, ...]
    """For each candidate the position of its offer."""
    candidates: tuple[Candidate, ...]

    def bound(self, prices: Numbers) -> float:
        """What no choice of candidates exceeds, by weak duality: true for any prices ≥ 0 of rows.

        Σ limit · price + Σ most · max(0, gain − what the column's rows cost).
        """
        return float(self.limits @ prices + self.most @ np.maximum(self.reduced(prices), 0.0))

    def reduced(self, prices: Numbers) -> Numbers:
        """What each column gains beyond the prices of its rows."""
        reduced: Numbers = self.gain - self.matrix.T @ prices
        return reduced


TOLERANCE = 1e-7
"""What a solver takes for whole or for zero may be so far off."""


def program_of(problem: Problem) -> Program:
    """The columns and rows of a problem."""
    columns = [(at, one) for at, offer in enumerate(problem.offers) for one in offer.candidates]
    excesses = list(_excesses(columns, problem))
    offers = [offer for offer, _ in excesses]
    rows: list[Row] = [
        *_goals(problem, columns),
        *_people(problem, columns),
        *_kinds(problem, columns),
        *_pairs(columns),
        *((OTHER, members, float(offer.free_of_reason)) for offer, members in excesses),
    ]
    return Program(
        gain=np.array([one.worth for _, one in columns] + [-offer.penalty for offer in offers]),
        most=np.array([1.0] * len(columns) + [float(offer.goal) for offer in offers]),
        matrix=_matrix([members for _, members, _ in rows], len(columns), len(excesses)),
        limits=np.array([limit for _, _, limit in rows]),
        limited=tuple(limited for limited, _, _ in rows),
        owners=tuple(at for at, _ in columns),
        candidates=tuple(one for _, one in columns),
    )


OTHER: Limited = ("other", None)
Columns = list[tuple[int, Candidate]]


def _goals(problem: Problem, columns: Columns) -> Iterator[Row]:
    members: dict[int, list[int]] = defaultdict(list)
    for column, (at, _) in enumerate(columns):
        members[at].append(column)
    for at, own in members.items():
        if len(own) > problem.offers[at].goal:
            yield ("goal", at), own, float(problem.offers[at].goal)


def _people(problem: Problem, columns: Columns) -> Iterator[Row]:
    members: dict[str, list[int]] = defaultdict(list)
    for column, (_, one) in enumerate(columns):
        members[one.a].append(column)
        members[one.b].append(column)
    for person, own in members.items():
        if len(own) > problem.cap_of(person):
            yield ("person", person), own, float(problem.cap_of(person))


def _kinds(problem: Problem, columns: Columns) -> Iterator[Row]:
    members: dict[tuple[int, tuple[str, str]], list[int]] = defaultdict(list)
    for column, (at, one) in enumerate(columns):
        members[at, one.kind].append(column)
    for (at, kind), own in members.items():
        if len(own) > problem.offers[at].per_kind:
            yield ("kind", (at, kind)), own, float(problem.offers[at].per_kind)


def _pairs(columns: Columns) -> Iterator[Row]:
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for column, (_, one) in enumerate(columns):
        members[one.pair].append(column)
    yield from ((OTHER, own, 1.0) for own in members.values() if len(own) > 1)


def _excesses(columns: Columns, problem: Problem) -> Iterator[tuple[Offer, list[int]]]:
    """Connectors and leading reasons that could become too frequent, with the candidates."""
    members: dict[tuple[int, str], list[int]] = defaultdict(list)
    for column, (at, one) in enumerate(columns):
        members[at, one.reason].append(column)
    for (at, _), own in members.items():
        offer = problem.offers[at]
        if len(own) > offer.free_of_reason and offer.penalty > 0:
            yield offer, own


def _matrix(rows: list[list[int]], candidates: int, excesses: int) -> csr_array:
    """The rows' columns with 1; the last rows also have −1 in their column of excess."""
    row_of = np.repeat(np.arange(len(rows)), [len(members) for members in rows])
    column_of = np.fromiter((column for members in rows for column in members), dtype=np.int64)
    last = np.arange(len(rows) - excesses, len(rows))
    excess = np.arange(candidates, candidates + excesses)
    return csr_array(
        (
            np.concatenate([np.ones(len(column_of)), -np.ones(excesses)]),
            (np.concatenate([row_of, last]), np.concatenate([column_of, excess])),
        ),
        shape=(len(rows), candidates + excesses),
    )
