"""Chance that comes out the same on every computer and every version of Python.

Only `random()` of a seeded generator is promised to stay the same, so all else is made of that.
Each topic has dice of its own: what is changed for one topic leaves the others as they were.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")
SEED = "Hudson Valley Referral Partners, 1"


class Dice:
    """Draws for one topic."""

    def __init__(self, topic: str) -> None:
        self._random = Random(f"{SEED}: {topic}")

    def share(self) -> float:
        """A number from 0 up to, not with, 1."""
        return self._random.random()

    def chance(self, likelihood: float) -> bool:
        return self.share() < likelihood

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.share() * len(items))]

    def weighted(self, weights: Mapping[Item, float]) -> Item:
        """One of the keys, each as likely as its weight is large."""
        left = self.share() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return next(reversed(list(weights)))

    def several(self, items: Sequence[Item], count: int) -> list[Item]:
        """As many different items as asked for, in an order of chance."""
        left = list(items)
        return [left.pop(int(self.share() * len(left))) for _ in range(min(count, len(left)))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        return self.several(items, len(items))
