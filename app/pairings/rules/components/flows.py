"""What the two components of flow share: who could send clients to the other, with the figures."""

from collections.abc import Iterator, Mapping

from app.pairings.models import Contact, Evidence
from app.pairings.rules import factors, phrasing
from app.pairings.rules.components.base import TwoContacts
from app.pairings.rules.connections import top_terms, who_meets
from app.pairings.rules.flows import Needed
from app.pairings.rules.network import Network, Profile

MOST_EVENTS = 2
"""How many trigger events the sentence names."""


def flow_sentence(network: Network, two: TwoContacts) -> str:
    """How many clients each could send the other, the larger flow first."""
    giver, taker = larger_first(two)
    forth, back = max(two.a_to_b, two.b_to_a), min(two.a_to_b, two.b_to_a)
    top = top_terms(network, giver, taker) + top_terms(network, taker, giver)
    events = list(dict.fromkeys(network.event(term.trigger) for term in top))[:MOST_EVENTS]
    known = network.known_share(giver.contact, taker.contact)
    named = (
        f"{network.introduced(giver.contact)} could send {network.introduced(taker.contact)} "
        f"{phrasing.clients_a_year(forth / known)}"
    )
    if back:
        named += f", and get {phrasing.yearly(back / known)} back"
    return f"{named} ({phrasing.listed(events)}; {phrasing.OUR_ESTIMATE})."


def larger_first(two: TwoContacts) -> tuple[Profile, Profile]:
    """The giver and the taker of the larger flow."""
    return (two.a, two.b) if two.a_to_b >= two.b_to_a else (two.b, two.a)


def flow_evidence(network: Network, giver: Profile, taker: Profile) -> Iterator[Evidence]:
    """The leading trigger events in which the giver could send the taker clients."""
    needed = network.needed_beyond(giver, taker)
    for term in top_terms(network, giver, taker):
        yield _evidence_of(network, giver.contact, taker.contact, needed, term.trigger)


def _evidence_of(
    network: Network,
    giver: Contact,
    taker: Contact,
    needs: Mapping[str, Needed],
    trigger: str,
) -> Evidence:
    key, need, event = needs[trigger].profession, needs[trigger].need, network.event(trigger)
    met_by, met, ref = who_meets(network, giver, trigger)
    who = f"{met_by} {'sees' if trigger in giver.own_meets else 'typically see'}"
    text = (
        f"{event[:1].upper()}{event[1:]}: {who} {phrasing.a_year(met.per_quarter)} "
        f"{phrasing.cited(met.source)}, and {phrasing.share(need.likelihood)} of those need "
        f"{phrasing.article(network.profession(key))} {phrasing.when(need)} "
        f"{phrasing.cited(need.source)}. {taker.name} is one{_where(giver, taker)}."
    )
    sources = dict.fromkeys(phrasing.source(s) for s in (met.source, need.source))
    refs = (ref, f"TriggerEvent:{trigger}", f"Profession:{key}", f"Person:{taker.id}")
    return Evidence(text=text, source=" and ".join(sources), refs=refs)


def _where(a: Contact, b: Contact) -> str:
    """A region that both serve, as an ending of a sentence; nothing where none is certain."""
    for mine in a.regions:
        for theirs in b.regions:
            one, other = mine.casefold(), theirs.casefold()
            if factors.EVERYWHERE in (one, other):
                continue
            if one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/"):
                # The longer path is the narrower place; of two spellings, the one with capitals.
                narrow = max(mine, theirs, key=lambda r: (len(r), sum(map(str.isupper, r))))
                return f", and both serve {narrow.rsplit('/', 1)[-1]}"
    return ""
