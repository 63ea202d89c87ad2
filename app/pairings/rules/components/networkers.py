"""Both are active networkers."""

from collections.abc import Iterator
from math import sqrt

import numpy as np

from app.pairings.models import Evidence
from app.pairings.rules.components.base import RECORDED, Component, ProductBound, TwoContacts
from app.pairings.rules.factors import saturating
from app.pairings.rules.search.people import People


class Networkers(Component):
    """The geometric mean of how active the two are."""

    name = "networkers"
    title = "Both are active networkers"
    formula = "√(act_a · act_b), act = 1 − exp(−acts in 90 days / 4)"

    def activity(self, acts: int) -> float:
        """How active a networker someone is, 0..1, from what they did in the last 90 days."""
        return saturating(acts / self.settings.activity_scale)

    def value(self, two: TwoContacts) -> float:
        a, b = self.activity(two.a.contact.activity), self.activity(two.b.contact.activity)
        return float((a * b) ** 0.5)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        a, b = two.a.contact, two.b.contact
        yield Evidence(
            text="Introductions, referrals, favors and meetings in the last "
            f"{self.settings.activity_days} days: {two.name(a)} {a.activity}, "
            f"{two.name(b)} {b.activity}.",
            source=RECORDED,
            refs=(f"Person:{a.id}", f"Person:{b.id}"),
        )

    def sentence(self, two: TwoContacts) -> str:
        return "{} and {} are both active networkers.".format(*two.called)

    def product_bound(self, people: People) -> ProductBound:
        acts = [person.activity for person in people.all]
        numbers = {count: sqrt(self.weight * self.activity(count)) for count in set(acts)}
        return ProductBound(np.array([numbers[count] for count in acts]), acts)
