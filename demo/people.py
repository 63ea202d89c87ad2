"""The people of the demo: five connectors, the other members of their group, everyone else."""

from collections.abc import Iterator, Sequence

from demo.cast import CAST, CONNECTORS, CONTEXTS
from demo.maker import Maker
from demo.person import COUNTY, Person, slug
from demo.trades import TRADES

MEMBERS = 120
OTHERS = 1500
"""People outside the group who are made; those no connector knows are not written."""
WEIGHTS = {key: trade.weight for key, trade in TRADES.items()}


def make_members() -> list[Person]:
    """The connectors first, then the rest of the group."""
    maker = Maker("members", _written_by_hand(), first_phone=0)
    found = [*_connectors(maker), *(person for person in _cast(maker) if person.member)]
    taken = {person.trade for person in found}
    rare = [key for key in maker.dice.shuffled(list(TRADES)) if key not in taken]
    keys = rare + [maker.dice.weighted(WEIGHTS) for _ in range(MEMBERS)]
    for key in keys[: MEMBERS - len(found)]:
        found.append(maker.professional(TRADES[key], member=True))
    return found


def make_others(members: Sequence[Person]) -> list[Person]:
    """People outside the group."""
    taken = _written_by_hand() | {person.id for person in members}
    maker = Maker("others", taken, first_phone=50)
    found = [person for person in _cast(maker) if not person.member]
    while len(found) < OTHERS:
        if maker.dice.chance(0.6):
            found.append(maker.professional(TRADES[maker.dice.weighted(WEIGHTS)]))
        else:
            found.append(maker.somebody())
    return found


def trust_of_dana() -> dict[str, float]:
    """Dana's trust in the cast, by id."""
    rows = [line.split("|") for line in CAST]
    return {slug(row[0]): float(row[7]) for row in rows}


def _written_by_hand() -> set[str]:
    names = [line.partition("|")[0] for line in CAST] + [row.name for row in CONNECTORS]
    return {slug(name) for name in names}


def _connectors(maker: Maker) -> Iterator[Person]:
    for row in CONNECTORS:
        trade = TRADES[row.profession]
        yield maker.person(
            row.name, trade, row.title, row.firm, row.county, town=row.town,
            regions=tuple(COUNTY[county].region for county in row.counties[:2]),
            stated=(row.profession,), groups=maker.groups(trade, 1.0), member=True, connector=True,
        )  # fmt: skip


def _cast(maker: Maker) -> Iterator[Person]:
    """The hand-written people around Dana."""
    for line in CAST:
        name, trade, title, firm, town, counties, segments, _, member = line.split("|")
        contexts = [part.partition("=")[0] for part in CONTEXTS.get(name, "").split(";")]
        yield maker.person(
            name, TRADES[trade], title, firm, counties.partition(";")[0], town=town,
            regions=tuple(COUNTY[county].region for county in counties.split(";")),
            segments=tuple(filter(None, segments.split(";"))),
            stated=tuple(filter(None, contexts)) or ((trade,) if member else ()),
            groups=maker.groups(TRADES[trade], 0.3) if member else (), member=bool(member),
        )  # fmt: skip
