"""The score of one pair: acceptance · relationship · value, with every part of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from app.pairings.models import (
    Ask,
    ComponentName,
    Contact,
    Facts,
    LiveOccurrence,
    PairingSettings,
)
from app.pairings.rules import factors

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A pair with everything that its score is made of; a < b by their ids."""

    a: str
    b: str
    a_to_b: float
    """Client situations a quarter in which a could name b."""
    b_to_a: float
    components: Mapping[ComponentName, float]
    acceptance: float
    relationship: float
    value: float
    score: float

    @property
    def rank_key(self) -> tuple[float, str, str]:
        """Smaller is better: the score rounded to 12 decimals, then the ids."""
        return (-round(self.score, 12), self.a, self.b)


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a contact enters every pair with them; computed once a contact."""

    contact: Contact
    meets: dict[str, float]
    likelihoods: dict[str, float]
    sources: dict[str, float]
    rated: bool
    acceptance: float
    networking: float


class Scorer:
    """Scores pairs of one connector's contacts under one workspace's settings."""

    def __init__(self, facts: Facts, settings: PairingSettings, context: str | None = None) -> None:
        self.facts = facts
        self.settings = settings
        self.context = context
        self._profiles: dict[str, Profile] = {}
        self._kinds: dict[factors.Kind, tuple[dict[str, float], ...]] = {}

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        return {contact.id: contact for contact in self.facts.contacts}

    @cached_property
    def weights(self) -> dict[ComponentName, float]:
        s = self.settings
        return {
            "mutual_flow": s.weight_mutual_flow,
            "one_way_flow": s.weight_one_way_flow,
            "shared_pool": s.weight_shared_pool,
            "shared_sources": s.weight_shared_sources,
            "networkers": s.weight_networkers,
            "ask": s.weight_ask,
            "live": s.weight_live,
            "ground": s.weight_ground,
        }

    @cached_property
    def likelihoods_by_profession(self) -> dict[str, dict[str, float]]:
        return factors.likelihoods_by_profession(self.facts.catalog)

    @cached_property
    def meets_by_trigger(self) -> dict[str, dict[str, float]]:
        return factors.meets_by_trigger(self.facts.catalog)

    def profile(self, person_id: str) -> Profile:
        """What of a contact enters every pair; raises KeyError for somebody else."""
        if person_id not in self._profiles:
            self._profiles[person_id] = self._make_profile(self.contacts[person_id])
        return self._profiles[person_id]

    def _make_profile(self, contact: Contact) -> Profile:
        met, likelihoods, sources = self._kind(contact)
        return Profile(
            contact=contact,
            meets=met,
            likelihoods=likelihoods,
            sources=sources,
            rated=factors.stated_trust(contact, self.context) is not None,
            acceptance=self.acceptance(contact),
            networking=factors.networking(contact.activity, self.settings),
        )

    def _kind(self, contact: Contact) -> tuple[dict[str, float], ...]:
        """Meets, likelihoods and sources: the same for all of one kind."""
        kind = factors.kind_of(contact)
        if kind not in self._kinds:
            likelihoods = factors.needed(kind[0], self.likelihoods_by_profession)
            self._kinds[kind] = (
                factors.meets(contact, self.facts.catalog),
                likelihoods,
                factors.sources(likelihoods, self.meets_by_trigger),
            )
        return self._kinds[kind]

    def trust(self, contact: Contact) -> float:
        """The connector's trust in a person: stated or assumed, then moved by what is learnt."""
        trust = factors.stated_trust(contact, self.context)
        if trust is None:
            trust = (
                self.settings.unrated_trust_shared_group
                if contact.groups & self.facts.connector_groups
                else self.settings.unrated_trust
            )
        return factors.learnt_trust(trust, contact.kept, self.settings)

    def acceptance(self, contact: Contact) -> float:
        """The chance that a person accepts: their own trust in the connector where known."""
        trust = contact.trust_in_connector
        if trust is None:
            trust = self.trust(contact)
        believed = factors.learnt_trust(trust, contact.glad, self.settings)
        return factors.acceptance(contact, believed, self.settings)

    def overlap(self, a: Contact, b: Contact) -> float:
        """How far two people serve the same clients, 0..1."""
        region = factors.region_factor(a.regions, b.regions, self.settings)
        return region * factors.segment_factor(a.segments, b.segments, self.settings)

    def flow(self, giver: Profile, receiver: Profile) -> float:
        """Σ M·L' before overlap: situations in which the giver could name the receiver."""
        own = set(giver.contact.professions)
        beyond = [p for p in receiver.contact.professions if p not in own]
        if len(beyond) == len(receiver.contact.professions):
            return factors.dot(giver.meets, receiver.likelihoods)
        likelihoods = factors.needed(beyond, self.likelihoods_by_profession)
        return factors.dot(giver.meets, likelihoods)

    def score(self, one: str, other: str) -> ScoredPair:
        """Score any pair of contacts, also one that is not to be proposed."""
        a, b = self.profile(min(one, other)), self.profile(max(one, other))
        overlap = self.overlap(a.contact, b.contact)
        a_to_b, b_to_a = overlap * self.flow(a, b), overlap * self.flow(b, a)
        components: dict[ComponentName, float] = {
            "mutual_flow": factors.saturating(factors.harmonic_mean(a_to_b, b_to_a)),
            "one_way_flow": factors.saturating(max(a_to_b, b_to_a)),
            "shared_pool": self._shared_pool(a, b, overlap),
            "shared_sources": overlap * factors.cosine(a.sources, b.sources),
            "networkers": float((a.networking * b.networking) ** 0.5),
            "ask": self.ask(a.contact, b.contact),
            "live": self.live(a.contact, b.contact),
            "ground": factors.ground(a.contact, b.contact, self.settings),
        }
        value = sum(self.weights[name] * part for name, part in components.items())
        acceptance, relationship = a.acceptance * b.acceptance, self.settings.standing_unknown
        return ScoredPair(
            a=a.contact.id,
            b=b.contact.id,
            a_to_b=a_to_b,
            b_to_a=b_to_a,
            components=components,
            acceptance=acceptance,
            relationship=relationship,
            value=value,
            score=acceptance * relationship * value,
        )

    def _shared_pool(self, a: Profile, b: Profile, overlap: float) -> float:
        common = a.likelihoods.keys() & b.likelihoods.keys()
        both = max((min(a.likelihoods[t], b.likelihoods[t]) for t in common), default=0.0)
        depth = min(1.0, both / self.settings.shared_pool_full_likelihood)
        same_needs = overlap * factors.cosine(a.likelihoods, b.likelihoods) * depth
        return max(same_needs, factors.shared_pools(a.contact, b.contact))

    def ask(self, a: Contact, b: Contact) -> float:
        fits = any(
            factors.ask_fits(ask, other)
            for one, other in ((a, b), (b, a))
            for ask in self.asks_by.get(one.id, ())
        )
        return 1.0 if fits else 0.0

    def live(self, a: Contact, b: Contact) -> float:
        return max(
            (
                self.need_now(occurrence.id, profession)
                for one, other in ((a, b), (b, a))
                for occurrence in self.live_by.get(one.id, ())
                for profession in other.professions
            ),
            default=0.0,
        )

    def need_now(self, occurrence_id: str, profession: str) -> float:
        """Likelihood · window of an open occurrence's need for a profession today."""
        occurrence = self.occurrences[occurrence_id]
        need = self.facts.catalog.needs.get(occurrence.trigger_event, {}).get(profession)
        if need is None:
            return 0.0
        day = (self.facts.now.date() - occurrence.on).days
        return need.likelihood * factors.window(need, day, self.settings)

    @cached_property
    def occurrences(self) -> dict[str, LiveOccurrence]:
        return {occurrence.id: occurrence for occurrence in self.facts.live}

    @cached_property
    def asks_by(self) -> dict[str, list[Ask]]:
        return _by((ask.by, ask) for ask in self.facts.asks)

    @cached_property
    def live_by(self) -> dict[str, list[LiveOccurrence]]:
        return _by((occurrence.handled_by, occurrence) for occurrence in self.facts.live)


def _by(items: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    grouped: dict[str, list[Item]] = {}
    for key, item in items:
        grouped.setdefault(key, []).append(item)
    return grouped
