"""Each could name the other."""

from collections.abc import Iterator

import numpy as np

from app.pairings.models import Evidence
from app.pairings.rules.components.base import Component, GroupBound, TwoContacts
from app.pairings.rules.components.flows import flow_evidence, flow_sentence
from app.pairings.rules.factors import harmonic_mean, saturating
from app.pairings.rules.search.arrays import Rough
from app.pairings.rules.search.profession_groups import GroupPairs, ProfessionGroups


class MutualFlow(Component):
    """How much flows both ways: clients a year, ever less for more."""

    name = "mutual_flow"
    title = "Clients would go both ways"
    formula = "1 − exp(−H / 1 a year), H the harmonic mean of the two flows"

    def value(self, two: TwoContacts) -> float:
        return saturating(harmonic_mean(two.a_to_b, two.b_to_a) / self.settings.flow_scale)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        yield from flow_evidence(self.network, two)

    def sentence(self, two: TwoContacts) -> str:
        return flow_sentence(self.network, two)

    def group_bound(self, groups: ProfessionGroups) -> GroupBound:
        scale = np.float32(self.settings.flow_scale)

        def between(pairs: GroupPairs) -> Rough:
            means = _harmonic_means(pairs)
            means /= scale
            return means

        return GroupBound(between, saturating=True)


def _harmonic_means(pairs: GroupPairs) -> Rough:
    """It grows with each of the two flows, so the most of each give the most of it."""
    means = pairs.forth + pairs.back
    np.divide(2 * pairs.forth * pairs.back, means, out=means, where=means > 0)
    return means
