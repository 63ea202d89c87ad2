"""Pairs of people, each with the most that it can score, without scoring them."""

from dataclasses import dataclass

import numpy as np

from app.pairings.rules.search.arrays import Indices, Numbers, runs
from app.pairings.rules.search.search import Search


@dataclass(frozen=True, slots=True)
class Spread:
    """Pairs of people, by their positions among the people of a search.

    A pair may stand twice; then the higher bound is the true one. Some may turn out not to be
    proposed at all.
    """

    bounds: Numbers
    ones: Indices
    others: Indices
    beyond: float
    """What a pair that is not among these can score at most; 0: there is none."""


def spread(search: Search, most: int) -> Spread:
    """Those pairs that can score highest: about `most`, one cohort with another being whole."""
    found = search.reaching(0.0)
    starts = np.cumsum([0, *map(len, search.cohorts.members)], dtype=np.intp)
    i, j, alone = found.ones, found.others, found.of_people
    # A pair of people is one run of one; of two cohorts, each member of the first has a run.
    first = np.where(alone, i, starts.take(i, mode="clip"))
    members = np.where(alone, 1, starts.take(i + 1, mode="clip") - first)
    sizes = members * np.where(alone, 1, np.diff(starts).take(j, mode="clip"))
    kept = min(len(i), 1 + int(np.searchsorted(np.cumsum(sizes), most)))
    of = np.repeat(np.arange(kept), members[:kept])
    ones = runs(first[:kept], members[:kept])
    # Within one cohort a member meets those who come after.
    same = ~alone[of] & (i[of] == j[of])
    start = np.where(alone[of], j[of], starts.take(j[of], mode="clip"))
    start = np.where(same, ones + 1, start)
    end = np.where(alone[of], j[of] + 1, starts.take(j[of] + 1, mode="clip"))
    counts = end - start
    return Spread(
        bounds=np.repeat(found.bounds[of], counts),
        ones=np.repeat(ones, counts),
        others=runs(start, counts),
        beyond=float(found.bounds[kept]) if kept < len(i) else 0.0,
    )
