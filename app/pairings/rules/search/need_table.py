"""What many kinds of givers could name each profession to, at once: `flows.FlowRules.terms`."""

from collections.abc import Mapping, Sequence

import numpy as np

from app.pairings.rules.factors import Kind
from app.pairings.rules.flows import QUARTERS, FlowRules
from app.pairings.rules.search.arrays import Indices, Rough, pieces, positions

CELLS = 2_000_000
"""Most needs of kinds that are weighed in one go, to bound the memory."""


class NeedTable:
    """Every need of a catalog, in the order of its profession and its occasion."""

    def __init__(
        self, flows: FlowRules, professions: Mapping[str, int], triggers: Mapping[str, int]
    ) -> None:
        catalog = flows.catalog
        occasions = positions(catalog.occasion(trigger) for trigger in triggers)
        needs = [
            (professions[profession], occasions[catalog.occasion(trigger)], trigger, need)
            for trigger, some in catalog.needs.items()
            for profession, need in some.items()
            if profession in professions
        ]
        needs.sort(key=lambda row: row[:2])
        self._flows, self._triggers, self._width = flows, triggers, len(professions)
        profession = np.array([row[0] for row in needs], dtype=np.intp)
        occasion = np.array([row[1] for row in needs], dtype=np.intp)
        self._trigger = np.array([triggers[row[2]] for row in needs], dtype=np.intp)
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

    def flows(self, kinds: Sequence[Kind]) -> Rough:
        """For each kind (row) and each profession (column) the clients a year, before overlap."""
        found: Rough = np.zeros((len(kinds), self._width), dtype=np.float32)
        if not len(self._trigger):
            return found
        counts = np.full(len(kinds), len(self._trigger), dtype=np.intp)
        for some in pieces(counts, CELLS):
            weight, day = self._met(kinds[some])
            weight, day = weight[:, self._trigger], day[:, self._trigger]
            length = self._to - self._from
            left = self._to - np.maximum(self._from, day)
            share = np.divide(
                left,
                length,
                out=np.where(left >= 0, np.float32(1), np.float32(0)),
                where=length > 0,
            )
            terms = weight * self._taken * np.clip(share, 0, 1)
            most = np.maximum.reduceat(terms, self._occasions, axis=1)
            found[some, self._column] = np.add.reduceat(most, self._professions, axis=1)
        return found

    def _met(self, kinds: Sequence[Kind]) -> tuple[Rough, Rough]:
        """For each kind and trigger event the clients a quarter, weighed by voice, and the day."""
        weight = np.zeros((len(kinds), len(self._triggers)), dtype=np.float32)
        day = np.zeros_like(weight)
        for row, kind in enumerate(kinds):
            for trigger, met in self._flows.met(kind).items():
                weight[row, self._triggers[trigger]] = met.weight
                day[row, self._triggers[trigger]] = met.day
        return weight, day


def _changes(*columns: Indices) -> Indices:
    """Where any of the columns has another value than before."""
    if not len(columns[0]):
        return np.empty(0, dtype=np.intp)
    changed = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    starts: Indices = np.concatenate([[0], 1 + np.flatnonzero(changed)]).astype(np.intp)
    return starts
