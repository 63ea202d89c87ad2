"""Which pairs can reach a score, found by sieves with ever finer bounds: docs/exact-search.md.

Every bound is the formula itself with what is not known yet at its best, so that nothing that
reaches the score is lost:
1. two kinds: as if their most willing and most active members served the same place;
2. a cohort with a kind: with this cohort's own willingness and activity;
3. two cohorts: with their places, standings and circles: only common ground remains a guess.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isqrt

import numpy as np

from app.pairings.models import Contact
from app.pairings.rules.exclusions import person_codes
from app.pairings.rules.scoring import Scorer
from app.pairings.rules.search.arrays import Flags, Indices, Numbers, Rough, pieces, positions, runs
from app.pairings.rules.search.contact_groups import cohorts_of
from app.pairings.rules.search.group_tables import ROUGH, GroupTables, Table
from app.pairings.rules.search.pair_extras import PairExtras
from app.pairings.rules.search.people import People
from app.pairings.rules.search.profession_groups import ProfessionGroups

TOLERANCE = 1e-9
"""Sums in another order differ by less than this; a bound this close may still be a tie."""
CELLS = 500_000
"""Most pairs that are bounded in one go, to bound the memory."""
SPECIAL = 500_000
"""Special pairs are few up to so many, and then kept."""
Bounded = tuple[Numbers, Indices, Indices]
"""Upper bounds of the scores of pairs, and the two of each pair."""
NOTHING: Bounded = (np.empty(0), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs and the most that each can score, the highest first."""

    bounds: Numbers
    ones: Indices
    others: Indices
    of_people: Flags
    """Whether a pair is one of people, by their positions; of cohorts otherwise."""
    complete: bool
    """Whether there is no other pair that might be proposed."""


