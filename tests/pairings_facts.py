"""Made-up facts for tests: one connector's contacts with all they can have.

Small networks in which everything happens often; `tests.realistic_facts` is as varied as real ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.pairings.models import (
    STILL,
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
SPHERES = ["legal", "accounting", "home", "events", "health", "own_sphere"]


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
    connected = frozenset(pairs(amounts.connected))
    circles = make_circles(random, ids, profession == "profession_0")
    # Those whom contacts know among each other know both as well.
    first = max(map(int.bit_length, circles.values()), default=0)
    bits = {person: 1 << number for number, person in enumerate(ids, start=first)}
    for a, b in connected:
        circles[a] = circles.get(a, 0) | bits[b]
        circles[b] = circles.get(b, 0) | bits[a]
    return Facts(
        workspace="w",
        connector_id="c",
        connector_name="Connector",
        now=NOW,
        catalog=catalog,
        contacts=people,
        connector_professions=(profession,),
        connector_groups=frozenset(groups),
        default_region=random.choice([None, None, "US/NY/County1"]),
        circles=circles,
        connected=connected,
        do_not_introduce=frozenset(pairs(amounts.never)),
        cooling_since={pair: a_day(random, days_back) for pair in pairs(amounts.cooling)},
        under_way={pair: f"open-{pair[0]}-{pair[1]}" for pair in pairs(amounts.snoozed // 2)},
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


def make_circles(random: Random, ids: Sequence[str], small: bool) -> dict[str, int]:
    """Others who know several of these: in small networks everyone is known by some."""
    circles: dict[str, int] = {}
    for number in range(9 if small else len(ids) // 10):
        most = max(2, len(ids) // 3) if small else 12
        for person in random.sample(ids, min(len(ids), random.randint(2, most))):
            circles[person] = circles.get(person, 0) | 1 << number
    return circles


# ── small networks in which everything happens often ─────────────────────────────────────────


def make_catalog(random: Random, professions: int = 100, triggers: int = 50) -> Catalog:
    """A catalog in which each trigger event is met by a few professions and needs some."""
    keys = [f"profession_{number}" for number in range(professions)]
    events = [f"event_{number}" for number in range(triggers)]
    meets: dict[str, dict[str, Frequency]] = {key: {} for key in keys}
    needs: dict[str, dict[str, Need]] = {}
    for event in events:
        for key in random.sample(keys, min(len(keys), random.randint(3, 6))):
            day = random.choice([None, None, -20, 0, 25, 70])
            meets[key][event] = Frequency(random.choice([0.5, 1, 2, 4, 6]), "judgement", day)
        needs[event] = {
            key: Need(
                random.choice([0.1, 0.3, 0.5, 0.8]),
                start,
                start + random.choice([0, 60]),
                "why",
                "judgement",
                random.choice([None, None, 0.1, 1.0]),
            )
            for key in random.sample(keys, min(len(keys), random.randint(4, 9)))
            for start in [random.choice([-30, 0, 30])]
        }

    def some(chance: float) -> frozenset[str]:
        return frozenset(random.sample(keys, 2)) if random.random() < chance else frozenset()

    competing, silent = {key: some(0.3) for key in keys}, {key: some(0.2) for key in keys}
    return Catalog(
        {key: key.replace("_", " ") for key in keys},
        {event: event.replace("_", " ") for event in events},
        meets,
        needs,
        occasions={event: random.choice(events[:3]) for event in events if random.random() < 0.5},
        spheres={key: random.choice(SPHERES) for key in keys},
        segments={key: random.choice([("private",), ("business",), ("Families", "private")])
                  for key in keys if random.random() < 0.6},
        competes_with={key: others - {key} for key, others in competing.items() if others - {key}},
        no_flow_to={key: others for key, others in silent.items() if others},
    )  # fmt: skip


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

    groups, schools = some_of("g", 8, 0.2), some_of("s", 10, 0.2)
    current, past = some_of("o", 30, 0.4), some_of("o", 30, 0.2)
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
        current_organisations=current,
        past_organisations=past,
        schools=schools,
        worked=some_years(random, current, STILL) | some_years(random, past - current, 0),
        studied=some_years(random, schools, 0),
        groups=groups,
        meeting_groups=frozenset(g for g in groups if g in ("g1", "g2")),
        pools={f"pool{random.randint(1, 5)}": random.random()} if rarely(0.2) else {},
        kept=said(random) if rich else (0, 0),
        glad=said(random) if rich else (0, 0),
        asked=asked,
        accepted=float(random.randint(0, int(asked))),
        activity=random.randint(0, 12) if rich else 0,
    )  # fmt: skip


def some_years(
    random: Random, places: frozenset[str], last: int
) -> dict[str, tuple[tuple[int, int], ...]]:
    """The years of some of these places; `last`: the last year of all, or 0 for any."""
    years: dict[str, tuple[tuple[int, int], ...]] = {}
    for place in sorted(places):
        first = random.randint(1995, 2015)
        if random.random() < 0.6:
            years[place] = ((first, last or first + random.randint(0, 9)),)
    return years


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
