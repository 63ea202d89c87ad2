"""The score of one pair: acceptance · relationship · value, with every part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.pairings.models import ComponentName, MayKnowCode
from app.pairings.rules.components import COMPONENTS, Component, TwoContacts
from app.pairings.rules.network import Network

FORMULA_VERSION = 2
"""Raised with every change after which the same facts and settings may give another score."""


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A pair with everything that its score is made of; a < b by their ids."""

    a: str
    b: str
    a_to_b: float
    """Clients a year that a would name b to."""
    b_to_a: float
    components: Mapping[ComponentName, float]
    occasion: str | None
    """The occasion through which most flows, either way; None where nothing does."""
    may_know_reasons: Mapping[MayKnowCode, float]
    acceptance: float
    relationship: float
    value: float
    score: float

    @property
    def may_know(self) -> float:
        """The chance that the two have met anyway, 0..1."""
        return max(self.may_know_reasons.values(), default=0.0)

    @property
    def rank_key(self) -> tuple[float, str, str]:
        """Smaller is better: the score rounded to 12 decimals, then the ids."""
        return (-round(self.score, 12), self.a, self.b)


class Scorer(Network):
    """Scores pairs of one connector's contacts under one workspace's settings."""

    @cached_property
    def components(self) -> tuple[Component, ...]:
        return tuple(component(self) for component in COMPONENTS)

    @cached_property
    def weights(self) -> dict[ComponentName, float]:
        return {component.name: component.weight for component in self.components}

    def pair(self, one: str, other: str) -> TwoContacts:
        """Two contacts with what several components ask of them."""
        a, b = self.profile(min(one, other)), self.profile(max(one, other))
        overlap = self.overlap(a.contact, b.contact)
        return TwoContacts(a, b, overlap, self.terms(a, b), self.terms(b, a))

    def score(self, one: str, other: str) -> ScoredPair:
        """Score any pair of contacts, also one that is not to be proposed."""
        two = self.pair(one, other)
        components = {component.name: component.value(two) for component in self.components}
        may_know = self.may_know(two.a.contact, two.b.contact)
        together = sum(self.weights[name] * part for name, part in components.items())
        value = (1 - max(may_know.values(), default=0.0)) * together
        acceptance = two.a.acceptance * two.b.acceptance
        relationship = min(two.a.standing, two.b.standing)
        return ScoredPair(
            a=two.a.contact.id,
            b=two.b.contact.id,
            a_to_b=two.a_to_b,
            b_to_a=two.b_to_a,
            components=components,
            occasion=two.occasion,
            may_know_reasons=may_know,
            acceptance=acceptance,
            relationship=relationship,
            value=value,
            score=acceptance * relationship * value,
        )
