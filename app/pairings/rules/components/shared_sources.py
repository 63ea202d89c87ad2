"""The same professions see the clients of both."""

from collections.abc import Iterator

from app.pairings.models import Evidence
from app.pairings.rules import phrasing
from app.pairings.rules.components.base import Component, GroupBound, TwoContacts
from app.pairings.rules.connections import MOST_TRIGGERS
from app.pairings.rules.factors import cosine
from app.pairings.rules.search.arrays import unit
from app.pairings.rules.search.profession_groups import ProfessionGroups


class SharedSources(Component):
    """How alike the two are in who sees their clients."""

    name = "shared_sources"
    title = "The same people refer clients to both"
    formula = (
        "overlap · cosine(S_a, S_b), S_x[p] = Σ_t M[p,t] · L_x[t]: who sees the clients of each"
    )

    def value(self, two: TwoContacts) -> float:
        return two.overlap * cosine(two.a.sources, two.b.sources)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        a, b = two.a.sources, two.b.sources
        own = {*two.a.contact.professions, *two.b.contact.professions}
        seeing_both = [p for p in a.keys() & b.keys() if a[p] * b[p] > 0]
        ranked = sorted(
            [p for p in seeing_both if p not in own] or seeing_both,
            key=lambda p: (-a[p] * b[p], p),
        )[:MOST_TRIGGERS]
        if ranked:
            names = [phrasing.plural(self.network.profession(p)) for p in ranked]
            yield Evidence(
                text=f"The same people refer clients to both: {phrasing.listed(names)}.",
                source=phrasing.OUR_ESTIMATE,
                refs=tuple(f"Profession:{p}" for p in ranked),
            )

    def group_bound(self, groups: ProfessionGroups) -> GroupBound:
        directions = unit(groups.likelihoods @ groups.met.T)
        return GroupBound(
            lambda pairs: directions[pairs.rows] @ directions[pairs.columns].T,
        )
