"""Contacts that no score tells apart, together: one row of numbers for each such cohort.

What only some pairs have (an ask that fits, a live occurrence, a common prospect pool) is left
out here; `pair_extras` finds those pairs.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.pairings.models import Contact
from app.pairings.rules.factors import Kind, kind_of
from app.pairings.rules.scoring import Scorer
from app.pairings.rules.search.arrays import Indices, Masks, Numbers
from app.pairings.rules.search.circles import Circles
from app.pairings.rules.search.people import People
from app.pairings.rules.search.places import Regions, Segments, Words, folded


class Alike(NamedTuple):
    """All that a pair's score depends on, but for what only some pairs have."""

    kind: int
    acceptance: float
    standing: float
    region: int
    segment: int
    circles: int
    """Who else knows them."""
    years: Hashable
    """When they were where."""
    components: tuple[Hashable, ...]
    """What tells people apart in components that are not of professions and places alone."""


@dataclass(frozen=True, slots=True)
class ContactGroups:
    """Rows in the order of their kinds; within a kind, who is most willing comes first."""

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
    standing: Numbers
    willingness: Numbers
    """The person's part of a score: that of two is at most the product."""
    circles: Circles
    """Who else knows the members of each cohort."""
    products: tuple[Numbers, ...]
    """For each component bounded by a product, the number of each cohort."""
    shared: tuple[tuple[Numbers, Masks], ...]
    """For each component bounded by what two share, the number and the marks of each cohort."""

    @property
    def most_overlap(self) -> float:
        """The highest overlap of any two places."""
        return self.regions.most * self.segments.most


def cohorts_of(scorer: Scorer, people: Iterable[Contact]) -> ContactGroups:
    """The cohorts of people who may all be introduced."""
    settings, by_id = scorer.settings, People(sorted(people, key=lambda person: person.id))
    products = [x for c in scorer.components if (x := c.product_bound(by_id)) is not None]
    shared = [y for c in scorer.components if (y := c.shared_bound(by_id)) is not None]
    kinds: dict[Kind, int] = {}
    regions, segments = _Lists(), _Lists()
    found: dict[Alike, list[int]] = defaultdict(list)
    told_apart = zip(
        *(bound.alike for bound in products), *(bound.alike for bound in shared), strict=True
    )
    for at, (person, components) in enumerate(zip(by_id.all, told_apart, strict=True)):
        alike = Alike(
            kinds.setdefault(kind_of(person), len(kinds)),
            scorer.acceptance(person),
            scorer.standing(person),
            regions.number(scorer.regions(person)),
            segments.number(scorer.segments(person)),
            scorer.facts.circles.get(person.id, 0),
            _years(person),
            components,
        )
        found[alike].append(at)
    acceptance = np.array([alike.acceptance for alike in found])
    standing = np.array([alike.standing for alike in found])
    willingness = acceptance * np.sqrt(standing)
    kind = np.array([alike.kind for alike in found], dtype=np.intp)
    order = np.lexsort((-willingness, kind))
    keys = list(found)
    rows = [keys[at] for at in order]
    first = np.array([found[alike][0] for alike in rows], dtype=np.intp)
    return ContactGroups(
        members=tuple(tuple(by_id.all[at] for at in found[alike]) for alike in rows),
        kinds=tuple(kinds),
        kind=kind[order],
        starts=np.searchsorted(kind[order], np.arange(len(kinds) + 1)),
        region=np.array([alike.region for alike in rows], dtype=np.intp),
        regions=Regions(regions.all, settings),
        segment=np.array([alike.segment for alike in rows], dtype=np.intp),
        segments=Segments(segments.all, settings),
        acceptance=acceptance[order],
        standing=standing[order],
        willingness=willingness[order],
        circles=Circles([alike.circles for alike in rows], settings),
        products=tuple(bound.numbers[first] for bound in products),
        shared=tuple((bound.numbers[first], bound.marks[first]) for bound in shared),
    )


def _years(person: Contact) -> Hashable:
    """When someone was where, as far as it is known."""
    if not (person.worked or person.studied):
        return None
    return tuple(sorted(person.worked.items())), tuple(sorted(person.studied.items()))


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
