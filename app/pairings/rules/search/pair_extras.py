"""The pairs that have more than their groups: requests that fit, open occurrences, prospect pools.

They are few, so they are looked up from what makes them special instead of being searched for.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from app.pairings.models import Contact
from app.pairings.rules.components import Component
from app.pairings.rules.search.arrays import Indices, Numbers
from app.pairings.rules.search.people import People

CELLS = 500_000
"""Most pairs in one go, to bound the memory."""


class PairExtras:
    """The special pairs among people, by their positions, and the most that they can gain."""

    def __init__(self, components: Sequence[Component], people: People) -> None:
        self._at = people.at
        self._bounds = [b for c in components if (b := c.pair_bound(people)) is not None]
        self._checks = [((bound.most > 0).tolist(), bound.has) for bound in self._bounds]

    def pairs(self) -> Iterator[tuple[Indices, Indices]]:
        """Every special pair, some more than once, and some that turn out not to be special."""
        ones: list[Indices] = []
        others: list[Indices] = []
        size = 0
        for one, some in self._rows():
            others.append(np.array(some, dtype=np.intp))
            ones.append(np.full(len(some), one, dtype=np.intp))
            size += len(some)
            if size >= CELLS:
                yield np.concatenate(ones), np.concatenate(others)
                ones, others, size = [], [], 0
        if ones:
            yield np.concatenate(ones), np.concatenate(others)

    @cached_property
    def count(self) -> int:
        """How many special pairs there are, those that come more than once counted so."""
        return sum(len(some) for _, some in self._rows())

    def gain(self, a: Indices, b: Indices) -> Numbers:
        """The most that being special can add to the value of pairs of people."""
        gain: Numbers = np.zeros(len(a))
        for bound in self._bounds:
            gain += bound.together(bound.most[a], bound.most[b])
        return gain

    def has(self, a: Contact, b: Contact) -> bool:
        """Whether two people are a special pair."""
        i, j = self._at[a.id], self._at[b.id]
        return any((some[i] or some[j]) and has(a, b) for some, has in self._checks)

    def _rows(self) -> Iterator[tuple[int, Sequence[int]]]:
        for bound in self._bounds:
            yield from bound.rows()
