"""Made-up facts for tests and benchmarks: one connector's contacts with all they can have.

`make_facts` makes small networks in which everything happens often. `realistic_facts` has the
variety of real ones, for any number of contacts: the professions are those of the catalog, some far
more common than others; places, employers, schools and groups likewise. Most people have little of
what is rare: an open ask, a live occurrence, figures of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import TypeVar

from app.catalog.repository.files import load_catalog
from app.pairings.models import (
    Ask,
    Catalog,
    Contact,
    Facts,
    Frequency,
    LiveOccurrence,
    Need,
    Pair,
    Said,
    pair_of,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
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


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many of each there are between contacts."""

    connected: int
    never: int
    cooling: int
    snoozed: int
    asks: int
    live: int


def facts_of(
    random: Random,
    catalog: Catalog,
    people: tuple[Contact, ...],
    amounts: Amounts,
    *,
    connector: tuple[str, set[str]],
    days_back: int,
    snoozed_until: Callable[[], date],
    make_ask: Callable[[int], Ask],
) -> Facts:
    """Facts of these people, with what is between them drawn at random.

    `connector`: their profession and groups. `days_back`: how long ago pairs may have cooled down.
    """
    ids = [person.id for person in people]

    def pairs(count: int) -> list[Pair]:
        drawn = (random.sample(ids, 2) for _ in range(count if len(ids) > 1 else 0))
        return [pair_of(one, other) for one, other in drawn]

    profession, groups = connector
    return Facts(
        workspace="w",
        connector_id="c",
        connector_name="Connector",
        now=NOW,
        catalog=catalog,
        contacts=people,
        connector_professions=(profession,),
        connector_groups=frozenset(groups),
        connected=frozenset(pairs(amounts.connected)),
        do_not_introduce=frozenset(pairs(amounts.never)),
        cooling_since={pair: a_day(random, days_back) for pair in pairs(amounts.cooling)},
        snoozed_until={pair: snoozed_until() for pair in pairs(amounts.snoozed)},
        asks=tuple(make_ask(number) for number in range(amounts.asks)),
        live=tuple(
            LiveOccurrence(
                f"occurrence-{number}",
                random.choice(ids),
                random.choice(list(catalog.needs)),
                a_day(random, 120),
            )
            for number in range(amounts.live)
        ),
    )


# ── small networks in which everything happens often ─────────────────────────────────────────


def make_catalog(random: Random, professions: int = 100, triggers: int = 50) -> Catalog:
    """A catalog in which each trigger event is met by a few professions and needs some."""
    keys = [f"profession_{number}" for number in range(professions)]
    events = [f"event_{number}" for number in range(triggers)]
    meets: dict[str, dict[str, Frequency]] = {key: {} for key in keys}
    needs: dict[str, dict[str, Need]] = {}
    for event in events:
        for key in random.sample(keys, min(len(keys), random.randint(3, 6))):
            meets[key][event] = Frequency(random.choice([0.5, 1, 2, 4, 6]), "judgement")
        needs[event] = {
            key: Need(random.choice([0.1, 0.3, 0.5, 0.8]), start, start + 60, "why", "judgement")
            for key in random.sample(keys, min(len(keys), random.randint(4, 9)))
            for start in [random.choice([-30, 0, 30])]
        }
    return Catalog(
        {key: key.replace("_", " ") for key in keys},
        {event: event.replace("_", " ") for event in events},
        meets,
        needs,
    )


def make_facts(
    seed: int, contacts: int, *, rich: bool = True, catalog: Catalog | None = None
) -> Facts:
    """Facts of a connector with this many contacts; `rich` ones have all that is rare too."""
    random = Random(seed)
    catalog = catalog or make_catalog(random)
    people = tuple(make_contact(random, f"p{n:05}", catalog, rich=rich) for n in range(contacts))
    some = contacts // 8 if rich else 0
    return facts_of(
        random,
        catalog,
        people,
        Amounts(contacts * 2, some, some, some, some, some),
        connector=("profession_0", {"g1"}),
        days_back=400,
        snoozed_until=lambda: TODAY + timedelta(random.randint(-9, 9)),
        make_ask=lambda number: make_ask(random, number, people, catalog),
    )


