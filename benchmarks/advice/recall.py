"""How many of the partners that published lists name are among the first of a ranking."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from random import Random
from statistics import fmean

from benchmarks.advice.kinds import Ranks
from benchmarks.advice.lists import PartnerList

DEPTHS = (3, 5, 10)
RESAMPLES = 2_000
SEED = 7
MIDDLE = 0.95


@dataclass(frozen=True, slots=True)
class Hits:
    """What a ranking finds of one list."""

    profession: str
    found: float
    named: int


@dataclass(frozen=True, slots=True)
class Recall:
    """Recall of all lists, with the middle 95% of what other lists like these could have given."""

    micro: float
    """Of all partners named."""
    macro: float
    """Each profession counts the same, and within it each list."""
    least: float
    most: float
    """Of the macro figure, by resampling lists."""


def hits(ranks: Ranks, one: PartnerList, depth: int, *, words: bool = True) -> Hits:
    """Without `words`, only partners that the page names as one profession count."""
    first = set(ranks.get(one.profession, [])[:depth])
    partners = [p for p in one.partners if words or not p.is_word]
    return Hits(one.profession, sum(not first.isdisjoint(p.professions) for p in partners),
                len(partners))  # fmt: skip


def by_luck(one: PartnerList, depth: int, spheres: Mapping[str, str]) -> Hits:
    """What to expect when those of one's own sphere come first, in any order, then all others."""
    own = spheres[one.profession]
    near = sum(sphere == own for sphere in spheres.values()) - 1
    far = len(spheres) - 1 - near
    places = {True: min(depth, near), False: max(0, depth - near)}
    found = 0.0
    for partner in one.partners:
        alike = sum(spheres[key] == own for key in partner.professions)
        none_near = _none_drawn(near, alike, places[True])
        found += 1 - none_near * _none_drawn(far, len(partner.professions) - alike, places[False])
    return Hits(one.profession, found, len(one.partners))


def _none_drawn(of: int, wanted: int, drawn: int) -> float:
    """The chance that none of these is among so many drawn."""
    return comb(of - wanted, drawn) / comb(of, drawn)


def best_possible(one: PartnerList, depth: int) -> Hits:
    """What a ranking could find at most, in so few places."""
    return Hits(one.profession, min(depth, len(one.partners)), len(one.partners))


def recall(of_lists: Sequence[Hits]) -> Recall:
    """The recall of these lists together."""
    counted = [one for one in of_lists if one.named]
    random = Random(SEED)
    again = sorted(_macro(random.choices(counted, k=len(counted))) for _ in range(RESAMPLES))
    outside = round(RESAMPLES * (1 - MIDDLE) / 2)
    return Recall(
        micro=sum(one.found for one in counted) / sum(one.named for one in counted),
        macro=_macro(counted),
        least=again[outside],
        most=again[-1 - outside],
    )


def _macro(of_lists: Sequence[Hits]) -> float:
    by_profession: dict[str, list[float]] = defaultdict(list)
    for one in of_lists:
        by_profession[one.profession].append(one.found / one.named)
    return fmean(fmean(shares) for shares in by_profession.values())


def by_depth(
    lists: Sequence[PartnerList], look: Callable[[PartnerList, int], Hits]
) -> dict[int, Recall]:
    """The recall at each depth."""
    return {depth: recall([look(one, depth) for one in lists]) for depth in DEPTHS}


def missed(ranks: Ranks, lists: Sequence[PartnerList], depth: int) -> dict[str, list[str]]:
    """Profession -> the partners not among its first, each with its place in the ranking."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in lists:
        ranked = ranks.get(one.profession, [])
        for partner in one.partners:
            places = [at for at, key in enumerate(ranked, 1) if key in partner.professions]
            place = min(places, default=0)
            if not 0 < place <= depth:
                said = f"{partner.named} ({place or 'never'})"
                if said not in found[one.profession]:
                    found[one.profession].append(said)
    return dict(found)
