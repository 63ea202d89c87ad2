"""Who knows who in the demo, since when, and how much they trust them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demo.cast import CONNECTORS, CONTEXTS, KNOWN_PAIRS, TRUST_IN_DANA, Connector
from demo.dice import Dice
from demo.people import trust_of_dana
from demo.person import Person, slug
from demo.trades import TRADES
from demo.words import FELLOWS

LAST_DAY = date(2026, 11, 20)
"""No date of the demo is later. `NEW` days before it begins what is too new for introductions."""
NEW = 55


@dataclass(frozen=True, slots=True)
class Tie:
    """What a connector has of a contact, and where."""

    person: Person
    since: date
    in_book: bool
    on_linkedin: bool
    shows_email: bool
    role: str
    """`client` or `prospect`, empty when no one said it."""


@dataclass(frozen=True, slots=True)
class Knows:
    """What one person thinks of another."""

    source: Person
    target: Person
    trust: float | None
    since: date | None
    last_contact: date | None
    contexts: str = ""


def make_ties(
    row: Connector, connector: Person, people: Sequence[Person], taken: set[str]
) -> list[Tie]:
    """The contacts of one connector; anyone `taken` by another is less likely theirs too."""
    dice = Dice(f"contacts of {connector.id}")
    cast = trust_of_dana() if connector.id == DANA else {}
    found = [person for person in people if person.id in cast]
    found += _choose(row, people, {p.id for p in found} | {connector.id}, taken, dice)
    taken.update(person.id for person in found)
    return [_tie(person, dice, always=person.id in cast) for person in found]


DANA = slug(CONNECTORS[0].name)


def _choose(
    row: Connector,
    people: Sequence[Person],
    already: Collection[str],
    taken: Collection[str],
    dice: Dice,
) -> Iterator[Person]:
    """As many more as the connector is to have, those first who are near in work and place."""
    left = [person for person in people if person.id not in already]
    missing = row.contacts - len(already) + 1
    while missing:
        for person in dice.shuffled(left):
            if dice.chance(_likelihood(row, person, taken)):
                left.remove(person)
                missing -= 1
                yield person
                if not missing:
                    return


def _likelihood(row: Connector, person: Person, taken: Collection[str]) -> float:
    near = 1.0 if person.county in row.counties else 0.4
    if person.member:
        return near * 0.7
    if not person.trade:
        return near * (0.05 if person.id in taken else 0.3)
    kindred = 1.0 if TRADES[person.trade].sphere in row.spheres else 0.4
    return near * kindred * (0.22 if person.id in taken else 0.6)


def _tie(person: Person, dice: Dice, *, always: bool) -> Tie:
    """A contact; those who are `always` in the address book have been known for long."""
    worked_with = 0.62 if person.trade else 0.12
    in_book = always or dice.chance(worked_with) or not person.profile
    on_linkedin = bool(person.profile) and (not in_book or dice.chance(0.75))
    client = dice.chance(0.04 if person.trade else 0.6) and in_book
    client = client and not (person.member or by_hand(person))
    return Tie(
        person=person,
        since=_day(dice, newcomers=0.0 if always else 0.05),
        in_book=in_book,
        on_linkedin=on_linkedin,
        shows_email=on_linkedin and bool(person.email) and dice.chance(0.3),
        role=dice.weighted({"client": 0.75, "prospect": 0.25}) if client else "",
    )


def _day(dice: Dice, newcomers: float) -> date:
    """A day on which two people met: mostly years ago, once in a while a few weeks ago."""
    if dice.chance(newcomers):
        return LAST_DAY - timedelta(days=dice.number(0, NEW))
    years = min(dice.share(), dice.share()) * 14
    return LAST_DAY - timedelta(days=150 + int(years * 365))


def ratings(connector: Person, ties: Sequence[Tie], known: Collection[str]) -> Iterator[Knows]:
    """What a connector thinks of those a file can name (`known`): some, not all."""
    dice = Dice(f"ratings of {connector.id}")
    cast = trust_of_dana() if connector.id == DANA else {}
    for tie in ties:
        rated = dice.chance(0.5)
        trust = dice.weighted(TRUST_OF_DANA if connector.id == DANA else TRUST)
        recent = _recent(dice, tie.since)
        professional = tie.person.trade and not tie.role
        if tie.person.id in cast:
            trust, rated = cast[tie.person.id], True
        elif tie.person.id not in known or not (tie.in_book or professional):
            continue
        contexts = CONTEXTS.get(tie.person.name, "") if tie.person.id in cast else ""
        stated = trust if rated and professional else None
        yield Knows(connector, tie.person, stated, tie.since, recent, contexts)


TRUST = {0.9: 0.16, 0.6: 0.62, 0.3: 0.17, 0.0: 0.05}
"""How often each of the four words is said of someone."""
TRUST_OF_DANA = {0.9: 0.02, 0.6: 0.73, 0.3: 0.19, 0.0: 0.06}
"""Dana vouches for those written by hand, and for hardly anyone else."""


def _recent(dice: Dice, since: date) -> date | None:
    """The last contact, of those that the connector kept track of."""
    days = int(min(dice.share(), dice.share()) * 700)
    found = LAST_DAY - timedelta(days=days)
    return found if found > since and dice.chance(0.7) else None


def opinions_of(connector: Person, ties: Sequence[Tie]) -> Iterator[Knows]:
    """What some of the members think of a connector."""
    dice = Dice(f"opinions of {connector.id}")
    cast = {slug(name): trust for name, trust in TRUST_IN_DANA.items()}
    for tie in ties:
        stated, trust = dice.chance(0.35), dice.weighted({0.9: 0.3, 0.6: 0.6, 0.3: 0.1})
        if connector.id == DANA and tie.person.id in cast:
            yield Knows(tie.person, connector, cast[tie.person.id], tie.since, None)
        elif stated and tie.person.member and not tie.person.connector:
            yield Knows(tie.person, connector, trust, tie.since, None)


def among_members(members: Sequence[Person]) -> Iterator[Knows]:
    """What members think of each other: each has an opinion of a few."""
    dice = Dice("among members")
    for source in members:
        if source.connector:
            continue
        others = [person for person in members if person != source and not person.connector]
        for target in dice.several(others, dice.number(1, 4)):
            trust = dice.weighted({0.9: 0.2, 0.6: 0.5, 0.3: 0.1, -1.0: 0.2})
            since = _day(dice, newcomers=0.03)
            yield Knows(source, target, None if trust < 0 else trust, since, _recent(dice, since))


def acquaintances(people: Sequence[Person], known: Collection[str]) -> list[tuple[str, str]]:
    """Pairs who know each other: of one trade's usual fellows in a county most, of others few."""
    dice = Dice("acquaintances")
    named = [p for p in people if p.id in known and p.trade and not p.connector]
    pairs = list(_known_by_hand())
    for index, a in enumerate(named):
        for b in named[index + 1 :]:
            if (a.member and b.member) or not dice.chance(_acquainted(a, b)):
                continue
            pairs.append((a.id, b.id))
    return pairs


