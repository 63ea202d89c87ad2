"""One connector's contacts, each with what enters every pair of theirs."""

from dataclasses import dataclass
from functools import cached_property

from app.pairings.models import Contact, Facts, PairingSettings
from app.pairings.rules import factors, phrasing


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a contact enters every pair with them; computed once a contact."""

    contact: Contact
    meets: dict[str, float]
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
        self._kinds: dict[factors.Kind, tuple[dict[str, float], ...]] = {}

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        return {contact.id: contact for contact in self.facts.contacts}

    @cached_property
    def likelihoods_by_profession(self) -> dict[str, dict[str, float]]:
        return factors.likelihoods_by_profession(self.facts.catalog)

    @cached_property
    def meets_by_trigger(self) -> dict[str, dict[str, float]]:
        return factors.meets_by_trigger(self.facts.catalog)

    def profile(self, person_id: str) -> Profile:
        """What of a contact enters every pair; raises KeyError for someone else."""
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
            standing=self.standing(contact),
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

    def profession(self, key: str) -> str:
        """A profession's name inside a sentence."""
        return phrasing.in_sentence(self.facts.catalog.profession_names.get(key, key))

    def event(self, key: str) -> str:
        """A trigger event's name inside a sentence."""
        return phrasing.in_sentence(self.facts.catalog.trigger_names.get(key, key))

    def introduced(self, contact: Contact) -> str:
        """Someone's name and what they practice: “Ann (divorce attorney)”."""
        names = [self.profession(key) for key in contact.professions]
        return f"{contact.name} ({phrasing.listed(names)})" if names else contact.name
