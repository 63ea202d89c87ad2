"""The linear model: n-grams of letters and words, one weight each for every profession.

It is trained by `python -m catalog.train_titles` and shipped as numbers. It only ranks: who assigns
above which likelihood is decided by `recognizing`.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from zlib import crc32

import numpy as np
import numpy.typing as npt

from app.titles.rules.words import Tokens, tokens_of

VERSION = 1
"""Of the features: numbers for other features would score nonsense."""
NONE = "-"
"""The class of titles that name none of the professions."""
LETTERS = (3, 4, 5)
LEAST = 0.01
"""Likelihood below which a profession is not even worth a suggestion."""


def features(tokens: Tokens) -> set[int]:
    """Hashes of words, pairs of words, the last ones, and letters in a row within words."""
    if not tokens:
        return set()
    last = tokens[-1]
    found = {crc32(f"last {last}".encode())}
    for word in tokens:
        found.add(crc32(f"word {word}".encode()))
        letters = f" {word} ".encode()
        size = len(letters)
        for length in LETTERS:
            for start in range(size - length + 1):
                found.add(crc32(letters[start : start + length]))
    pairs = [f"pair {a} {b}" for a, b in pairwise(tokens)]
    found.update(crc32(pair.encode()) for pair in pairs)
    if pairs:
        found.add(crc32(f"end {pairs[-1]}".encode()))
    return found


class LinearModel:
    """Scores professions by the words of a title."""

    def __init__(
        self,
        classes: Sequence[str],
        vocabulary: npt.NDArray[np.uint32],
        weights: npt.NDArray[np.int8],
        scale: float,
        bias: npt.NDArray[np.float32],
    ) -> None:
        """`weights`: a row for each hash of the vocabulary, a column for each class, by `scale`."""
        self._classes = tuple(classes)
        self._rows = {int(feature): row for row, feature in enumerate(vocabulary)}
        self._weights = weights
        self._scale = scale
        self._bias = bias

    def likely(self, title: str) -> list[tuple[str, float]]:
        """Up to three professions and how likely each is (0..1), the most likely first."""
        found = features(tokens_of(title))
        rows = [row for feature in found if (row := self._rows.get(feature)) is not None]
        if not rows:
            return []
        sums = self._weights[rows].sum(axis=0, dtype=np.int32)
        scores = sums * (self._scale / sqrt(len(found))) + self._bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = np.argsort(-shares)[:4]
        likely = [(self._classes[place], float(shares[place])) for place in best]
        return [one for one in likely if one[0] != NONE and one[1] >= LEAST][:3]
