"""One could name the other."""

from collections.abc import Iterator

import numpy as np

from app.pairings.models import Evidence
from app.pairings.rules.components.base import Component, GroupBound, TwoContacts
from app.pairings.rules.components.flows import flow_evidence, flow_sentence
from app.pairings.rules.factors import saturating
from app.pairings.rules.search.arrays import Rough
from app.pairings.rules.search.profession_groups import GroupPairs, ProfessionGroups


class OneWayFlow(Component):
    """How much flows in the better direction: clients a year, ever less for more."""

    name = "one_way_flow"
    title = "Clients they could send"
    formula = "1 − exp(−the larger flow / 1 a year)"

    def value(self, two: TwoContacts) -> float:
        return saturating(max(two.a_to_b, two.b_to_a) / self.settings.flow_scale)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        yield from flow_evidence(self.network, two)

    def sentence(self, two: TwoContacts) -> str:
        return flow_sentence(self.network, two)

    def group_bound(self, groups: ProfessionGroups) -> GroupBound:
        scale = np.float32(self.settings.flow_scale)

        def between(pairs: GroupPairs) -> Rough:
            larger: Rough = np.maximum(pairs.forth, pairs.back)
            larger /= scale
            return larger

        return GroupBound(between, saturating=True)
