"""How the two components of flow are told: who could send clients to the other, how many, when.

The figures of a headline are sums, each rounded once. The lines below say how a sum is divided, in
words, so that they always add up to it.
"""

from collections.abc import Iterator

from app.pairings.models import Contact, Evidence
from app.pairings.rules import factors, phrasing
from app.pairings.rules.components.base import RECORDED, TwoContacts
from app.pairings.rules.connections import top_terms, who_meets
from app.pairings.rules.flows import total
from app.pairings.rules.network import Network, Profile

LEAST_CLAIMED = 0.2
"""Clients a year: who would send fewer back than one in five years is not said to send any."""
ALMOST_ALL, MOST, ABOUT_HALF = 0.9, 0.6, 0.4
"""From which share of a flow on a trigger event is said to be behind so much of it."""


def flow_sentence(network: Network, two: TwoContacts) -> str:
    """How many clients each could send the other, the larger flow first."""
    giver, taker = larger_first(two)
    forth, back = shown_flows(network, two)
    one, other = two.name(giver.contact), two.name(taker.contact)
    amount = phrasing.clients_a_year(forth)
    if back < LEAST_CLAIMED:
        return f"{one} could send {other} {amount}."
    if phrasing.clients_a_year(back) == amount:
        return f"{one} and {other} could send each other {amount}."
    if back < phrasing.SELDOM:
        return f"{one} could send {other} {amount} and now and then get one back."
    return f"{one} could send {other} {amount} and get {phrasing.how_many(back)} back."


def shown_flows(network: Network, two: TwoContacts) -> tuple[float, float]:
    """The larger and the smaller flow, clients a year, as they are shown.

    What isn't known lowers a score and not these figures.
    """
    known = network.known_share(two.a.contact, two.b.contact)
    forth, back = max(two.a_to_b, two.b_to_a), min(two.a_to_b, two.b_to_a)
    return forth / known, back / known


def larger_first(two: TwoContacts) -> tuple[Profile, Profile]:
    """The giver and the taker of the larger flow."""
    return (two.a, two.b) if two.a_to_b >= two.b_to_a else (two.b, two.a)


def flow_evidence(network: Network, two: TwoContacts) -> Iterator[Evidence]:
    """When clients would come, in each direction that the headline claims; then the places."""
    giver, taker = larger_first(two)
    ways = [(giver, taker)]
    if shown_flows(network, two)[1] >= LEAST_CLAIMED:
        ways.append((taker, giver))
    takers: dict[str, list[tuple[Profile, Profile]]] = {}
    for way in ways:
        takers.setdefault(_divided(network, *way), []).append(way)
    for said, alike in takers.items():
        behind = [_behind(network, *way) for way in alike]
        who = "both ways" if len(alike) > 1 else f"for {two.name(alike[0][1].contact)}"
        sources = dict.fromkeys(source for sources, _ in behind for source in sources)
        refs = dict.fromkeys(ref for _, refs in behind for ref in refs)
        source = phrasing.listed(list(sources))
        yield Evidence(text=f"Clients {who}: {said}.", source=source, refs=tuple(refs))
    place = _place(network, two)
    if place:
        people = (f"Person:{two.a.contact.id}", f"Person:{two.b.contact.id}")
        yield Evidence(text=place, source=RECORDED, refs=people)


def _divided(network: Network, giver: Profile, taker: Profile) -> str:
    """How a flow is divided among its leading trigger events, in words."""
    top = top_terms(network, giver, taker)
    clauses = [network.clause(term.trigger) for term in top]
    together = total(network.terms(giver, taker))
    all_named = sum(term.amount for term in top) >= ALMOST_ALL * together
    first, *rest = clauses
    leading = top[0].amount / together
    if not rest:
        return first if all_named else f"mostly {first}"
    if leading >= MOST:
        return f"mostly {first}, sometimes {phrasing.any_of(rest)}"
    if leading >= ABOUT_HALF:
        others = "the rest" if all_named else "the rest mostly"
        return f"about half {first}, {others} {phrasing.any_of(rest)}"
    return phrasing.any_of(clauses) if all_named else f"mostly {phrasing.any_of(clauses)}"


def _behind(network: Network, giver: Profile, taker: Profile) -> tuple[list[str], list[str]]:
    """The sources of a direction's figures, and the nodes behind it."""
    needed = network.needed_beyond(giver, taker)
    sources: list[str] = []
    refs: list[str] = []
    for term in top_terms(network, giver, taker):
        _, met, ref = who_meets(network, giver.contact, term.trigger)
        needs = needed[term.trigger]
        sources += [phrasing.source(met.source), phrasing.source(needs.need.source)]
        refs += [ref, f"TriggerEvent:{term.trigger}", f"Profession:{needs.profession}"]
    return sources, [*refs, f"Person:{taker.contact.id}"]


def _place(network: Network, two: TwoContacts) -> str:
    """Where both serve, or what isn't known of it, or that it is far apart; empty: neither."""
    a, b = two.a.contact, two.b.contact
    unplaced = [two.name(one) for one in (a, b) if not network.regions(one)]
    unserved = [two.name(one) for one in (a, b) if not network.segments(one)]
    unknown, assumed = [], []
    if unplaced:
        unknown.append(f"where {_doing(unplaced, 'work')}")
        assumed.append("area")
    if unserved:
        unknown.append(f"which clients {_doing(unserved, 'serve')}")
        assumed.append("clients")
    if unknown:
        missing, same = phrasing.listed(unknown), phrasing.listed(assumed)
        return f"We don't know {missing}; the figures assume the same {same}."
    region = network.region(a, b)
    if region <= network.settings.region_same_country:
        return f"They work far apart, so we count {phrasing.share(region)} of the clients."
    common = _common_region(a, b)
    return f"Both serve {common}." if common else ""


def _doing(names: list[str], verb: str) -> str:
    return f"{phrasing.listed(names)} {verb}{'s' if len(names) == 1 else ''}"


def _common_region(a: Contact, b: Contact) -> str:
    """A region that both serve, by the last part of its path; empty where none is certain."""
    for mine in a.regions:
        for theirs in b.regions:
            one, other = mine.casefold(), theirs.casefold()
            if factors.EVERYWHERE in (one, other):
                continue
            if one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/"):
                # The longer path is the narrower place; of two spellings, the one with capitals.
                narrow = max(mine, theirs, key=lambda r: (len(r), sum(map(str.isupper, r))))
                return narrow.rsplit("/", 1)[-1]
    return ""
