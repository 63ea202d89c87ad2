"""The most that two kinds of professionals can be worth to each other, for all kinds at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from app.pairings.models import PairingSettings
from app.pairings.rules.components import Component
from app.pairings.rules.components.base import GroupBound
from app.pairings.rules.search.arrays import Flags, Indices, Numbers, Rough
from app.pairings.rules.search.profession_groups import GroupPairs, ProfessionGroups

CELLS = 2_000_000
"""Most pairs of kinds in one table, to bound the memory."""
UP = 1 + 1e-5
"""Bounds are raised by more than what sums of a few hundred rough numbers are off."""
ROUGH = 1e-6
"""And by more than what differences of rough numbers below 1 are off."""
Floats = TypeVar("Floats", Numbers, Rough)
Saturating = tuple[float, Rough]
"""A weight, and an amount before overlap of which 1 − exp(−amount) counts."""


@dataclass(frozen=True, slots=True)
class Table:
    """Upper bounds for pairs of kinds: rows and columns for the kinds from `first` on."""

    first: int
    linear: Rough
    """The weighted parts that grow in line with overlap."""
    saturating: tuple[Saturating, ...]
    rivals: Flags
    """Whether the two want the same clients, and are not to be introduced in the same place."""
    related: Flags
    """Whether the two have a contact sphere in common, and may know each other."""
    most: Rough
    """The most that professions and places can make of the value."""

    @property
    def end(self) -> int:
        return self.first + len(self.most)

    def cell(self, i: Indices, j: Indices) -> Indices:
        """Where the pairs of kinds i (a row) and j are when the table is read row by row."""
        cells: Indices = (i - self.first) * self.most.shape[1] + j - self.first
        return cells

    def value(self, cells: Indices, overlap: Numbers) -> Numbers:
        """The most that professions make of the value in these cells, with this overlap."""
        saturating = [(weight, amount.take(cells)) for weight, amount in self.saturating]
        return with_overlap(self.linear.take(cells), saturating, overlap)


def with_overlap(linear: Rough, saturating: Sequence[Saturating], overlap: Floats) -> Floats:
    """The part of the value that professions and places decide."""
    value: Floats = overlap * linear
    for weight, amount in saturating:
        part = -overlap * amount
        np.exp(part, out=part)
        part *= -weight
        part += weight
        value += part
    return value


class GroupTables:
    """The bounds of all components between the kinds of one network."""

    def __init__(
        self,
        groups: ProfessionGroups,
        components: Sequence[Component],
        settings: PairingSettings,
        most_overlap: float,
    ) -> None:
        self._groups = groups
        self._settings = settings
        self._most_overlap = most_overlap
        self._bounds: list[tuple[float, GroupBound]] = [
            (component.weight, bound)
            for component in components
            if (bound := component.group_bound(groups)) is not None
        ]

    def __iter__(self) -> Iterator[Table]:
        """Every pair of kinds once, in tables of bounded size."""
        if self._whole is not None:
            yield self._whole
            return
        step = max(1, CELLS // len(self._groups))
        for first in range(0, len(self._groups), step):
            yield self._table(first, min(first + step, len(self._groups)))

    @cached_property
    def _whole(self) -> Table | None:
        count = len(self._groups)
        return self._table(0, count) if count**2 <= CELLS else None

    def _table(self, first: int, end: int) -> Table:
        """The table whose rows are the kinds from `first` to `end`."""
        pairs = GroupPairs(self._groups, slice(first, end), slice(first, len(self._groups)))
        linear: Rough = np.zeros((end - first, len(self._groups) - first), dtype=np.float32)
        saturating: list[Saturating] = []
        for weight, bound in self._bounds:
            amounts = bound.between(pairs)
            if bound.saturating:
                saturating.append((weight, np.multiply(amounts, UP, dtype=np.float32)))
            else:
                amounts *= weight * UP
                linear += amounts
        rivals = pairs.compete
        if self._settings.allow_competitors:
            rivals[:] = False
        apart = min(self._most_overlap, self._settings.competitors_above_region_factor)
        overlap: Rough = np.where(
            rivals, np.float32(apart * UP), np.float32(self._most_overlap * UP)
        )
        most = with_overlap(linear, saturating, overlap)
        return Table(
            first=first,
            linear=linear,
            saturating=tuple(saturating),
            rivals=rivals,
            related=pairs.share_sphere,
            most=np.add(most, ROUGH, dtype=np.float32),
        )
