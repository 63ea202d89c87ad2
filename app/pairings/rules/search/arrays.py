"""Many numbers at once: the kinds of arrays that the search uses, and how they are made."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Rough = NDArray[np.float32]
"""For bounds of very many pairs: half the memory, and errors that are allowed for."""
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Masks = NDArray[np.uint64]
Codes = NDArray[np.uint8]
Item = TypeVar("Item", bound=Hashable)

MASK_BITS = 64


def matrix(vectors: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Rough:
    """A row for each vector; `columns` says which key stands where."""
    rows = np.zeros((len(vectors), len(columns)), dtype=np.float32)
    for row, vector in zip(rows, vectors, strict=True):
        for key, value in vector.items():
            row[columns[key]] = value
    return rows


def positions(values: Iterable[Item]) -> dict[Item, int]:
    """Each distinct value's number, in the order of their first appearance."""
    numbers: dict[Item, int] = {}
    for value in values:
        numbers.setdefault(value, len(numbers))
    return numbers


def masks(sets: Sequence[Collection[str]], numbers: Mapping[str, int]) -> Masks:
    """A row of bits for each set: bit n is set when the set has the word whose number is n."""
    rows = np.zeros((len(sets), max(1, -(-len(numbers) // MASK_BITS))), dtype=np.uint64)
    for row, words in zip(rows, sets, strict=True):
        for word in words:
            column, bit = divmod(numbers[word], MASK_BITS)
            row[column] |= np.uint64(1 << bit)
    return rows


def unit(rows: Rough) -> Rough:
    """Rows of length one; a row without length stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions: Rough = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return directions


def runs(starts: Indices, counts: Indices) -> Indices:
    """start, start + 1, … count times, for one start after the other."""
    ends = np.cumsum(counts)
    steps: Indices = np.arange(ends[-1] if len(ends) else 0, dtype=np.intp)
    steps += np.repeat(starts - (ends - counts), counts)
    return steps


def pieces(counts: Indices, most: int) -> list[slice]:
    """Consecutive slices whose counts add up to `most` at the most; at least one item each."""
    ends = np.cumsum(counts)
    slices, start = [], 0
    while start < len(counts):
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + most, side="right")))
        slices.append(slice(start, stop))
        start = stop
    return slices
