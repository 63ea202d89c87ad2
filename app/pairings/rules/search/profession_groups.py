"""What two kinds of professionals could do for each other, for all kinds at once.

All who practice the same, with the same figures of their own, are one kind: flows, shared needs
and shared sources are one number for two kinds, before their places come in.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from app.pairings.models import Catalog
from app.pairings.rules.factors import Kind, likelihoods_by_profession
from app.pairings.rules.search.arrays import Flags, Rough, matrix, positions


class ProfessionGroups:
    """The kinds of one network as rows of numbers: a column each trigger event or profession."""

    def __init__(
        self,
        kinds: Sequence[Kind],
        catalog: Catalog,
    ) -> None:
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
        self.met = matrix(
            [
                {t: f.per_quarter for t, f in catalog.meets.get(p, {}).items()}
                for p in self._professions
            ],
            self._triggers,
        )

    def __len__(self) -> int:
        return len(self._kinds)

    def flow(self, givers: slice, takers: slice) -> Rough:
        """Σ M·L' for each two: exact where no profession is shared, or all but one are.

        With some of them shared, L' is at most the sum over the others.
        """
        each: Rough = self._meets[givers] @ self._needed.T
        each[self.practiced[givers] > 0] = 0.0
        at_most: Rough = each @ self.practiced[takers].T
        with_all: Rough = self._meets[givers] @ self.likelihoods[takers].T
        return np.minimum(at_most, with_all, out=at_most)

    @cached_property
    def practiced(self) -> Rough:
        """1 where a kind (row) practices a profession (column)."""
        return matrix([dict.fromkeys(p, 1.0) for p, _ in self._kinds], self._professions)

    def _largest(self, of_profession: Rough) -> Rough:
        """For each kind the largest of its professions' rows."""
        rows = np.zeros((len(self), of_profession.shape[1]), dtype=np.float32)
        for row, (practised, _) in zip(rows, self._kinds, strict=True):
            for profession in practised:
                np.maximum(row, of_profession[self._professions[profession]], out=row)
        return rows

    @cached_property
    def likelihoods(self) -> Rough:
        """How likely clients in a trigger event (column) need a kind (row)."""
        return self._largest(self._needed)

    @cached_property
    def _meets(self) -> Rough:
        meets = self._largest(self.met)
        for row, (_, own) in zip(meets, self._kinds, strict=True):
            for trigger, per_quarter in own:
                row[self._triggers[trigger]] = per_quarter
        return meets


class GroupPairs:
    """Each group of some rows with each of some columns."""

    def __init__(self, groups: ProfessionGroups, rows: slice, columns: slice) -> None:
        self.groups = groups
        self.rows = rows
        self.columns = columns

    @cached_property
    def forth(self) -> Rough:
        """The most that flows from a row's group to a column's, before overlap."""
        return self.groups.flow(self.rows, self.columns)

    @cached_property
    def back(self) -> Rough:
        """The most that flows from a column's group to a row's, before overlap."""
        if self.rows == self.columns:
            return self.forth.T
        return self.groups.flow(self.columns, self.rows).T

    @cached_property
    def share_profession(self) -> Flags:
        practiced = self.groups.practiced
        shared: Flags = practiced[self.rows] @ practiced[self.columns].T > 0
        return shared
