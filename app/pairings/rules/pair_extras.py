"""The pairs that have more than their kinds and places: asks, live occurrences, prospect pools.

They are few, so they are looked up from what makes them special instead of being searched for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from app.pairings.models import Ask, Contact
from app.pairings.rules.arrays import Indices, Numbers
from app.pairings.rules.factors import shared_pools
from app.pairings.rules.scoring import Scorer

CELLS = 500_000
"""Most pairs in one go, to bound the memory."""
Index = Mapping[str, Sequence[int]]


class PairExtras:
    """The special pairs among people, by their positions, and the most that they can gain."""

    def __init__(self, scorer: Scorer, people: Sequence[Contact]) -> None:
        self._scorer = scorer
        self._people = people
        self._at = {person.id: at for at, person in enumerate(people)}
        self._practising = _index(person.professions for person in people)
        self._employed = _index(person.current_organisations for person in people)
        self._serving = _index(person.pools for person in people)
        self._ask = np.zeros(len(people))
        self._live = np.zeros(len(people))
        self._pools = np.zeros(len(people))
        for ask in self._asks():
            self._ask[self._at[ask.by]] = 1.0
        for handler, needed in self._needed():
            self._live[handler] = max(self._live[handler], *needed.values())
        for pool, servers in self._serving.items():
            if len(servers) > 1:
                self._pools[servers] += [people[at].pools[pool] for at in servers]

    def pairs(self) -> Iterator[tuple[Indices, Indices]]:
        """Every special pair, some more than once, and some that turn out not to be special."""
        ones: list[Indices] = []
        others: list[Indices] = []
        size = 0
        for one, some in self._rows():
            others.append(np.array(some, dtype=np.intp))
            ones.append(np.full(len(some), one, dtype=np.intp))
            size += len(some)
            if size >= CELLS:
                yield np.concatenate(ones), np.concatenate(others)
                ones, others, size = [], [], 0
        if ones:
            yield np.concatenate(ones), np.concatenate(others)

    @cached_property
    def count(self) -> int:
        """How many special pairs there are, those that come more than once counted so."""
        return sum(len(some) for _, some in self._rows())

    def gain(self, a: Indices, b: Indices) -> Numbers:
        """The most that being special can add to the value of pairs of people.

        Of common pools Σ √(w·v) ≤ √(Σ w · Σ v).
        """
        s = self._scorer.settings
        gain: Numbers = (
            s.weight_ask * np.maximum(self._ask[a], self._ask[b])
            + s.weight_live * np.maximum(self._live[a], self._live[b])
            + s.weight_shared_pool * np.minimum(1.0, np.sqrt(self._pools[a] * self._pools[b]))
        )
        return gain

    def has(self, a: Contact, b: Contact) -> bool:
        """Whether two people are a special pair."""
        i, j = self._at[a.id], self._at[b.id]
        asks = self._ask[i] or self._ask[j]
        live = self._live[i] or self._live[j]
        return bool(
            (asks and self._scorer.ask(a, b))
            or (live and self._scorer.live(a, b))
            or (self._pools[i] and self._pools[j] and shared_pools(a, b))
        )

    def _rows(self) -> Iterator[tuple[int, Sequence[int]]]:
        for ask in self._asks():
            yield self._at[ask.by], self._fitting(ask)
        for handler, needed in self._needed():
            for profession in needed:
                yield handler, self._practising.get(profession, ())
        for servers in self._serving.values():
            for number, server in enumerate(servers):
                yield server, servers[number + 1 :]

    def _asks(self) -> Iterator[Ask]:
        return (ask for ask in self._scorer.facts.asks if ask.by in self._at)

    def _fitting(self, ask: Ask) -> Sequence[int]:
        """Whoever an ask names, and whoever fits that of its conditions which fewest fit."""
        conditions = [
            sorted({at for key in wanted for at in index.get(key, ())})
            for wanted, index in (
                (ask.organisations, self._employed),
                (ask.professions, self._practising),
                (ask.pools, self._serving),
            )
            if wanted
        ]
        named = [self._at[person] for person in ask.persons if person in self._at]
        return [*named, *min(conditions, key=len, default=[])]

    def _needed(self) -> Iterator[tuple[int, dict[str, float]]]:
        """Who handles an open occurrence, and how much it needs which professions today."""
        for occurrence in self._scorer.facts.live:
            if occurrence.handled_by in self._at:
                needs = self._scorer.facts.catalog.needs.get(occurrence.trigger_event, {})
                needed = {p: self._scorer.need_now(occurrence.id, p) for p in needs}
                if open_now := {p: now for p, now in needed.items() if now > 0}:
                    yield self._at[occurrence.handled_by], open_now


def _index(things: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Thing -> the positions of those who have it."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(things):
        for thing in some:
            index[thing].append(at)
    return index