class Search:
    """The arrays of one search among the pairs of a connector's contacts."""

    def __init__(self, scorer: Scorer, profession: str | None = None) -> None:
        """`profession`: at least one of the two practices it."""
        s = self._settings = scorer.settings
        c = self.cohorts = cohorts_of(
            scorer,
            [p for p in scorer.facts.contacts if next(person_codes(scorer, p), None) is None],
        )
        self.people: list[Contact] = [one for some in c.members for one in some]
        self.special = PairExtras(scorer.components, People(self.people))
        sizes = [len(some) for some in c.members]
        self._cohort_of = np.repeat(np.arange(len(sizes), dtype=np.intp), sizes)
        groups = ProfessionGroups(c.kinds, scorer.flows)
        self._tables = GroupTables(groups, scorer.components, s, c.most_overlap)
        self._of_kinds: dict[int, tuple[Rough, Indices, Indices]] = {}
        self._wanted = np.array(
            [profession is None or profession in practised for _, practised, _ in c.kinds], np.bool_
        )
        self._firsts = positions(first for first, _, _ in c.kinds)
        self._first = np.array([self._firsts[first] for first, _, _ in c.kinds], dtype=np.intp)
        self._sizes = np.diff(c.starts)
        self._several = np.array(sizes, dtype=np.intp) > 1
        self._willing = c.willingness
        """A score is at most the product of two of these, times the value."""
        self._drives = [self._willing * number for number in c.products]
        self._best_willing = self._best(self._willing)
        self._best_products = [self._best(number) for number in c.products]
        self._best_drives = [self._best(number) for number in self._drives]
        self._best_shared = [self._best(number) for number, _ in c.shared]
        self._stride = 1 + 2 * float(self._willing.max(initial=0.0))
        self._steps = self._stride * c.kind - self._willing

    def _best(self, values: Numbers) -> Rough:
        """The highest value within each kind."""
        if not len(values):
            return values.astype(np.float32)
        best = np.maximum.reduceat(values, self.cohorts.starts[:-1]).astype(np.float32)
        # Never below the true one, although it is rough.
        higher: Rough = np.nextafter(best, np.float32(np.inf))
        return higher

    def leading(self, budget: int) -> Found:
        """About `budget` pairs of the most promising kinds; special pairs too, all if few."""
        found: list[Bounded] = []
        most = isqrt(budget)
        few = self.special.count <= SPECIAL
        complete = few and not (self._sizes > most).any()
        for table in self._tables:
            rough, i, j = self._pairs_of_kinds(table)
            some = _highest(rough, budget)
            pairs = np.cumsum(np.minimum(self._sizes[i[some]], most) * self._sizes[j[some]])
            some = some[: 1 + int(np.searchsorted(pairs, budget))]
            complete = complete and len(some) == len(rough)
            found.extend(self._pairs_of_cohorts(table, i[some], j[some], -TOLERANCE, most))
        special = self._few_special_pairs if few else self._special_pairs(-TOLERANCE, budget)
        return _found(_joined(found), special, -TOLERANCE, complete=complete)

    def reaching(self, floor: float, without: Collection[tuple[str, str]] = ()) -> Found:
        """All pairs that can score `floor`, but for alike ones of these pairs of professions.

        Those are what people practice first, the smaller key first.
        """
        found: list[Bounded] = []
        least = floor - TOLERANCE
        for table in self._tables:
            rough, i, j = self._pairs_of_kinds(table)
            some = np.flatnonzero(rough >= least - ROUGH)
            if without:
                some = some[~self._among(without)[self._first[i[some]], self._first[j[some]]]]
            found.extend(self._pairs_of_cohorts(table, i[some], j[some], least, len(self.people)))
        few = self.special.count <= SPECIAL
        special = self._few_special_pairs if few else self._special_pairs(least)
        return _found(_joined(found), special, least, complete=floor <= 0)

    def _among(self, pairs: Collection[tuple[str, str]]) -> Flags:
        """Which of the professions that people practice first are such a pair."""
        flags: Flags = np.zeros((len(self._firsts), len(self._firsts)), dtype=np.bool_)
        for one, other in pairs:
            at = self._firsts.get(one), self._firsts.get(other)
            if None not in at:
                flags[at] = flags[at[::-1]] = True
        return flags

    def _pairs_of_kinds(self, table: Table) -> tuple[Rough, Indices, Indices]:
        """The first sieve: two kinds, unless all of their pairs are weak or not wanted."""
        if table.first not in self._of_kinds:
            self._of_kinds = {table.first: self._bound_kinds(table)}
        return self._of_kinds[table.first]

    def _bound_kinds(self, table: Table) -> tuple[Rough, Indices, Indices]:
        rows, columns = slice(table.first, table.end), slice(table.first, None)
        value = table.most.copy()
        for best in self._best_shared:
            value += np.minimum.outer(best[rows], best[columns])
        bound = np.multiply.outer(self._best_willing[rows], self._best_willing[columns])
        bound *= value
        for best in self._best_drives:
            bound += np.multiply.outer(best[rows], best[columns])
        for best in self._best_products:
            value += np.multiply.outer(best[rows], best[columns])
        keep = value >= self._settings.weak_below - ROUGH
        keep &= np.logical_or.outer(self._wanted[rows], self._wanted[columns])
        i, j = np.nonzero(np.triu(keep))
        return bound[i, j], i + table.first, j + table.first

    def _pairs_of_cohorts(
        self, table: Table, i: Indices, j: Indices, least: float, most: int
    ) -> Iterator[Bounded]:
        """The second and the third sieve, for pairs of kinds: `most` cohorts of each kind."""
        for some in pieces(self._sizes[i], CELLS):
            a, cell, start, end = self._runs(table, i[some], j[some], least, most)
            counts = end - start
            for part in pieces(counts, CELLS):
                number = counts[part]
                one, other = np.repeat(a[part], number), runs(start[part], number)
                bound = self._bound(table, np.repeat(cell[part], number), one, other)
                keep = (bound >= least) & ((one != other) | self._several[one])
                yield bound[keep], one[keep], other[keep]

    def _runs(
        self, table: Table, i: Indices, j: Indices, least: float, most: int
    ) -> tuple[Indices, Indices, Indices, Indices]:
        """The second sieve: cohorts of the first kind, each with a run of cohorts of the second.

        The cohorts of a kind are in the order of their willingness: those willing enough for one
        cohort come first. Returns cohorts, cells of the table, starts and ends of the runs.
        """
        sizes, starts = np.minimum(self._sizes[i], most), self.cohorts.starts
        a, cell = runs(starts[i], sizes), np.repeat(table.cell(i, j), sizes)
        i, j = np.repeat(i, sizes), np.repeat(j, sizes)
        value: Numbers = table.most.take(cell).astype(np.float64)
        for (shared, _), best in zip(self.cohorts.shared, self._best_shared, strict=True):
            value += np.minimum(shared[a], best[j])
        willing: Numbers = np.full(len(a), least)
        for drive, best in zip(self._drives, self._best_drives, strict=True):
            willing -= drive[a] * best[j]
        with np.errstate(divide="ignore", invalid="ignore"):
            willing /= self._willing[a] * value
        end = np.searchsorted(self._steps, self._stride * j - willing + TOLERANCE, side="right")
        start = np.where(i == j, a, starts[j])
        end = np.clip(end, start, np.minimum(starts[j + 1], starts[j] + most))
        for product, best in zip(self.cohorts.products, self._best_products, strict=True):
            value += product[a] * best[j]
        keep = (end > start) & (value >= self._settings.weak_below - TOLERANCE)
        return a[keep], cell[keep], start[keep], end[keep]

    def _bound(
        self, table: Table, cell: Indices, a: Indices, b: Indices, gain: Numbers | float = 0.0
    ) -> Numbers:
        """The third sieve: the bounds of pairs of cohorts that may gain something more.

        Lower than any score where the two would be weak or compete.
        """
        s, c = self._settings, self.cohorts
        region = c.regions.factor(c.region[a], c.region[b])
        overlap = region * c.segments.factor(c.segment[a], c.segment[b])
        value = table.value(cell, overlap)
        for product in c.products:
            value += product[a] * product[b]
        for shared, marks in c.shared:
            value += np.where(marks[a] & marks[b], np.minimum(shared[a], shared[b]), 0.0)
        value += gain
        value *= 1 - self._may_know(table, cell, a, b, region)
        relationship = np.minimum(c.standing[a], c.standing[b])
        bound: Numbers = c.acceptance[a] * c.acceptance[b] * relationship * value
        compete = table.rivals.take(cell) & (region > s.competitors_above_region_factor)
        bound[compete | (value < s.weak_below - TOLERANCE)] = -np.inf
        return bound

    def _may_know(
        self, table: Table, cell: Indices, a: Indices, b: Indices, region: Numbers
    ) -> Numbers:
        """The least chance with which the pairs of cohorts know each other already."""
        related = table.related.take(cell) & (region >= 1)
        least: Numbers = np.where(related, self._settings.may_know_sphere, 0.0)
        if self.cohorts.circles.any:
            np.maximum(least, self.cohorts.circles.least(a, b), out=least)
        return least

    @cached_property
    def _few_special_pairs(self) -> Bounded:
        return self._special_pairs(-TOLERANCE)

    def _special_pairs(self, least: float, most: int | None = None) -> Bounded:
        """Pairs of people who have more than their cohorts, each once; `most` at a time."""
        found = [part for table in self._tables for part in self._special_in(table, least, most)]
        bounds, ones, others = _joined(found)
        _, once = np.unique(ones * len(self.people) + others, return_index=True)
        return bounds[once], ones[once], others[once]

    def _special_in(self, table: Table, least: float, most: int | None) -> Iterator[Bounded]:
        """Special pairs whose first kind is a row of this table."""
        for ones, others in self.special.pairs():
            a, b = self._cohort_of[ones], self._cohort_of[others]
            i = np.minimum(self.cohorts.kind[a], self.cohorts.kind[b])
            j = np.maximum(self.cohorts.kind[a], self.cohorts.kind[b])
            here = (i >= table.first) & (i < table.end) & (self._wanted[i] | self._wanted[j])
            here &= ones != others
            p, q = np.minimum(ones, others)[here], np.maximum(ones, others)[here]
            cell, gain = table.cell(i[here], j[here]), self.special.gain(p, q)
            bound = self._bound(table, cell, a[here], b[here], gain)
            best = _highest(bound, most or len(bound))
            best = best[bound[best] >= least]
            yield bound[best], p[best], q[best]


def _joined(parts: Sequence[Bounded]) -> Bounded:
    bounds, ones, others = zip(NOTHING, *parts, strict=True)
    return np.concatenate(bounds), np.concatenate(ones), np.concatenate(others)


def _highest(values: Numbers | Rough, most: int) -> Indices:
    """Where the highest values stand, the highest first."""
    if most < len(values):
        some: Indices = np.argpartition(-values, most)[:most]
    else:
        some = np.arange(len(values), dtype=np.intp)
    best: Indices = some[np.argsort(-values[some], kind="stable")]
    return best


def _found(alike: Bounded, special: Bounded, least: float, *, complete: bool) -> Found:
    bounds, ones, others = _joined([alike, special])
    order = np.argsort(-bounds, kind="stable")
    order = order[: np.searchsorted(-bounds[order], -least, side="right")]
    of_people = order >= len(alike[0])
    return Found(bounds[order], ones[order], others[order], of_people, complete)
