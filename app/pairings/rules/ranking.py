"""The best pairs, exactly, without scoring every pair.

Contacts who practise the same and meet the same form a class. For two classes everything that
depends on professions is one number each, so a bound on the score of all their pairs costs a few
operations on small matrices. A best-first search takes the two classes with the highest bound,
bounds each pair of their people with the true overlap of places and segments, scores those that
lead exactly, and stops as soon as no bound can still reach the list.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from heapq import heappop, heappush
from itertools import count

import numpy as np

from app.pairings.models import Contact, Facts, PairingSettings
from app.pairings.rules.bounds import (
    Caps,
    Indices,
    Kinds,
    Numbers,
    Words,
    best_table,
    grouped,
    matrix,
    served_by_others,
    shared_counts,
    table,
    weighted_base,
)
from app.pairings.rules.exclusions import pair_codes, person_codes
from app.pairings.rules.factors import region_factor, segment_factor
from app.pairings.rules.scoring import ScoredPair, Scorer

TOLERANCE = 1e-9
"""Sums in another order differ by less than this; a bound this close may still be a tie."""
CELLS = 1_000_000
"""Most pairs that are bounded in one go, to bound the memory."""


def rank(
    facts: Facts,
    settings: PairingSettings,
    *,
    limit: int,
    max_per_person: int = 2,
    profession: str | None = None,
    context: str | None = None,
) -> list[ScoredPair]:
    """The best pairs, best first, each person at most `max_per_person` times (0: unlimited).

    `profession`: at least one of the two practises it. `context`: the profession in which trust
    is meant. Ties of the score, rounded to 12 decimals, go by the ids.
    """
    times: dict[str, int] = {}
    most = max_per_person or limit

    def still_wanted(a: Contact, b: Contact) -> bool:
        if profession is not None and profession not in (*a.professions, *b.professions):
            return False
        return times.get(a.id, 0) < most and times.get(b.id, 0) < most

    listed: list[ScoredPair] = []
    scorer = Scorer(facts, settings, context)
    for pair in best_first(scorer, still_wanted):
        if times.get(pair.a, 0) < most and times.get(pair.b, 0) < most:
            listed.append(pair)
            times[pair.a] = times.get(pair.a, 0) + 1
            times[pair.b] = times.get(pair.b, 0) + 1
        if len(listed) == limit:
            break
    return listed


def best_first(
    scorer: Scorer, still_wanted: Callable[[Contact, Contact], bool]
) -> Iterator[ScoredPair]:
    """All pairs that may be proposed, best first, each scored only when its turn is near.

    `still_wanted` may turn from true to false for a pair, never back.
    """
    search = _Search(scorer)
    serial = count()
    frontier: list[tuple[float, int, _Stream]] = []
    ready: list[tuple[tuple[float, str, str], ScoredPair]] = []

    def put(stream: _Stream) -> None:
        if stream.has_more:
            heappush(frontier, (-stream.bound, next(serial), stream))

    put(search.classes())
    while frontier or ready:
        if ready and (not frontier or ready[0][1].score > -frontier[0][0] + TOLERANCE):
            yield heappop(ready)[1]
            continue
        stream = heappop(frontier)[2]
        i, j = stream.take()
        put(stream)
        if stream.of_classes:
            put(search.people(i, j))
            continue
        a, b = search.candidates[i], search.candidates[j]
        if still_wanted(a, b) and next(pair_codes(scorer, a, b), None) is None:
            scored = scorer.score(a.id, b.id)
            if scored.value >= scorer.settings.weak_below:
                heappush(ready, (scored.rank_key, scored))


class _Stream:
    """Pairs of indices in the order of their bounds, the highest first."""

    def __init__(self, bounds: Numbers, i: Indices, j: Indices, *, of_classes: bool) -> None:
        order = np.argsort(-bounds, kind="stable")
        self._bounds, self._i, self._j = bounds[order], i[order], j[order]
        self._next = 0
        self.of_classes = of_classes

    @property
    def has_more(self) -> bool:
        return self._next < len(self._bounds)

    @property
    def bound(self) -> float:
        return float(self._bounds[self._next])

    def take(self) -> tuple[int, int]:
        at = self._next
        self._next += 1
        return int(self._i[at]), int(self._j[at])


class _Search:
    """The arrays of one search: candidates, their classes and places, and the bounds."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self.settings = scorer.settings
        self.candidates = [
            contact
            for contact in scorer.facts.contacts
            if next(person_codes(scorer, contact), None) is None
        ]
        self.profiles = [scorer.profile(contact.id) for contact in self.candidates]
        self.members = grouped(
            (c.professions, tuple(sorted((t, f.per_quarter) for t, f in c.own_meets.items())))
            for c in self.candidates
        )
        self.place = np.empty(len(self.candidates), dtype=np.intp)
        keys = [
            (_folded(contact.regions), _folded(contact.segments)) for contact in self.candidates
        ]
        groups = grouped(keys)
        for index, rows in enumerate(groups):
            self.place[rows] = index
        self.places = [keys[rows[0]] for rows in groups]

    @cached_property
    def overlap(self) -> Numbers:
        """Overlap of every place (regions and segments together) with every other."""
        regions, of_region = _distinct(regions for regions, _ in self.places)
        segments, of_segment = _distinct(segments for _, segments in self.places)
        by_region = best_table(regions, lambda a, b: region_factor(a, b, self.settings))
        by_segment = table(segments, lambda a, b: segment_factor(a, b, self.settings))
        overlap: Numbers = (
            by_region[np.ix_(of_region, of_region)] * by_segment[np.ix_(of_segment, of_segment)]
        )
        return overlap

    @cached_property
    def caps(self) -> Caps:
        scorer, facts = self.scorer, self.scorer.facts
        asking = {ask.by for ask in facts.asks}
        handling = {o.handled_by for o in facts.live}
        people = self.candidates
        return Caps(
            acceptance=np.array([profile.acceptance for profile in self.profiles]),
            networking=np.array([profile.networking for profile in self.profiles]),
            ask=np.array([float(c.id in asking) for c in people]),
            live=np.array([_most_live(scorer, c) if c.id in handling else 0.0 for c in people]),
            ground=self._most_ground(),
            pools=served_by_others([c.pools.keys() for c in people]),
        )

    def _most_ground(self) -> Numbers:
        """The most common ground that each person can have with anybody."""
        s, people = self.settings, self.candidates
        employers = [c.past_organisations | c.current_organisations for c in people]
        towns = [{c.town.casefold()} if c.town else frozenset[str]() for c in people]
        unlikely = (
            (1 - s.ground_school) ** shared_counts([c.schools for c in people])
            * (1 - s.ground_past_employer) ** shared_counts(employers)
            * (1 - s.ground_group) ** shared_counts([c.groups for c in people])
            * (1 - s.ground_town) ** shared_counts(towns)
        )
        return 1 - unlikely

    def classes(self) -> _Stream:
        """Pairs of classes whose people could make a pair that is not weak, by their bounds."""
        if not self.candidates:
            return _stream([], [], [], of_classes=True)
        caps = Caps(
            *(np.array([values[rows].max() for rows in self.members])
              for values in (getattr(self.caps, name) for name in Caps.__slots__))
        )  # fmt: skip
        kinds = self._kinds
        bounds, ones, others = [], [], []
        step = max(1, CELLS // max(1, len(self.members)))
        for start in range(0, len(self.members), step):
            rows = np.arange(start, min(start + step, len(self.members)))
            some = caps.take(rows)
            value = kinds.base(rows, self.settings) + some.extras(caps, self.settings)
            bound = np.multiply.outer(some.acceptance, caps.acceptance) * value
            i, j = np.nonzero(
                (value >= self.settings.weak_below - TOLERANCE)
                & (rows[:, None] <= np.arange(len(self.members))[None, :])
            )
            bounds.append(bound[i, j])
            ones.append(rows[i])
            others.append(j)
        scale = self.settings.standing_unknown
        return _stream([part * scale for part in bounds], ones, others, of_classes=True)

    @cached_property
    def _kinds(self) -> "Kinds":
        examples = [self.profiles[rows[0]] for rows in self.members]
        catalog = self.scorer.facts.catalog
        met = (trigger for met in catalog.meets.values() for trigger in met)
        own = (trigger for profile in examples for trigger in profile.meets)
        triggers = list(dict.fromkeys([*catalog.needs, *met, *own]))
        return Kinds(
            meets=matrix([profile.meets for profile in examples], triggers),
            likelihoods=matrix([profile.likelihoods for profile in examples], triggers),
            sources=matrix([profile.sources for profile in examples], catalog.meets),
            full=self.settings.shared_pool_full_likelihood,
            most_overlap=float(self.overlap.max()),
        )

    def people(self, one: int, other: int) -> _Stream:
        """Pairs of people of two classes, by bounds that know the true overlap."""
        first, second = self.members[one], self.members[other]
        a, b = self.profiles[first[0]], self.profiles[second[0]]
        forth, back = self.scorer.flow(a, b), self.scorer.flow(b, a)
        pool, common = self._kinds.pool(one, other), self._kinds.common_sources(one, other)
        bounds, ones, others = [], [], []
        step = max(1, CELLS // len(second))
        theirs = self.caps.take(second)
        for start in range(0, len(first), step):
            rows = first[start : start + step]
            mine = self.caps.take(rows)
            overlap = self.overlap[np.ix_(self.place[rows], self.place[second])]
            value = weighted_base(overlap, forth, back, pool, common, self.settings)
            value += mine.extras(theirs, self.settings)
            bound = np.multiply.outer(mine.acceptance, theirs.acceptance) * value
            keep = value >= self.settings.weak_below - TOLERANCE
            if one == other:
                keep &= rows[:, None] < second[None, :]
            i, j = np.nonzero(keep)
            bounds.append(bound[i, j] * self.settings.standing_unknown)
            ones.append(rows[i])
            others.append(second[j])
        return _stream(bounds, ones, others, of_classes=False)


def _stream(
    bounds: list[Numbers], i: list[Indices], j: list[Indices], *, of_classes: bool
) -> _Stream:
    if not bounds:
        nothing = np.empty(0, dtype=np.intp)
        return _Stream(np.empty(0), nothing, nothing, of_classes=of_classes)
    return _Stream(
        np.concatenate(bounds), np.concatenate(i), np.concatenate(j), of_classes=of_classes
    )


def _folded(words: Words) -> Words:
    return tuple(sorted({word.casefold() for word in words}))


def _distinct(values: Iterable[Words]) -> tuple[list[Words], Indices]:
    """The distinct values, and for each value which of them it is."""
    position: dict[Words, int] = {}
    rows = [position.setdefault(value, len(position)) for value in values]
    return list(position), np.array(rows, dtype=np.intp)


def _most_live(scorer: Scorer, contact: Contact) -> float:
    """The most that any profession is needed now in the occurrences that a person handles."""
    return max(
        (
            scorer.need_now(occurrence.id, profession)
            for occurrence in scorer.live_by[contact.id]
            for profession in scorer.facts.catalog.needs.get(occurrence.trigger_event, {})
        ),
        default=0.0,
    )
