"""Made-up facts for tests and benchmarks: one connector's contacts with all they can have."""

from datetime import UTC, date, datetime, timedelta
from random import Random

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
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


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
    ids = [person.id for person in people]

    def pairs(count: int) -> list[Pair]:
        if len(ids) < 2:
            return []
        return [(min(p), max(p)) for p in (random.sample(ids, 2) for _ in range(count))]

    some = contacts // 8 if rich else 0
    return Facts(
        workspace="w",
        connector_id="c",
        now=NOW,
        catalog=catalog,
        contacts=people,
        connector_professions=("profession_0",),
        connector_groups=frozenset({"g1"}),
        connected=frozenset(pairs(contacts * 2)),
        do_not_introduce=frozenset(pairs(some)),
        cooling_since={pair: a_day(random, 400) for pair in pairs(some)},
        snoozed_until={pair: TODAY + timedelta(random.randint(-9, 9)) for pair in pairs(some)},
        asks=tuple(make_ask(random, n, people, catalog) for n in range(some)),
        live=tuple(
            LiveOccurrence(f"o{n}", random.choice(ids), random.choice(list(catalog.needs)),
                           a_day(random, 120))
            for n in range(some)
        ),
    )  # fmt: skip


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
