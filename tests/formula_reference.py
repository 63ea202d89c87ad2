"""The formula of docs/formula.md read out naively, line by line, to hold the rules against.

It shares only the shapes of facts with the program and has the default constants as numbers:
whoever changes a default changes it here as well. A mistake that the statement in cypher/oracle/
shares with the rules shows here, and without an engine.
"""

from dataclasses import dataclass
from math import exp, sqrt

from app.pairings.models import Catalog, Contact, Facts

VOICES = {
    "legal": 0.8, "accounting": 0.8, "finance": 0.8, "insurance": 0.6, "real_estate": 0.6,
    "family_care": 0.6, "health": 0.5, "marketing": 0.5, "people_it": 0.5, "events": 0.4,
    "building": 0.3, "home": 0.3,
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What the formula gives for two people."""

    a_to_b: float
    b_to_a: float
    may_know: float
    value: float
    acceptance: float


def region_of(facts: Facts, a: Contact, b: Contact) -> float:
    default = [facts.default_region] if facts.default_region else []
    places = [list(one.regions) or default for one in (a, b)]
    if not places[0] or not places[1]:
        return 0.7
    best = 0.0
    for one in places[0]:
        for other in places[1]:
            x, y = one.lower().split("/"), other.lower().split("/")
            short = min(len(x), len(y))
            if "*" in (one, other):
                factor = 0.8
            elif x[:short] == y[:short]:
                factor = 1.0
            else:
                factor = 0.3 if x[0] == y[0] else 0.1
            best = max(best, factor)
    return best


def overlap_of(facts: Facts, a: Contact, b: Contact) -> float:
    clients = []
    for one in (a, b):
        own = {segment.lower() for segment in one.segments}
        of_professions = {s for p in one.professions for s in facts.catalog.segments.get(p, ())}
        clients.append(own or {segment.lower() for segment in of_professions})
    if not clients[0] or not clients[1]:
        return region_of(facts, a, b) * 0.7
    shared = len(clients[0] & clients[1]) / len(clients[0] | clients[1])
    return region_of(facts, a, b) * max(0.2, shared)


def flow_of(facts: Facts, giver: Contact, taker: Contact) -> float:
    catalog = facts.catalog
    for own in giver.professions:
        if not catalog.no_flow_to.get(own, frozenset()).isdisjoint(taker.professions):
            return 0.0
    by_occasion: dict[str, float] = {}
    for trigger in catalog.trigger_names:
        occasion = catalog.occasions.get(trigger, trigger)
        term = _term(catalog, giver, taker, trigger)
        by_occasion[occasion] = max(by_occasion.get(occasion, 0.0), term)
    return 4 * overlap_of(facts, giver, taker) / 3 * sum(by_occasion.values())


def _term(catalog: Catalog, giver: Contact, taker: Contact, trigger: str) -> float:
    needs = catalog.needs.get(trigger, {})
    day: int | None = None
    if trigger in giver.own_meets:
        through = giver.professions[0] if giver.professions else ""
        met = giver.own_meets[trigger].per_quarter
    else:
        figures = [
            (-catalog.meets[p][trigger].per_quarter, p)
            for p in giver.professions
            if trigger in catalog.meets.get(p, {})
        ]
        if not figures:
            return 0.0
        through = min(figures)[1]
        met, day = catalog.meets[through][trigger].per_quarter, catalog.meets[through][trigger].day
    if day is None and through in needs:
        day = needs[through].from_day
    if day is None:
        day = min((need.from_day for need in needs.values()), default=0)
    wanted = [
        (-needs[p].likelihood, p)
        for p in taker.professions
        if p in needs and p not in giver.professions
    ]
    if not wanted:
        return 0.0
    need = needs[min(wanted)[1]]
    start, end = need.from_day, need.to_day
    if start == end:
        left = 1.0 if day <= end else 0.0
    else:
        left = min(1.0, max(0.0, (end - max(start, day)) / (end - start)))
    voice = VOICES.get(catalog.spheres.get(through, ""), 0.5)
    return voice * met * need.likelihood * (0.3 if need.open is None else need.open) * left


def _likelihoods(catalog: Catalog, person: Contact) -> dict[str, float]:
    return {
        t: max((needs[p].likelihood for p in person.professions if p in needs), default=0.0)
        for t, needs in catalog.needs.items()
    }


def _sources(catalog: Catalog, person: Contact) -> dict[str, float]:
    needed = _likelihoods(catalog, person)
    return {
        p: sum(one.per_quarter * needed.get(t, 0.0) for t, one in met.items())
        for p, met in catalog.meets.items()
    }


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    length = sqrt(sum(x * x for x in a.values())) * sqrt(sum(x * x for x in b.values()))
    return sum(a[key] * b[key] for key in a) / length if length else 0.0


def _same_years(a: Contact, b: Contact) -> tuple[set[str], set[str]]:
    """Employers and schools where the two were in the same years."""
    found: tuple[set[str], set[str]] = (set(), set())
    for kind, one, other in ((0, a.worked, b.worked), (1, a.studied, b.studied)):
        for place in one.keys() & other.keys():
            for x in one[place]:
                for y in other[place]:
                    if max(x[0], y[0]) <= min(x[1], y[1]):
                        found[kind].add(place)
    return found


def may_know_of(facts: Facts, a: Contact, b: Contact) -> float:
    chances = [0.0]
    sphere = facts.catalog.spheres
    if region_of(facts, a, b) == 1 and (
        {sphere[p] for p in a.professions if p in sphere}
        & {sphere[p] for p in b.professions if p in sphere}
    ):
        chances.append(0.15)
    both = bin(facts.circles.get(a.id, 0) & facts.circles.get(b.id, 0)).count("1")
    chances.append(min(0.5, 1 - 0.9**both))
    if any(_same_years(a, b)):
        chances.append(0.5)
    return max(chances)


def _asked(facts: Facts, a: Contact, b: Contact) -> float:
    for one, other in ((a, b), (b, a)):
        for ask in facts.asks:
            wanted = [
                (ask.organisations, other.current_organisations),
                (ask.professions, set(other.professions)),
                (ask.pools, set(other.pools)),
            ]
            stated = [bool(some & set(has)) for some, has in wanted if some]
            if ask.by == one.id and (other.id in ask.persons or (stated and all(stated))):
                return 1.0
    return 0.0


def _live(facts: Facts, a: Contact, b: Contact) -> float:
    best = 0.0
    for one, other in ((a, b), (b, a)):
        for occurrence in facts.live:
            if occurrence.handled_by != one.id:
                continue
            day = (facts.now.date() - occurrence.on).days
            needs = facts.catalog.needs.get(occurrence.trigger_event, {})
            for need in (needs[p] for p in other.professions if p in needs):
                rising = min(1.0, max(0.0, 1 - (need.from_day - day) / 14))
                best = max(best, need.likelihood * (rising if day <= need.to_day else 0.0))
    return best


def _ground(a: Contact, b: Contact) -> float:
    ever = [one.past_organisations | one.current_organisations for one in (a, b)]
    now = a.current_organisations & b.current_organisations
    long = a.past_organisations | b.past_organisations
    employers = ((ever[0] & ever[1]) - (now - long)) - _same_years(a, b)[0]
    not_common = 0.6 ** len(employers)
    not_common *= 0.8 ** len(a.groups & b.groups) * 0.9 ** len(a.schools & b.schools)
    if a.town and b.town and a.town.lower() == b.town.lower():
        not_common *= 0.85
    return 1 - not_common


def expected_of(facts: Facts, a: Contact, b: Contact) -> Expected:
    """The formula with the defaults, but for `kept` and `glad`, which docs/formula.md adds."""
    forth, back = flow_of(facts, a, b), flow_of(facts, b, a)
    overlap = overlap_of(facts, a, b)
    needed = [_likelihoods(facts.catalog, one) for one in (a, b)]
    deepest = max((min(needed[0][t], needed[1][t]) for t in needed[0]), default=0.0)
    same_needs = overlap * _cosine(needed[0], needed[1]) * min(1.0, deepest / 0.3)
    pools = sum(sqrt(a.pools[pool] * b.pools[pool]) for pool in a.pools.keys() & b.pools.keys())
    active = [1 - exp(-one.activity / 4) for one in (a, b)]
    harmonic = 2 / (1 / forth + 1 / back) if forth and back else 0.0
    together = (
        0.18 * (1 - exp(-harmonic))
        + 0.20 * (1 - exp(-max(forth, back)))
        + 0.20 * max(same_needs, min(1.0, pools))
        + 0.12 * overlap * _cosine(_sources(facts.catalog, a), _sources(facts.catalog, b))
        + 0.08 * sqrt(active[0] * active[1])
        + 0.10 * _asked(facts, a, b)
        + 0.07 * _live(facts, a, b)
        + 0.05 * _ground(a, b)
    )
    may_know = may_know_of(facts, a, b)
    return Expected(
        a_to_b=forth,
        b_to_a=back,
        may_know=may_know,
        value=(1 - may_know) * together,
        acceptance=_accepts(facts, a) * _accepts(facts, b),
    )


def _accepts(facts: Facts, person: Contact) -> float:
    """τ: their trust in the connector, else the connector's in what they practice first."""
    first = person.professions[0] if person.professions else ""
    trust = person.trust_by_context.get(first, person.trust)
    if trust is None:
        trust = 0.5 if person.groups & facts.connector_groups else 0.4
    if person.trust_in_connector is not None:
        trust = person.trust_in_connector
    return (4 * (0.5 + 0.4 * trust) + person.accepted) / (4 + person.asked)
