"""How many people know both of two cohorts, for many pairs at once: `Network.may_know`."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from app.pairings.models import PairingSettings
from app.pairings.rules.acquaintance import through_others
from app.pairings.rules.search.arrays import MASK_BITS, Codes, Indices, Masks, Numbers

MOST_COHORTS = 2_000
"""So many cohorts have a table of each two: 4 MB. Of more, a sample of who knows them counts."""
SAMPLE = 256
"""Of more cohorts, only so many of the people count who know most of them."""
MOST_COUNTED = 255
"""More people than that change nothing that anyone would notice; a byte holds so many."""


class Circles:
    """Who else knows the members of cohorts, and the least that it makes them know each other."""

    def __init__(self, circles: Sequence[int], settings: PairingSettings) -> None:
        self._circles = circles
        self._settings = settings
        self.any = any(circles)

    def least(self, a: Indices, b: Indices) -> Numbers:
        """The least chance with which two may know each other through others."""
        chances = self._chances
        if len(self._circles) <= MOST_COHORTS:
            found: Numbers = chances[self._table[a, b]]
            return found
        counts: Indices = np.zeros(len(a), dtype=np.intp)
        for word in self._bits.T:
            counts += np.bitwise_count(word[a] & word[b])
        return chances[np.minimum(counts, MOST_COUNTED)]

    @cached_property
    def _chances(self) -> Numbers:
        """By the number of people who know both: `MOST_COUNTED` stands for more as well."""
        return np.array([through_others(n, self._settings) for n in range(MOST_COUNTED + 1)])

    @cached_property
    def _table(self) -> Codes:
        known = self._known(None).astype(np.float32)
        counts: Codes = np.minimum(known @ known.T, MOST_COUNTED).astype(np.uint8)
        return counts

    @cached_property
    def _bits(self) -> Masks:
        known = self._known(SAMPLE)
        padding = -known.shape[1] % MASK_BITS
        packed = np.ascontiguousarray(np.packbits(np.pad(known, ((0, 0), (0, padding))), axis=1))
        return packed.view(np.uint64)

    def _known(self, most: int | None) -> Codes:
        """1 where a cohort (row) is known by someone (column) who knows several cohorts."""
        size = -(-max(one.bit_length() for one in self._circles) // 8)
        packed = b"".join(one.to_bytes(size, "little") for one in self._circles)
        rows = np.frombuffer(packed, dtype=np.uint8).reshape(len(self._circles), size)
        known: Codes = np.unpackbits(rows, axis=1, bitorder="little")
        times = known.sum(axis=0, dtype=np.int64)
        columns = np.flatnonzero(times > 1)
        if most is not None and len(columns) > most:
            columns = columns[np.argpartition(-times[columns], most)[:most]]
        return known[:, columns]
