"""One connector's contacts, each with what enters every pair of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.pairings.models import Contact, Facts, MayKnowCode, PairingSettings
from app.pairings.rules import factors, phrasing
from app.pairings.rules.acquaintance import same_years, through_others
from app.pairings.rules.flows import FlowRules, Met, Needed, Term, rules_of


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a contact enters every pair with them; computed once a contact."""

    contact: Contact
    met: Mapping[str, Met]
    needed: Mapping[str, Needed]
    likelihoods: dict[str, float]
    sources: dict[str, float]
    rated: bool
    acceptance: float
    standing: float


class Network:
    """One connector's contacts as the formula sees them, under one workspace's settings."""

    def __init__(self, facts: Facts, settings: PairingSettings, context: str | None = None) -> None:
        self.facts = facts
        self.settings = settings
        self.context = context
        self._profiles: dict[str, Profile] = {}

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        return {contact.id: contact for contact in self.facts.contacts}

    @cached_property
    def flows(self) -> FlowRules:
        return rules_of(self.facts.catalog, self.settings)

    def profile(self, person_id: str) -> Profile:
        """What of a contact enters every pair; raises KeyError for someone else."""
        if person_id not in self._profiles:
            self._profiles[person_id] = self._make_profile(self.contacts[person_id])
        return self._profiles[person_id]

    def _make_profile(self, contact: Contact) -> Profile:
        kind = self.flows.of_kind(factors.kind_of(contact))
        return Profile(
            contact=contact,
            met=kind.met,
            needed=kind.needed,
            likelihoods=kind.likelihoods,
            sources=kind.sources,
            rated=factors.stated_trust(contact, self.context) is not None,
            acceptance=self.acceptance(contact),
            standing=self.standing(contact),
        )

    def trust(self, contact: Contact) -> float:
        """The connector's trust in a person: stated or assumed, then moved by what is learned."""
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

    def standing(self, contact: Contact) -> float:
        """A person's standing factor, 0..1; neutral while the ledger says nothing of them."""
        if contact.standing is None:
            return self.settings.standing_unknown
        return contact.standing

    def regions(self, contact: Contact) -> tuple[str, ...]:
        """Where a contact works; the connector's default where nothing is known."""
        default = self.facts.default_region
        return contact.regions or ((default,) if default else ())

    def segments(self, contact: Contact) -> tuple[str, ...]:
        """The clients a contact serves; what their professions say where nothing is known."""
        if contact.segments:
            return contact.segments
        known = self.facts.catalog.segments
        return tuple(segment for key in contact.professions for segment in known.get(key, ()))

    def spheres(self, contact: Contact) -> frozenset[str]:
        """The contact spheres of what someone practices."""
        known = self.facts.catalog.spheres
        return frozenset(known[key] for key in contact.professions if key in known)

    def region(self, a: Contact, b: Contact) -> float:
        """How far two people serve the same places, 0..1."""
        return factors.region_factor(self.regions(a), self.regions(b), self.settings)

    def overlap(self, a: Contact, b: Contact) -> float:
        """How far two people serve the same clients, 0..1."""
        one, other = self.segments(a), self.segments(b)
        return self.region(a, b) * factors.segment_factor(one, other, self.settings)

    def known_share(self, a: Contact, b: Contact) -> float:
        """The part of the overlap that stands for what is not known: it isn't shown to anyone.

        1 where both places and clients are known.
        """
        settings, share = self.settings, 1.0
        if not self.regions(a) or not self.regions(b):
            share *= settings.region_unknown
        if not self.segments(a) or not self.segments(b):
            share *= settings.segment_unknown
        return share or 1.0

    def may_know(self, a: Contact, b: Contact) -> dict[MayKnowCode, float]:
        """Why two people may know each other already, each with the chance that they do.

        A reason that the workspace gives no chance is none.
        """
        found: dict[MayKnowCode, float] = {}
        circles, settings = self.facts.circles, self.settings
        common = (circles.get(a.id, 0) & circles.get(b.id, 0)).bit_count()
        if not self.spheres(a).isdisjoint(self.spheres(b)) and self.region(a, b) >= 1:
            found["same_sphere"] = settings.may_know_sphere
        if common:
            found["same_circles"] = through_others(common, settings)
        if same_years(a, b):
            found["same_years"] = settings.may_know_same_years
        return {code: chance for code, chance in found.items() if chance > 0}

    def terms(self, giver: Profile, taker: Profile) -> dict[str, Term]:
        """What the giver would name the taker to, by occasion, before the overlap of clients."""
        own, theirs = giver.contact.professions, taker.contact.professions
        if not self.flows.may_name(own, theirs):
            return {}
        return self.flows.terms(giver.met, self.needed_beyond(giver, taker))

    def needed_beyond(self, giver: Profile, taker: Profile) -> Mapping[str, Needed]:
        """How clients need those professions of the taker that the giver doesn't have."""
        own = set(giver.contact.professions)
        if own.isdisjoint(taker.contact.professions):
            return taker.needed
        return self.flows.needed(p for p in taker.contact.professions if p not in own)

    def profession(self, key: str) -> str:
        """A profession's name inside a sentence."""
        return phrasing.in_sentence(self.facts.catalog.profession_names.get(key, key))

    def event(self, key: str) -> str:
        """A trigger event's name inside a sentence."""
        return phrasing.in_sentence(self.facts.catalog.trigger_names.get(key, key))

    def clause(self, key: str) -> str:
        """A trigger event as part of a sentence: “when a couple divorces”."""
        catalog = self.facts.catalog
        name = catalog.trigger_names.get(key, key)
        return catalog.clauses.get(key) or f"for {phrasing.quoted(name)}"

    def work(self, contact: Contact) -> str:
        """What someone practices: “divorce attorney and mediator”."""
        return phrasing.listed([self.profession(key) for key in contact.professions])
