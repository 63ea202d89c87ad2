"""The trigger events between two people: who sees them, who is needed, and when."""

from collections.abc import Iterator, Mapping
from typing import Literal

from app.pairings.models import Connection, Contact, Frequency, NeedWindow
from app.pairings.rules import phrasing
from app.pairings.rules.flows import Needed, Term, total
from app.pairings.rules.network import Network, Profile

Side = Literal["a", "b"]
MOST_TRIGGERS = 3
"""How many trigger events are told of each direction."""
LEAST_SHARE = 0.15
"""A trigger event below this share of its direction's leading one is not worth a sentence."""


def connections(network: Network, one: str, other: str) -> tuple[Connection, ...]:
    """What connects two contacts, the largest expectation first.

    Where neither could name the other, the trigger events whose clients need both.
    """
    a, b = network.profile(min(one, other)), network.profile(max(one, other))
    flows = [*flows_from(network, a, b, "b"), *flows_from(network, b, a, "a")]
    found = flows or list(_both_needed(network, a, b))
    return tuple(sorted(found, key=lambda c: (-c.expected, c.trigger_event)))


def flows_from(
    network: Network, giver: Profile, taker: Profile, side: Side
) -> Iterator[Connection]:
    """The leading trigger events through which the giver could name the taker (at `side`).

    What is not known lowers a score and not these figures.
    """
    overlap = network.overlap(giver.contact, taker.contact)
    known = network.known_share(giver.contact, taker.contact)
    needed = network.needed_beyond(giver, taker)
    together = total(network.terms(giver, taker))
    for term in top_terms(network, giver, taker):
        met_by, met, _ = who_meets(network, giver.contact, term.trigger)
        yield Connection(
            kind="a_to_b" if side == "b" else "b_to_a",
            trigger_event=term.trigger,
            name=network.facts.catalog.trigger_names.get(term.trigger, term.trigger),
            met_by=met_by,
            per_quarter=met.per_quarter,
            met_source=phrasing.source(met.source),
            needs=(_need(network, needed, term.trigger, side),),
            expected=overlap / known * term.amount,
            share=min(1.0, term.amount / together),
        )


def top_terms(network: Network, giver: Profile, taker: Profile) -> list[Term]:
    """What the giver could name the taker to, the largest occasions first.

    Amounts are clients a year before the overlap of clients counts.
    """
    terms = network.terms(giver, taker).values()
    ranked = sorted(terms, key=lambda term: (-term.amount, term.trigger))
    return [one for one in ranked if one.amount > LEAST_SHARE * ranked[0].amount][:MOST_TRIGGERS]


def who_meets(network: Network, contact: Contact, trigger: str) -> tuple[str, Frequency, str]:
    """Who says how often someone meets a trigger event, as a name, figure and reference.

    Their own figure, else that of the profession through which they meet it most often.
    """
    if trigger in contact.own_meets:
        return contact.name, contact.own_meets[trigger], f"Person:{contact.id}"
    key = network.profile(contact.id).met[trigger].profession
    catalog = network.facts.catalog
    name = catalog.profession_names.get(key, key)
    met_by = phrasing.plural(phrasing.in_sentence(name))
    return met_by, catalog.meets[key][trigger], f"Profession:{key}"


def _need(network: Network, needs: Mapping[str, Needed], trigger: str, side: Side) -> NeedWindow:
    key, need = needs[trigger].profession, needs[trigger].need
    return NeedWindow(
        side=side,
        profession=key,
        profession_name=network.facts.catalog.profession_names.get(key, key),
        likelihood=need.likelihood,
        from_day=need.from_day,
        to_day=need.to_day,
        source=phrasing.source(need.source),
    )


def _both_needed(network: Network, a: Profile, b: Profile) -> Iterator[Connection]:
    common = a.likelihoods.keys() & b.likelihoods.keys()
    both = {t: min(a.likelihoods[t], b.likelihoods[t]) for t in common}
    for trigger in sorted(both, key=lambda t: (-both[t], t))[:MOST_TRIGGERS]:
        sides: tuple[tuple[Side, Profile], ...] = (("a", a), ("b", b))
        yield Connection(
            kind="both_needed",
            trigger_event=trigger,
            name=network.facts.catalog.trigger_names.get(trigger, trigger),
            met_by=None,
            per_quarter=None,
            met_source=None,
            needs=tuple(_need(network, profile.needed, trigger, side) for side, profile in sides),
            expected=0.0,
        )
