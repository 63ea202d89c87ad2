"""What two kinds of professionals could do for each other, for all kinds at once.

All who practise the same, with the same figures of their own, are one kind: flows, shared needs
and shared sources are one number for two kinds, before their places come in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from app.pairings.models import Catalog, PairingSettings
from app.pairings.rules.arrays import Flags, Indices, Numbers, Rough, matrix, positions, unit
from app.pairings.rules.factors import Kind, likelihoods_by_profession

CELLS = 2_000_000
"""Most pairs of kinds in one table, to bound the memory."""
UP = 1 + 1e-5
"""Bounds are raised by more than what sums of a few hundred rough numbers are off."""
ROUGH = 1e-6
"""And by more than what differences of rough numbers below 1 are off."""


@dataclass(frozen=True, slots=True)
class Table:
    """Upper bounds for pairs of kinds: rows and columns for the kinds from `first` on."""

    first: int
    mutual: Rough
    """Harmonic mean of the two flows, before overlap."""
    larger: Rough
    """The larger of the two flows, before overlap."""
    linear: Rough
    """The weighted parts that grow in line with overlap."""
    rivals: Flags
    """Whether the two share a profession, and are not to be introduced where they compete."""
    most: Rough
    """The most that professions and places can make of the value."""

    @property
    def end(self) -> int:
        return self.first + len(self.most)

    def cell(self, i: Indices, j: Indices) -> Indices:
        """Where the pairs of kinds i (a row) and j stand when the table is read row by row."""
        cells: Indices = (i - self.first) * self.most.shape[1] + j - self.first
        return cells


Floats = TypeVar("Floats", Numbers, Rough)


def flow_value(
    mutual: Rough, larger: Rough, linear: Rough, overlap: Floats, settings: PairingSettings
) -> Floats:
    """The part of the value that professions and places decide."""
    value: Floats = overlap * linear
    for weight, flow in (
        (settings.weight_mutual_flow, mutual),
        (settings.weight_one_way_flow, larger),
    ):
        part = -overlap * flow
        np.exp(part, out=part)
        part *= -weight
        part += weight
        value += part
    return value


class ProfessionGroups:
    """The kinds of one network as rows of numbers: a column each trigger event or profession."""

    def __init__(
        self,
        kinds: Sequence[Kind],
        catalog: Catalog,
        settings: PairingSettings,
        most_overlap: float,
    ) -> None:
        self._most_overlap = most_overlap
        self._settings = settings
        self._kinds = kinds
        self._professions = positions(
            [*catalog.meets, *(p for practised, _ in kinds for p in practised)]
        )
        by_profession = likelihoods_by_profession(catalog)
        self._triggers = positions(
            [
                *catalog.needs,
                *(trigger for met in catalog.meets.values() for trigger in met),
                *(trigger for _, own in kinds for trigger, _ in own),
            ]
        )
        self._needed = matrix([by_profession.get(p, {}) for p in self._professions], self._triggers)
        self._met = matrix(
            [
                {t: f.per_quarter for t, f in catalog.meets.get(p, {}).items()}
                for p in self._professions
            ],
            self._triggers,
        )

    def __len__(self) -> int:
        return len(self._kinds)

    def tables(self) -> Iterator[Table]:
        """Every pair of kinds once, in tables of bounded size."""
        if self._whole is not None:
            yield self._whole
            return
        step = max(1, CELLS // len(self))
        for first in range(0, len(self), step):
            yield self._table(first, min(first + step, len(self)))

    @cached_property
    def _whole(self) -> Table | None:
        return self._table(0, len(self)) if len(self) ** 2 <= CELLS else None

    def _table(self, first: int, end: int) -> Table:
        """The table whose rows are the kinds from `first` to `end`."""
        s, rows, columns = self._settings, slice(first, end), slice(first, None)
        forth = self._flow(rows, columns)
        back = forth.T if end == len(self) else self._flow(columns, rows).T
        larger = np.maximum(forth, back)
        mutual = forth + back
        np.divide(2 * forth * back, mutual, out=mutual, where=mutual > 0)
        linear = self._directions[rows] @ self._directions[columns].T
        linear *= s.weight_shared_pool
        linear *= np.minimum.outer(self._deepest[rows], self._deepest[columns])
        linear += s.weight_shared_sources * (self._sources[rows] @ self._sources[columns].T)
        for part in (mutual, larger, linear):
            np.multiply(part, UP, out=part)
        rivals = self._practised[rows] @ self._practised[columns].T > 0
        if s.allow_competitors:
            rivals[:] = False
        apart = min(self._most_overlap, s.competitors_above_region_factor)
        overlap = np.where(rivals, np.float32(apart * UP), np.float32(self._most_overlap * UP))
        return Table(
            first=first,
            mutual=mutual,
            larger=larger,
            linear=linear,
            rivals=rivals,
            most=np.add(flow_value(mutual, larger, linear, overlap, s), ROUGH, dtype=np.float32),
        )

    def _flow(self, givers: slice, takers: slice) -> Rough:
        """Σ M·L' for each two: exact where no profession is shared, or all but one are.

        With some of them shared, L' is at most the sum over the others.
        """
        each: Rough = self._meets[givers] @ self._needed.T
        each[self._practised[givers] > 0] = 0.0
        at_most: Rough = each @ self._practised[takers].T
        with_all: Rough = self._meets[givers] @ self._likelihoods[takers].T
        return np.minimum(at_most, with_all, out=at_most)

    @cached_property
    def _practised(self) -> Rough:
        """1 where a kind (row) practises a profession (column)."""
        return matrix([dict.fromkeys(p, 1.0) for p, _ in self._kinds], self._professions)

    def _largest(self, of_profession: Rough) -> Rough:
        """For each kind the largest of its professions' rows."""
        rows = np.zeros((len(self), of_profession.shape[1]), dtype=np.float32)
        for row, (practised, _) in zip(rows, self._kinds, strict=True):
            for profession in practised:
                np.maximum(row, of_profession[self._professions[profession]], out=row)
        return rows

    @cached_property
    def _likelihoods(self) -> Rough:
        return self._largest(self._needed)

    @cached_property
    def _meets(self) -> Rough:
        meets = self._largest(self._met)
        for row, (_, own) in zip(meets, self._kinds, strict=True):
            for trigger, per_quarter in own:
                row[self._triggers[trigger]] = per_quarter
        return meets

    @cached_property
    def _deepest(self) -> Rough:
        """The highest likelihood of each kind, as a share of what counts in full; 1 at most."""
        full = self._settings.shared_pool_full_likelihood
        deepest: Rough = np.minimum(1.0, self._likelihoods.max(axis=1, initial=0.0) / full)
        return deepest

    @cached_property
    def _directions(self) -> Rough:
        return unit(self._likelihoods)

    @cached_property
    def _sources(self) -> Rough:
        """Directions of S[p] = Σ M[p, t]·L[t]."""
        return unit(self._likelihoods @ self._met.T)
