"""The same clients need both, or both serve the same prospect pools."""

from collections.abc import Iterator, Sequence
from math import fsum, sqrt

import numpy as np

from app.pairings.models import Contact, Evidence
from app.pairings.rules import phrasing
from app.pairings.rules.components.base import (
    RECORDED,
    Component,
    GroupBound,
    PairBound,
    TwoContacts,
)
from app.pairings.rules.factors import cosine
from app.pairings.rules.search.arrays import Numbers, Rough, unit
from app.pairings.rules.search.people import People
from app.pairings.rules.search.profession_groups import GroupPairs, ProfessionGroups

MOST_EVENTS = 2
"""How many trigger events are told."""


class SharedPool(Component):
    """How alike the needs for both are, and how deep; or the pools that both serve, if more."""

    name = "shared_pool"
    title = "The same clients need both"
    formula = (
        "overlap · cosine(L_a, L_b) · min(1, max_t min(L_a[t], L_b[t]) / .3), "
        "or how far both serve the same pools, if larger"
    )

    def value(self, two: TwoContacts) -> float:
        a, b = two.a.likelihoods, two.b.likelihoods
        both = max((min(a[t], b[t]) for t in a.keys() & b.keys()), default=0.0)
        depth = min(1.0, both / self.settings.shared_pool_full_likelihood)
        same_needs = two.overlap * cosine(a, b) * depth
        return max(same_needs, shared_pools(two.a.contact, two.b.contact))

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        a, b = two.a.contact, two.b.contact
        pools = sorted(a.pools.keys() & b.pools.keys())
        if pools:
            names = [a.labels.get(p) or b.labels.get(p) or p for p in pools]
            yield Evidence(
                text=f"Both serve {phrasing.listed(names)}.",
                source=RECORDED,
                refs=tuple(f"ProspectPool:{p}" for p in pools),
            )
        for trigger in self._leading(two):
            yield self._needed_by_same(two, trigger)

    def _leading(self, two: TwoContacts) -> list[str]:
        """The trigger events that need both most, one of each occasion."""
        common = two.a.likelihoods.keys() & two.b.likelihoods.keys()
        both = {t: min(two.a.likelihoods[t], two.b.likelihoods[t]) for t in common}
        by_occasion: dict[str, str] = {}
        for trigger in sorted(both, key=lambda t: (-both[t], t)):
            by_occasion.setdefault(self.network.facts.catalog.occasion(trigger), trigger)
        return list(by_occasion.values())[:MOST_EVENTS]

    def _needed_by_same(self, two: TwoContacts, trigger: str) -> Evidence:
        needs = (two.a.needed[trigger], two.b.needed[trigger])
        one, other = (phrasing.article(self.network.profession(n.profession)) for n in needs)
        share, also = (phrasing.share(n.need.likelihood) for n in needs)
        text = f"{phrasing.capitalized(self.network.clause(trigger))}, {share} need {one}"
        if other != one:
            text += f" and {'as many' if also == share else also} {other}"
        sources = dict.fromkeys(phrasing.source(n.need.source) for n in needs)
        professions = dict.fromkeys(f"Profession:{n.profession}" for n in needs)
        return Evidence(
            text=f"{text}.",
            source=phrasing.listed(list(sources)),
            refs=(f"TriggerEvent:{trigger}", *professions),
        )

    def sentence(self, two: TwoContacts) -> str:
        a, b = two.called
        pools = shared_pools(two.a.contact, two.b.contact)
        if pools and pools >= self.value(two):
            return f"{a} and {b} serve the same prospects."
        return f"The same clients need both {a} and {b}."

    def group_bound(self, groups: ProfessionGroups) -> GroupBound:
        """The depth is at most the smaller of the two groups' highest likelihoods."""
        directions = unit(groups.likelihoods)
        full = self.settings.shared_pool_full_likelihood
        deepest = np.minimum(1.0, groups.likelihoods.max(axis=1, initial=0.0) / full)

        def between(pairs: GroupPairs) -> Rough:
            amounts: Rough = directions[pairs.rows] @ directions[pairs.columns].T
            amounts *= np.minimum.outer(deepest[pairs.rows], deepest[pairs.columns])
            return amounts

        return GroupBound(between)

    def pair_bound(self, people: People) -> PairBound:
        """Of common pools Σ √(w·v) ≤ √(Σ w · Σ v), summed over pools that someone else serves."""
        most = np.zeros(len(people))
        for pool, servers in people.serving.items():
            if len(servers) > 1:
                most[servers] += [people.all[at].pools[pool] for at in servers]

        def together(a: Numbers, b: Numbers) -> Numbers:
            gain: Numbers = self.weight * np.minimum(1.0, np.sqrt(a * b))
            return gain

        def rows() -> Iterator[tuple[int, Sequence[int]]]:
            for servers in people.serving.values():
                for number, server in enumerate(servers):
                    yield server, servers[number + 1 :]

        return PairBound(most, together, rows, lambda a, b: shared_pools(a, b) > 0)


def shared_pools(a: Contact, b: Contact) -> float:
    """How far two people serve the same prospect pools, 0..1."""
    common = a.pools.keys() & b.pools.keys()
    return min(1.0, fsum(sqrt(a.pools[pool] * b.pools[pool]) for pool in common))
