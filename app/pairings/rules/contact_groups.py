"""Contacts whom no score tells apart, together: one row of numbers for each such cohort.

What only some pairs have (an ask that fits, a live occurrence, a common prospect pool) is left
out here; `special` finds those pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.pairings.models import Contact, PairingSettings
from app.pairings.rules.arrays import MASK_BITS, Indices, Masks, Numbers
from app.pairings.rules.factors import Kind, kind_of, networking
from app.pairings.rules.places import Regions, Segments, Words, folded
from app.pairings.rules.scoring import Scorer


class Alike(NamedTuple):
    """All that a pair's score depends on, but for what only some pairs have."""

    kind: int
    acceptance: float
    region: int
    segment: int
    activity: int
    shared: tuple[int, ...]
    """The schools, employers, groups and the town that somebody else has too."""


@dataclass(frozen=True, slots=True)
class ContactGroups:
    """Rows in the order of their kinds; within a kind, who accepts most readily comes first."""

    members: tuple[tuple[Contact, ...], ...]
    """In the order of their ids."""
    kinds: tuple[Kind, ...]
    kind: Indices
    """Each cohort's kind."""
    starts: Indices
    """Where the cohorts of each kind begin, and at last where all end."""
    region: Indices
    regions: Regions
    segment: Indices
    segments: Segments
    acceptance: Numbers
    networking: Numbers
    ground: Numbers
    """The most common ground that a member can have with anybody."""
    marks: Masks
    """Bits of what a member shares with anybody; two without a common bit share nothing."""

    @property
    def most_overlap(self) -> float:
        """The highest overlap of any two places."""
        return self.regions.most * self.segments.most


def cohorts_of(scorer: Scorer, people: Iterable[Contact]) -> ContactGroups:
    """The cohorts of people who may all be introduced."""
    settings, by_id = scorer.settings, sorted(people, key=lambda person: person.id)
    shared = _Shared(by_id, settings)
    kinds: dict[Kind, int] = {}
    regions, segments = _Lists(), _Lists()
    found: dict[Alike, list[int]] = defaultdict(list)
    for at, person in enumerate(by_id):
        alike = Alike(
            kinds.setdefault(kind_of(person), len(kinds)),
            scorer.acceptance(person),
            regions.number(person.regions),
            segments.number(person.segments),
            person.activity,
            tuple(shared.things[at]),
        )
        found[alike].append(at)
    rows = sorted(found, key=lambda alike: (alike.kind, -alike.acceptance))
    first = np.array([found[alike][0] for alike in rows], dtype=np.intp)
    kind = np.array([alike.kind for alike in rows], dtype=np.intp)
    active = {activity: networking(activity, settings) for activity in {a.activity for a in rows}}
    return ContactGroups(
        members=tuple(tuple(by_id[at] for at in found[alike]) for alike in rows),
        kinds=tuple(kinds),
        kind=kind,
        starts=np.searchsorted(kind, np.arange(len(kinds) + 1)),
        region=np.array([alike.region for alike in rows], dtype=np.intp),
        regions=Regions(regions.all, settings),
        segment=np.array([alike.segment for alike in rows], dtype=np.intp),
        segments=Segments(segments.all, settings),
        acceptance=np.array([alike.acceptance for alike in rows]),
        networking=np.array([active[alike.activity] for alike in rows]),
        ground=shared.ground[first],
        marks=shared.marks[first],
    )


class _Lists:
    """Numbers for lists of words that mean the same."""

    def __init__(self) -> None:
        self._as_written: dict[Words, int] = {}
        self._folded: dict[Words, int] = {}

    def number(self, words: Words) -> int:
        number = self._as_written.get(words)
        if number is None:
            number = self._folded.setdefault(folded(words), len(self._folded))
            self._as_written[words] = number
        return number

    @property
    def all(self) -> list[Words]:
        return list(self._folded)


class _Shared:
    """The schools, employers, groups and towns that several people have, as numbers."""

    def __init__(self, people: Sequence[Contact], s: PairingSettings) -> None:
        self.things: list[list[int]] = [[] for _ in people]
        """What each person shares with anybody: a past and a current employer differ."""
        self._marks = [0] * len(people)
        self._unlikely = [1.0] * len(people)
        self._number = 0
        self._add(_holders(person.schools for person in people), s.ground_school)
        self._add(_holders(person.groups for person in people), s.ground_group)
        towns = ((p.town.casefold(),) if p.town else () for p in people)
        self._add(_holders(towns), s.ground_town)
        current = _holders(person.current_organisations for person in people)
        past = _holders(person.past_organisations for person in people)
        self._add(past, s.ground_past_employer, current)

    @property
    def ground(self) -> Numbers:
        """1 − Π(1 − g) over all that each person has in common with anybody."""
        ground: Numbers = 1 - np.array(self._unlikely)
        return ground

    @property
    def marks(self) -> Masks:
        """Each thing sets a bit; several things may set the same."""
        return np.array(self._marks, dtype=np.uint64)

    def _add(self, holders: "_Holders", grade: float, others: "_Holders | None" = None) -> None:
        """Number what at least two hold; `others` hold the same things in another way."""
        others = others or {}
        for thing in {**holders, **others}:
            ways = (holders.get(thing, ()), others.get(thing, ()))
            if len(ways[0]) + len(ways[1]) == 1:
                continue
            self._number += 1
            mark = 1 << self._number % MASK_BITS
            for sign, way in zip((1, -1), ways, strict=True):
                for at in way:
                    self.things[at].append(sign * self._number)
                    self._marks[at] |= mark
                    self._unlikely[at] *= 1 - grade


_Holders = Mapping[str, Sequence[int]]
"""Thing -> the positions of those who have it."""


def _holders(things: Iterable[Iterable[str]]) -> _Holders:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(things):
        for thing in some:
            holders[thing].append(at)
    return holders