def _acquainted(a: Person, b: Person) -> float:
    """How likely two people know each other."""
    if by_hand(a) and by_hand(b):
        return 0.0
    if not _near(a, b):
        return 0.002
    if a.organisation == b.organisation:
        return 0.8
    if b.trade in FELLOW_OF.get(a.trade, ()):
        return 1.0 if by_hand(a) or by_hand(b) else 0.35
    return 0.008


def _near(a: Person, b: Person) -> bool:
    """Whether the places that two people serve overlap."""
    if "*" in (*a.regions, *b.regions):
        return True
    pairs = [(f"{x}/", f"{y}/") for x in a.regions for y in b.regions]
    return any(x.startswith(y) or y.startswith(x) for x, y in pairs)


def _known_by_hand() -> Iterator[tuple[str, str]]:
    for line in KNOWN_PAIRS:
        one, _, others = line.partition("|")
        yield from ((slug(one), slug(other)) for other in others.split(";"))


BY_HAND = frozenset(trust_of_dana())


def by_hand(person: Person) -> bool:
    return person.id in BY_HAND


def _fellows() -> Mapping[str, Collection[str]]:
    found: dict[str, set[str]] = {}
    for line in FELLOWS:
        first, *rest = line.split()
        for other in rest:
            found.setdefault(first, set()).add(other)
            found.setdefault(other, set()).add(first)
    return found


FELLOW_OF = _fellows()