def make_contact(random: Random, person_id: str, catalog: Catalog, *, rich: bool) -> Contact:
    professions = random.sample(list(catalog.meets), 2 if random.random() < 0.1 else 1)
    triggers = list(catalog.needs)

    def rarely(chance: float) -> bool:
        return rich and random.random() < chance

    def some_of(prefix: str, kinds: int, chance: float) -> frozenset[str]:
        return frozenset(f"{prefix}{random.randint(1, kinds)}" for _ in range(2) if rarely(chance))

    groups = some_of("g", 8, 0.2)
    asked = random.choice([0.0, 0.5, 1.0, 4.0]) if rich else 0.0
    return Contact(
        id=person_id,
        name=f"Person {person_id}",
        role="client" if rarely(0.05) else "partner",
        professions=() if rarely(0.02) else tuple(professions),
        own_meets={t: Frequency(float(random.randint(0, 9)), "own")
                   for t in random.sample(triggers, 2)} if rarely(0.1) else {},
        regions=make_regions(random),
        segments=tuple(random.sample(["Families", "families", "Firms", "Seniors"],
                                     random.choice([0, 1, 2]))),
        town=random.choice([None, "Rye", "rye", "Peekskill", "Yonkers"]) if rich else None,
        trust=random.choice([None, 0.0, 0.1, 0.3, 0.6, 0.9]) if rich else random.choice([0.6, 0.9]),
        trust_by_context={professions[0]: random.choice([0.1, 0.8])} if rarely(0.1) else {},
        trust_in_connector=random.random() if rarely(0.3) else None,
        since=a_day(random, 2000) if rarely(0.7) else None,
        opted_out=rarely(0.03),
        away_until=TODAY + timedelta(random.randint(-9, 9)) if rarely(0.05) else None,
        not_now_until=TODAY + timedelta(random.randint(-9, 9)) if rarely(0.05) else None,
        current_organisations=some_of("o", 30, 0.4),
        past_organisations=some_of("o", 30, 0.2),
        schools=some_of("s", 10, 0.2),
        groups=groups,
        meeting_groups=frozenset(g for g in groups if g in ("g1", "g2")),
        pools={f"pool{random.randint(1, 5)}": random.random()} if rarely(0.2) else {},
        kept=said(random) if rich else (0, 0),
        glad=said(random) if rich else (0, 0),
        asked=asked,
        accepted=float(random.randint(0, int(asked))),
        activity=random.randint(0, 12) if rich else 0,
    )  # fmt: skip


def said(random: Random) -> Said:
    """What was said after up to five meetings, mostly none."""
    of = random.choice([0, 0, 0, 1, 2, 3, 5])
    return random.randint(0, of), of


def make_regions(random: Random) -> tuple[str, ...]:
    known = [f"US/NY/County{number}" for number in range(60)]
    choice = random.choice(
        [[], ["*"], ["US/NY"], ["us/ny/county1"], ["CA/ON/Peel"], None, None, None]
    )
    return (
        tuple(random.sample(known, random.choice([1, 1, 2]))) if choice is None else tuple(choice)
    )


def make_ask(random: Random, number: int, people: tuple[Contact, ...], catalog: Catalog) -> Ask:
    one = random.choice(people).id
    kind = random.randint(0, 3)
    return Ask(
        f"ask{number}",
        one,
        persons=frozenset({random.choice(people).id}) if kind == 0 else frozenset(),
        organisations=frozenset({f"o{random.randint(1, 30)}"}) if kind == 1 else frozenset(),
        professions=frozenset({random.choice(list(catalog.meets))}) if kind >= 2 else frozenset(),
        pools=frozenset({f"pool{random.randint(1, 5)}"}) if kind == 3 else frozenset(),
    )


def a_day(random: Random, back: int) -> date:
    """One of the last so many days."""
    return TODAY - timedelta(random.randint(0, back))


# ── networks as they really are ──────────────────────────────────────────────────────────────


@cache
def shipped_catalog() -> Catalog:
    """The catalog that a new workspace starts with, as the rules see it."""
    shipped = load_catalog()
    meets: dict[str, dict[str, Frequency]] = {p.key: {} for p in shipped.professions}
    for event in shipped.trigger_events:
        for met in event.meets:
            meets[met.profession][event.key] = Frequency(met.per_quarter, met.source)
    return Catalog(
        profession_names={p.key: p.name for p in shipped.professions},
        trigger_names={event.key: event.name for event in shipped.trigger_events},
        meets=meets,
        needs={
            event.key: {
                need.profession: Need(need.likelihood, need.from_day, need.to_day,
                                      need.rationale, need.source)
                for need in event.needs
            }
            for event in shipped.trigger_events
        },
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
