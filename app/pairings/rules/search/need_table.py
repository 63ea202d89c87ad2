"""What many kinds of givers could name each profession to, at once: `flows.FlowRules.terms`.

Most of it is the same for all connectors of a workspace: it is kept with the rules of its catalog.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from app.pairings.rules.factors import Kind
from app.pairings.rules.flows import QUARTERS, FlowRules
from app.pairings.rules.search.arrays import Indices, Rough, matrix, pieces, positions

CELLS = 2_000_000
"""Most needs of kinds that are weighed in one go, to bound the memory."""


class NeedTable:
    """Every need of a catalog, in the order of its profession and its occasion."""

    def __init__(self, flows: FlowRules) -> None:
        catalog = flows.catalog
        self._flows = flows
        self.professions = positions(
            [*catalog.meets, *(key for needs in catalog.needs.values() for key in needs)]
        )
        """The column of each profession."""
        self.triggers = positions(
            [*catalog.needs, *(trigger for met in catalog.meets.values() for trigger in met)]
        )
        """The column of each trigger event."""
        occasions = positions(catalog.occasion(trigger) for trigger in self.triggers)
        needs = [
            (self.professions[profession], occasions[catalog.occasion(trigger)], trigger, need)
            for trigger, some in catalog.needs.items()
            for profession, need in some.items()
        ]
        needs.sort(key=lambda row: row[:2])
        profession = np.array([row[0] for row in needs], dtype=np.intp)
        occasion = np.array([row[1] for row in needs], dtype=np.intp)
        self._trigger = np.array([self.triggers[row[2]] for row in needs], dtype=np.intp)
        each_year = QUARTERS * flows.settings.list_share
        self._taken = np.array(
            [each_year * n.likelihood * flows.open_share(n) for *_, n in needs], dtype=np.float32
        )
        self._from = np.array([n.from_day for *_, n in needs], dtype=np.float32)
        self._to = np.array([n.to_day for *_, n in needs], dtype=np.float32)
        # Where the needs of the next occasion begin, and where those of the next profession.
        self._occasions = _changes(profession, occasion)
        self._professions = _changes(profession[self._occasions])
        self._column = profession[self._occasions][self._professions]

    @cached_property
    def needed(self) -> Rough:
        """How likely clients in a trigger event (column) need a profession (row)."""
        return self._of_professions(self._flows.likelihoods_by_profession)

    @cached_property
    def met(self) -> Rough:
        """How many clients in a trigger event (column) a profession (row) sees a quarter."""
        meets = self._flows.catalog.meets
        return self._of_professions(
            {key: {t: one.per_quarter for t, one in met.items()} for key, met in meets.items()}
        )

    def _of_professions(self, figures: Mapping[str, Mapping[str, float]]) -> Rough:
        return matrix([figures.get(key, {}) for key in self.professions], self.triggers)

    @cached_property
    def _of_each(self) -> Rough:
        """What one of each profession (row), and nothing else, could name each (column) to."""
        return self._weighed([(key, (key,), ()) for key in self.professions])

    def flows(self, kinds: Sequence[Kind]) -> Rough:
        """For each kind (row) and each profession (column) the clients a year, before overlap.

        Kinds of one profession, without figures of their own, take what their profession has.
        """
        row_of = self.professions
        at = [
            -1 if own or len(practised) != 1 else row_of.get(practised[0], -1)
            for _, practised, own in kinds
        ]
        found: Rough = self._of_each[np.array(at, dtype=np.intp)]
        others = [number for number, row in enumerate(at) if row < 0]
        if others:
            found[others] = self._weighed([kinds[number] for number in others])
        return found

    def _weighed(self, kinds: Sequence[Kind]) -> Rough:
        found: Rough = np.zeros((len(kinds), len(self.professions)), dtype=np.float32)
        if not len(self._trigger):
            return found
        counts = np.full(len(kinds), len(self._trigger), dtype=np.intp)
        for some in pieces(counts, CELLS):
            weight, day = self._met(kinds[some])
            weight, day = weight[:, self._trigger], day[:, self._trigger]
            length = self._to - self._from
            left = self._to - np.maximum(self._from, day)
            at_once = np.where(left >= 0, np.float32(1), np.float32(0))
            share = np.divide(left, length, out=at_once, where=length > 0)
            terms = weight * self._taken * np.clip(share, 0, 1)
            most = np.maximum.reduceat(terms, self._occasions, axis=1)
            found[some, self._column] = np.add.reduceat(most, self._professions, axis=1)
        return found

    def _met(self, kinds: Iterable[Kind]) -> tuple[Rough, Rough]:
        """For each kind and trigger event the clients a quarter, weighed by voice, and the day."""
        met = [self._flows.met(kind) for kind in kinds]
        weight = np.zeros((len(met), len(self.triggers)), dtype=np.float32)
        day = np.zeros_like(weight)
        for row, some in enumerate(met):
            for trigger, one in some.items():
                # An event that needs no one is in no column.
                column = self.triggers.get(trigger)
                if column is not None:
                    weight[row, column], day[row, column] = one.weight, one.day
        return weight, day


@lru_cache(maxsize=16)
def table_of(flows: FlowRules) -> NeedTable:
    """The table of a catalog, made once for its rules."""
    return NeedTable(flows)


def _changes(*columns: Indices) -> Indices:
    """Where any of the columns has another value than before."""
    if not len(columns[0]):
        return np.empty(0, dtype=np.intp)
    changed = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    starts: Indices = np.concatenate([[0], 1 + np.flatnonzero(changed)]).astype(np.intp)
    return starts
