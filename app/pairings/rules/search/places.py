"""How far places overlap, for many pairs at once: `factors.region_factor` and `segment_factor`."""

from collections.abc import Sequence

import numpy as np

from app.pairings.models import PairingSettings
from app.pairings.rules.factors import EVERYWHERE
from app.pairings.rules.search.arrays import Codes, Flags, Indices, Masks, Numbers, masks, positions

Words = tuple[str, ...]


def folded(words: Sequence[str]) -> Words:
    """Words without regard to case, order and repetition."""
    return tuple(sorted({word.casefold() for word in words}))


class Regions:
    """The region factor of every two lists of regions; it has five values only: codes of them."""

    def __init__(self, lists: Sequence[Words], settings: PairingSettings) -> None:
        self.levels: Numbers = np.unique(
            [
                settings.region_unknown,
                settings.region_everywhere,
                1.0,
                settings.region_same_country,
                settings.region_apart,
            ]
        )
        self._settings = settings
        self.codes = self._best_of(lists)

    def factor(self, a: Indices, b: Indices) -> Numbers:
        """The factors of pairs of lists, by their numbers."""
        factors: Numbers = self.levels[self.codes[a, b]]
        return factors

    @property
    def most(self) -> float:
        return float(self.levels[self.codes.max(initial=0)])

    def _code(self, level: float) -> np.uint8:
        return np.uint8(np.searchsorted(self.levels, level))

    def _best_of(self, lists: Sequence[Words]) -> Codes:
        """The best code over the words of each two lists."""
        numbers = positions(word for words in lists for word in words)
        between = self._between(list(numbers))
        codes: Codes = np.full(
            (len(lists), len(lists)), self._code(self._settings.region_unknown), dtype=np.uint8
        )
        known = [at for at, words in enumerate(lists) if words]
        if known:
            longest = max(len(lists[at]) for at in known)
            # Every list as long as the longest one, its first word repeated.
            slots = np.array(
                [
                    [numbers[word] for word in lists[at]]
                    + [numbers[lists[at][0]]] * (longest - len(lists[at]))
                    for at in known
                ],
                dtype=np.intp,
            ).T
            to_list = _best(between.T, slots)
            codes[np.ix_(known, known)] = _best(to_list, slots)
        return codes

    def _between(self, words: Sequence[str]) -> Codes:
        """The code of each two regions."""
        settings, numbers = self._settings, positions(words)
        countries = positions(word.split("/", 1)[0] for word in words)
        country = np.array([countries[word.split("/", 1)[0]] for word in words], dtype=np.intp)
        codes: Codes = np.where(
            country[:, None] == country[None, :],
            self._code(settings.region_same_country),
            self._code(settings.region_apart),
        )
        np.fill_diagonal(codes, self._code(1.0))
        for word, at in numbers.items():
            for end in (i for i, letter in enumerate(word) if letter == "/"):
                around = numbers.get(word[:end])
                if around is not None:
                    codes[at, around] = codes[around, at] = self._code(1.0)
        if EVERYWHERE in numbers:
            at = numbers[EVERYWHERE]
            codes[at, :] = codes[:, at] = self._code(settings.region_everywhere)
        return codes


def _best(rows: Codes, slots: Indices) -> Codes:
    """The highest of the rows that each slot names, a column of the result for each."""
    best = rows[slots[0]]
    for slot in slots[1:]:
        np.maximum(best, rows[slot], out=best)
    return np.ascontiguousarray(best.T)


class Segments:
    """The segment factor of lists of segments, counted on their bits."""

    def __init__(self, lists: Sequence[Words], settings: PairingSettings) -> None:
        self._masks: Masks = masks(lists, positions(word for words in lists for word in words))
        self._known: Flags = np.array([bool(words) for words in lists], dtype=np.bool_)
        self._settings = settings

    def factor(self, a: Indices, b: Indices) -> Numbers:
        """The factors of pairs of lists, by their numbers."""
        both: Numbers = np.zeros(len(a))
        either: Numbers = np.zeros(len(a))
        known = self._known[a] & self._known[b]
        for column in self._masks.T:
            one, other = column[a], column[b]
            both += np.bitwise_count(one & other)
            either += np.bitwise_count(one | other)
        shares = np.divide(both, either, out=np.zeros(len(a)), where=known)
        factors: Numbers = np.where(
            known,
            np.maximum(shares, self._settings.segment_least),
            self._settings.segment_unknown,
        )
        return factors

    @property
    def most(self) -> float:
        unknown = self._settings.segment_unknown
        return max(unknown, 1.0) if self._known.any() else unknown
