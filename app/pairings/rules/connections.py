"""The trigger events between two people: who sees them, who is needed, and when."""

from collections.abc import Iterator
from typing import Literal

from app.pairings.models import Connection, Contact, Frequency, NeedWindow
from app.pairings.rules import factors, phrasing
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
    """The leading trigger events through which the giver could name the taker (at `side`)."""
    overlap = network.overlap(giver.contact, taker.contact)
    for trigger, amount in top_triggers(network, giver, taker):
        met_by, met, _ = who_meets(network, giver.contact, trigger)
        own = set(giver.contact.professions)
        beyond = [p for p in taker.contact.professions if p not in own]
        yield Connection(
            kind="a_to_b" if side == "b" else "b_to_a",
            trigger_event=trigger,
            name=network.facts.catalog.trigger_names.get(trigger, trigger),
            met_by=met_by,
            per_quarter=met.per_quarter,
            met_source=phrasing.source(met.source),
            needs=(_need(network, beyond, trigger, side),),
            expected=overlap * amount,
        )


def top_triggers(network: Network, giver: Profile, taker: Profile) -> list[tuple[str, float]]:
    """The trigger events through which the giver could name the taker, the largest first.

    With each M·L', client situations a quarter before the overlap of clients counts.
    """
    own = set(giver.contact.professions)
    beyond = [p for p in taker.contact.professions if p not in own]
    needs = factors.needed(beyond, network.likelihoods_by_profession)
    amounts = {t: giver.meets[t] * needs[t] for t in giver.meets.keys() & needs.keys()}
    ranked = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
    return [item for item in ranked if item[1] > LEAST_SHARE * ranked[0][1] > 0][:MOST_TRIGGERS]


def needed_profession(network: Network, professions: list[str], trigger: str) -> str:
    """Which of someone's professions clients in a trigger event need most likely."""
    by_profession = network.likelihoods_by_profession
    return max(professions, key=lambda p: by_profession.get(p, {}).get(trigger, 0.0))


def who_meets(network: Network, contact: Contact, trigger: str) -> tuple[str, Frequency, str]:
    """Who says how often someone meets a trigger event, as a name, figure and reference.

    Their own figure, else that of the profession through which they meet it most often.
    """
    if trigger in contact.own_meets:
        return contact.name, contact.own_meets[trigger], f"Person:{contact.id}"
    meets = network.facts.catalog.meets
    able = [p for p in contact.professions if trigger in meets.get(p, {})]
    key = max(able, key=lambda p: meets[p][trigger].per_quarter)
    name = network.facts.catalog.profession_names.get(key, key)
    return phrasing.plural(phrasing.in_sentence(name)), meets[key][trigger], f"Profession:{key}"


def _need(network: Network, professions: list[str], trigger: str, side: Side) -> NeedWindow:
    catalog = network.facts.catalog
    key = needed_profession(network, professions, trigger)
    need = catalog.needs[trigger][key]
    return NeedWindow(
        side=side,
        profession=key,
        profession_name=catalog.profession_names.get(key, key),
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
            needs=tuple(
                _need(network, list(profile.contact.professions), trigger, side)
                for side, profile in sides
            ),
            expected=0.0,
        )
