"""Who a connector should rate next: people the best pairings wait for."""

from collections.abc import Iterable

from app.pairings.models import Contact, Facts, Unrated
from app.pairings.rules.scoring import ScoredPair


def unrated(contact: Contact) -> bool:
    """Whether the connector has said nothing of how well they know someone."""
    return contact.trust is None and not contact.trust_by_context


def whom_to_rate(facts: Facts, best: Iterable[ScoredPair], limit: int) -> tuple[Unrated, ...]:
    """Unrated contacts: those of the best pairs first, then other partners by name."""
    by_id = {contact.id: contact for contact in facts.contacts}
    of_pairs = (by_id[person] for pair in best for person in (pair.a, pair.b))
    others = sorted(
        (c for c in facts.contacts if c.role == "partner" and c.professions),
        key=lambda c: (c.name.casefold(), c.id),
    )
    waiting = {c.id: c for c in (*of_pairs, *others) if unrated(c)}
    return tuple(_shown(contact) for contact in list(waiting.values())[:limit])


def _shown(contact: Contact) -> Unrated:
    places = sorted(contact.labels.get(o, o) for o in contact.current_organisations)
    return Unrated(
        id=contact.id,
        name=contact.name,
        professions=contact.professions,
        organisation=places[0] if places else None,
        since=contact.since,
    )
