"""What two kinds of professionals could do for each other, for all kinds at once.

All who practice the same, with the same figures of their own, are one kind: flows, shared needs
and shared sources are one number for two kinds, before their places come in.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from app.pairings.rules.factors import Kind
from app.pairings.rules.flows import FlowRules
from app.pairings.rules.search.arrays import Flags, Rough, matrix, positions
from app.pairings.rules.search.need_table import table_of


class ProfessionGroups:
    """The kinds of one network as rows of numbers: a column each trigger event or profession."""

    def __init__(self, kinds: Sequence[Kind], flows: FlowRules) -> None:
        self._kinds = kinds
        self._catalog = flows.catalog
        self._table = table = table_of(flows)
        # Someone may practice what was taken out of the catalog since.
        self._professions = positions(
            [*table.professions, *(p for _, some, _ in kinds for p in some)]
        )
        self._beyond = len(self._professions) - len(table.professions)

    def __len__(self) -> int:
        return len(self._kinds)

    def flow(self, givers: slice, takers: slice) -> Rough:
        """The most that flows between each two: exact where the taker has one profession.

        Of several professions the sum counts: an occasion gives each at most what it gives it.
        """
        each: Rough = self._each[givers].copy()
        each[self.practiced[givers] > 0] = 0.0
        most: Rough = each @ self.practiced[takers].T
        if self._catalog.no_flow_to:
            kept = self.practiced[givers] @ self._related(self._catalog.no_flow_to)
            most[kept @ self.practiced[takers].T > 0] = 0.0
        return most

    @cached_property
    def _each(self) -> Rough:
        """What each kind (row) could name one of a profession (column) to, a year."""
        each: Rough = np.pad(self._table.flows(self._kinds), ((0, 0), (0, self._beyond)))
        return each

    @property
    def met(self) -> Rough:
        """How many clients in a trigger event (column) a profession (row) sees a quarter."""
        return self._table.met

    @cached_property
    def practiced(self) -> Rough:
        """1 where a kind (row) practices a profession (column)."""
        return matrix([dict.fromkeys(p, 1.0) for _, p, _ in self._kinds], self._professions)

    @cached_property
    def spheres(self) -> Rough:
        """1 where a kind (row) has a profession of a contact sphere (column)."""
        known = self._catalog.spheres
        own = [[known[p] for p in practised if p in known] for _, practised, _ in self._kinds]
        numbers = positions(sphere for some in own for sphere in some)
        return matrix([dict.fromkeys(some, 1.0) for some in own], numbers)

    @cached_property
    def rivals(self) -> Rough:
        """For each kind (row) how many of its professions want the clients of one (column)."""
        against = self._related(self._catalog.competes_with)
        same = np.eye(len(self._professions), dtype=np.float32)
        rivals: Rough = self.practiced @ (against + against.T + same)
        return rivals

    def _related(self, related: Mapping[str, frozenset[str]]) -> Rough:
        """1 where a profession (row) names another (column)."""
        known = self._professions
        rows = [{other: 1.0 for other in related.get(one, ()) if other in known} for one in known]
        return matrix(rows, known)

    @cached_property
    def likelihoods(self) -> Rough:
        """How likely clients in a trigger event (column) need a kind (row)."""
        needed, row_of = self._table.needed, self._table.professions
        rows = np.zeros((len(self), needed.shape[1]), dtype=np.float32)
        for row, (_, practised, _) in zip(rows, self._kinds, strict=True):
            for profession in practised:
                if profession in row_of:
                    np.maximum(row, needed[row_of[profession]], out=row)
        return rows


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
    def compete(self) -> Flags:
        """Whether the two want the same clients."""
        rivals: Flags = self.groups.rivals[self.rows] @ self.groups.practiced[self.columns].T > 0
        return rivals

    @cached_property
    def share_sphere(self) -> Flags:
        """Whether the two have a contact sphere in common."""
        spheres = self.groups.spheres
        shared: Flags = spheres[self.rows] @ spheres[self.columns].T > 0
        return shared
