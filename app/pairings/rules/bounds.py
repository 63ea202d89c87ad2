"""Upper bounds on the scores of many pairs at once, on small matrices.

Rows and columns are classes of contacts who practise the same, or people. A bound may be loose,
never too low: what only some people have (asks, live occurrences, pools, common ground) enters as
the most that those people could get.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.pairings.models import PairingSettings

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that each of several people (or classes) can bring to a pair."""

    acceptance: Numbers
    networking: Numbers
    ask: Numbers
    live: Numbers
    ground: Numbers
    pools: Numbers

    def extras(self, other: "Caps", settings: PairingSettings) -> Numbers:
        """Upper bound, per pair, of all weighted parts that do not depend on professions."""
        return (
            settings.weight_networkers
            * np.sqrt(np.multiply.outer(self.networking, other.networking))
            + settings.weight_ask * np.maximum.outer(self.ask, other.ask)
            + settings.weight_live * np.maximum.outer(self.live, other.live)
            + settings.weight_ground * np.minimum.outer(self.ground, other.ground)
            + settings.weight_shared_pool * np.minimum.outer(self.pools, other.pools)
        )

    def take(self, rows: Indices) -> "Caps":
        return Caps(*(getattr(self, name)[rows] for name in self.__slots__))


def weighted_base(
    overlap: Numbers, forth: float, back: float, pool: float, common: float, s: PairingSettings
) -> Numbers:
    """The weighted parts that professions and places decide, exactly."""
    mutual = 2 * forth * back / (forth + back) if forth and back else 0.0
    return (
        s.weight_mutual_flow * -np.expm1(-overlap * mutual)
        + s.weight_one_way_flow * -np.expm1(-overlap * max(forth, back))
        + (s.weight_shared_pool * pool + s.weight_shared_sources * common) * overlap
    )


@dataclass(frozen=True)
class Kinds:
    """What the classes' professions are: a row each, a column each trigger or profession."""

    meets: Numbers
    likelihoods: Numbers
    sources: Numbers
    full: float
    """The likelihood from which a shared need counts in full."""
    most_overlap: float
    """The highest overlap of any two places."""

    def base(self, rows: Indices, s: PairingSettings) -> Numbers:
        """Upper bound, for these classes with all, of what professions and places decide."""
        forth = self.meets[rows] @ self.likelihoods.T
        back = self.likelihoods[rows] @ self.meets.T
        total = forth + back
        mutual = np.divide(2 * forth * back, total, out=np.zeros_like(total), where=total > 0)
        cosine = np.minimum(1.0, self._direction[rows] @ self._direction.T)
        depth = np.minimum(1.0, np.minimum.outer(self._deepest[rows], self._deepest) / self.full)
        common = np.minimum(1.0, self._source_direction[rows] @ self._source_direction.T)
        return (
            s.weight_mutual_flow * -np.expm1(-self.most_overlap * mutual)
            + s.weight_one_way_flow * -np.expm1(-self.most_overlap * np.maximum(forth, back))
            + s.weight_shared_pool * cosine * depth * self.most_overlap
            + s.weight_shared_sources * common * self.most_overlap
        )

    def pool(self, one: int, other: int) -> float:
        """cosine(L_a, L_b) · min(1, max_t min(L_a, L_b) / full), before overlap."""
        cosine = min(1.0, float(self._direction[one] @ self._direction[other]))
        both = float(np.minimum(self.likelihoods[one], self.likelihoods[other]).max(initial=0.0))
        return cosine * min(1.0, both / self.full)

    def common_sources(self, one: int, other: int) -> float:
        """cosine(S_a, S_b), before overlap."""
        return min(1.0, float(self._source_direction[one] @ self._source_direction[other]))

    @cached_property
    def _direction(self) -> Numbers:
        return unit(self.likelihoods)

    @cached_property
    def _source_direction(self) -> Numbers:
        return unit(self.sources)

    @cached_property
    def _deepest(self) -> Numbers:
        deepest: Numbers = self.likelihoods.max(axis=1, initial=0.0)
        return deepest


def matrix(vectors: Sequence[Mapping[str, float]], keys: Iterable[str]) -> Numbers:
    """A row for each vector, a column for each key."""
    columns = {key: at for at, key in enumerate(keys)}
    rows = np.zeros((len(vectors), len(columns)))
    for row, vector in enumerate(vectors):
        for key, value in vector.items():
            rows[row, columns[key]] = value
    return rows


def unit(rows: Numbers) -> Numbers:
    """Rows of length one; a row without length stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions: Numbers = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return directions


def table(values: Sequence[Words], measure: Callable[[Words, Words], float]) -> Numbers:
    """A symmetric measure of each two values."""
    cells = np.empty((len(values), len(values)))
    for i, one in enumerate(values):
        for j in range(i + 1):
            cells[i, j] = cells[j, i] = measure(one, values[j])
    return cells


def best_table(values: Sequence[Words], measure: Callable[[Words, Words], float]) -> Numbers:
    """A measure that is the best over the words of each two values, measured once per two words.

    Empty values are measured as such.
    """
    words = [(word,) for word in dict.fromkeys(word for value in values for word in value)]
    single = table(words, measure)
    position = {word: at for at, (word,) in enumerate(words)}
    cells = np.full((len(values), len(values)), measure((), ()))
    filled = np.array([at for at, value in enumerate(values) if value], dtype=np.intp)
    if len(filled):
        columns = [position[word] for at in filled for word in values[at]]
        starts = np.cumsum([0, *(len(values[at]) for at in filled[:-1])])
        best = np.maximum.reduceat(single[columns], starts, axis=0)
        cells[np.ix_(filled, filled)] = np.maximum.reduceat(best[:, columns], starts, axis=1)
    return cells


def shared_counts(items: Sequence[Collection[str]]) -> Numbers:
    """How many of each person's things somebody else has too."""
    seen = Counter(thing for things in items for thing in things)
    return np.array([float(sum(seen[thing] > 1 for thing in things)) for things in items])


def served_by_others(items: Sequence[Collection[str]]) -> Numbers:
    """1 for whoever has something that somebody else has too."""
    counts: Numbers = np.minimum(1.0, shared_counts(items))
    return counts


def grouped(keys: Iterable[Hashable]) -> list[Indices]:
    """The positions of equal keys together, groups in the order of their first member."""
    groups: dict[Hashable, list[int]] = {}
    for index, key in enumerate(keys):
        groups.setdefault(key, []).append(index)
    return [np.array(rows, dtype=np.intp) for rows in groups.values()]
