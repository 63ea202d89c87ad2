"""Made-up facts with the variety of real ones, for any number of contacts.

The professions are those of the catalog, some far more common than others; places, employers,
schools and groups likewise. Most people have little of what is rare: an open ask, a live
occurrence, figures of their own.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from random import Random
from typing import TypeVar

from app.catalog.repository.files import load_catalog
from app.pairings.models import Ask, Catalog, Contact, Facts, Frequency, Need
from tests.pairings_facts import Amounts, a_day, facts_of

KNOWN_PER_CONTACT = 5
"""How many of the other contacts a contact knows, on average, on each side."""
COUNTIES = [
    f"US/{state}/{name} {number}"
    for state in ("NY", "NJ", "CT", "PA", "MA", "FL", "CA", "TX", "IL", "OH")
    for name in ("Kings", "Orange", "Essex", "Clinton")
    for number in range(1, 6)
]
SEGMENTS = ["families", "seniors", "firms", "start-ups", "doctors", "restaurants", "landlords",
            "artists", "teachers", "farmers", "executives", "non-profits"]  # fmt: skip
Item = TypeVar("Item")


@cache
def shipped_catalog() -> Catalog:
    """The catalog that a new workspace starts with, as the rules see it."""
    shipped = load_catalog()
    meets: dict[str, dict[str, Frequency]] = {p.key: {} for p in shipped.professions}
    for event in shipped.trigger_events:
        for met in event.meets:
            day = met.day
            meets[met.profession][event.key] = Frequency(met.per_quarter, met.source, day)
    return Catalog(
        profession_names={p.key: p.name for p in shipped.professions},
        trigger_names={event.key: event.name for event in shipped.trigger_events},
        clauses={e.key: e.when_clients for e in shipped.trigger_events if e.when_clients},
        meets=meets,
        needs={
            event.key: {
                need.profession: Need(need.likelihood, need.from_day, need.to_day,
                                      need.rationale, need.source, need.open)
                for need in event.needs
            }
            for event in shipped.trigger_events
        },
        occasions={e.key: e.occasion for e in shipped.trigger_events if e.occasion},
        spheres={p.key: p.sphere for p in shipped.professions},
        segments={p.key: p.segments for p in shipped.professions},
        competes_with={p.key: frozenset(p.competes_with) for p in shipped.professions},
        no_flow_to={p.key: frozenset(p.no_flow_to) for p in shipped.professions},
    )  # fmt: skip


def realistic_facts(seed: int, contacts: int) -> Facts:
    """Facts of a connector with this many contacts; the same seed gives the same facts."""
    random = Random(seed)
    catalog = shipped_catalog()
    people = tuple(
        realistic_contact(random, f"p{number:05}", catalog) for number in range(contacts)
    )
    return facts_of(
        random,
        catalog,
        people,
        Amounts(
            connected=contacts * KNOWN_PER_CONTACT,
            never=contacts // 50,
            cooling=contacts // 20,
            snoozed=contacts // 50,
            asks=contacts // 20,
            live=contacts // 100,
        ),
        connector=("financial_advisor", {"group-1", "group-4"}),
        days_back=360,
        snoozed_until=lambda: a_day(random, 60) + timedelta(30),
        make_ask=lambda number: _ask_like_someone(random, f"ask-{number}", people),
    )


def realistic_contact(random: Random, person_id: str, catalog: Catalog) -> Contact:
    def sometimes(chance: float) -> bool:
        return random.random() < chance

    def some_of(prefix: str, kinds: int, most: int, chance: float) -> frozenset[str]:
        return frozenset(
            f"{prefix}-{_skewed(random, range(kinds))}" for _ in range(most) if sometimes(chance)
        )

    professions = list(catalog.meets)
    count = random.choices([0, 1, 2], [5, 80, 15])[0]
    groups = some_of("group", 40, 2, 0.2)
    asked = random.choice([1.0, 2.5, 4.0]) if sometimes(0.1) else 0.0
    employer = some_of("firm", 150, 1, 0.25) or frozenset({f"own-firm-of-{person_id}"})
    return Contact(
        id=person_id,
        name=f"Person {person_id}",
        role="partner" if sometimes(0.9) else "client",
        professions=tuple(dict.fromkeys(_skewed(random, professions) for _ in range(count))),
        own_meets={random.choice(list(catalog.needs)): Frequency(random.randint(1, 9), "own")}
                  if sometimes(0.08) else {},
        regions=_regions(random),
        segments=tuple(random.sample(SEGMENTS, random.choices([0, 1, 2], [50, 35, 15])[0])),
        town=f"Town {_skewed(random, range(250))}" if sometimes(0.7) else None,
        trust=random.choices([None, 0.1, 0.3, 0.6, 0.9], [40, 4, 22, 24, 10])[0],
        trust_in_connector=random.choice([0.3, 0.6, 0.9]) if sometimes(0.05) else None,
        since=a_day(random, 3000) if sometimes(0.8) else None,
        opted_out=sometimes(0.02),
        away_until=a_day(random, 60) + timedelta(30) if sometimes(0.03) else None,
        not_now_until=a_day(random, 60) + timedelta(30) if sometimes(0.02) else None,
        current_organisations=employer,
        past_organisations=some_of("firm", 1500, 2, 0.4),
        schools=some_of("school", 300, 2, 0.3),
        groups=groups,
        meeting_groups=frozenset(g for g in groups if g[-1] in "02468"),
        pools={pool: random.choice([0.3, 0.6, 1.0]) for pool in some_of("pool", 40, 2, 0.05)},
        asked=asked,
        accepted=float(random.randint(0, int(asked))),
        activity=min(40, int(random.expovariate(0.3))) if sometimes(0.4) else 0,
    )  # fmt: skip


def _regions(random: Random) -> tuple[str, ...]:
    county = _skewed(random, COUNTIES)
    return random.choices(
        [(county,), (county, _skewed(random, COUNTIES)), (county.rsplit("/", 1)[0],), (), ("*",),
         ("CA/ON/Peel",)],
        [58, 17, 10, 10, 3, 2],
    )[0]  # fmt: skip


def _ask_like_someone(random: Random, ask_id: str, people: Sequence[Contact]) -> Ask:
    """A wish for a person, somebody at an organisation, or a profession, of a pool or of any."""
    asking, like = random.choice(people), random.choice(people)
    kind = random.choice(["person", "organisation", "profession", "profession", "pool"])
    return Ask(
        id=ask_id,
        by=asking.id,
        persons=frozenset({like.id}) if kind == "person" else frozenset(),
        organisations=like.current_organisations if kind == "organisation" else frozenset(),
        professions=frozenset(like.professions[:1]) if kind in {"profession", "pool"}
                    else frozenset(),
        pools=frozenset(like.pools) if kind == "pool" else frozenset(),
        text="somebody like that",
    )  # fmt: skip


def _skewed(random: Random, items: Sequence[Item]) -> Item:
    """The first items far more often than the last, as with names of places and firms."""
    return items[int(len(items) * random.random() ** 2.5)]
