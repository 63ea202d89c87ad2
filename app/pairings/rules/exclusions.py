"""Why a pair is not proposed: every "never", each with its code and one plain sentence."""

from collections.abc import Iterator

from app.pairings.models import Contact, Reason, ReasonCode, pair_of
from app.pairings.rules.scoring import ScoredPair, Scorer

TEXTS: dict[ReasonCode, str] = {
    "connected": "{a} and {b} already know each other.",
    "colleagues": "{a} and {b} work at the same company or firm.",
    "same_group": "{a} and {b} are in a group that meets regularly.",
    "cooling_down": "{a} and {b} were introduced or declined not long ago.",
    "under_way": "You have begun to introduce {a} and {b}.",
    "snoozed": "You snoozed this pair.",
    "not_now": "You said “not now” for {who}.",
    "do_not_introduce": "Someone asked not to introduce these two.",
    "opted_out": "{who} doesn’t want introductions.",
    "away": "{who} is away right now.",
    "competitors": "{a} and {b} want the same clients in the same place.",
    "below_floor": "You rated {who} too low to introduce them.",
    "too_new": "You haven’t known {who} long enough.",
    "not_a_partner": "{who} isn’t open to introductions (role “partner”).",
    "weak": "There’s too little they could do for each other.",
}


def person_codes(scorer: Scorer, contact: Contact) -> Iterator[ReasonCode]:
    """Why a person is not to be introduced to anyone right now."""
    settings, today = scorer.settings, scorer.facts.now.date()
    trust = scorer.trust(contact)
    if contact.not_now_until is not None and contact.not_now_until >= today:
        yield "not_now"
    if contact.opted_out:
        yield "opted_out"
    if contact.away_until is not None and contact.away_until >= today:
        yield "away"
    if trust < settings.trust_floor:
        yield "below_floor"
    known = None if contact.since is None else (today - contact.since).days
    if (
        known is not None
        and known < settings.too_new_days
        and trust < settings.too_new_unless_trust
    ):
        yield "too_new"
    if contact.role != "partner":
        yield "not_a_partner"


def pair_codes(scorer: Scorer, a: Contact, b: Contact) -> Iterator[ReasonCode]:
    """Why two people are not to be introduced to each other."""
    facts, settings, pair = scorer.facts, scorer.settings, pair_of(a.id, b.id)
    today = facts.now.date()
    if pair in facts.connected:
        yield "connected"
    if a.current_organisations & b.current_organisations:
        yield "colleagues"
    if a.meeting_groups & b.meeting_groups:
        yield "same_group"
    cooling = facts.cooling_since.get(pair)
    if cooling is not None and (today - cooling).days < settings.cooling_down_days:
        yield "cooling_down"
    if pair in facts.under_way:
        yield "under_way"
    snoozed = facts.snoozed_until.get(pair)
    if snoozed is not None and snoozed >= today:
        yield "snoozed"
    if pair in facts.do_not_introduce:
        yield "do_not_introduce"
    if are_competitors(scorer, a, b):
        yield "competitors"


def score_if_proposed(scorer: Scorer, a: str, b: str) -> ScoredPair | None:
    """The score of two who may both be introduced; None when not to each other.

    a < b by their ids.
    """
    people = scorer.contacts
    if next(pair_codes(scorer, people[a], people[b]), None) is not None:
        return None
    pair = scorer.score(a, b)
    return pair if pair.value >= scorer.settings.weak_below else None


def are_competitors(scorer: Scorer, a: Contact, b: Contact) -> bool:
    """Whether two people want the same clients in the same place."""
    settings, against = scorer.settings, scorer.facts.catalog.competes_with
    if settings.allow_competitors:
        return False
    if set(a.professions).isdisjoint(b.professions) and not any(
        theirs in against.get(own, ()) or own in against.get(theirs, ())
        for own in a.professions
        for theirs in b.professions
    ):
        return False
    return scorer.region(a, b) > settings.competitors_above_region_factor


def reasons(scorer: Scorer, one: str, other: str) -> list[Reason]:
    """Every reason against a pair, in the order of the codes; none when it may be proposed."""
    scored = scorer.score(one, other)
    a, b = scorer.contacts[scored.a], scorer.contacts[scored.b]
    found: dict[ReasonCode, list[str]] = {code: [] for code in pair_codes(scorer, a, b)}
    for person in (a, b):
        for code in person_codes(scorer, person):
            found.setdefault(code, []).append(person.name)
    if scored.value < scorer.settings.weak_below:
        found["weak"] = []
    return [
        Reason(code=code, text=text.format(a=a.name, b=b.name, who=" and ".join(found[code])))
        for code, text in TEXTS.items()
        if code in found
    ]
