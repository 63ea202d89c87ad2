"""They have something in common."""

from collections.abc import Iterator, Sequence

import numpy as np

from app.pairings.models import Contact, Evidence, PairingSettings
from app.pairings.rules import phrasing
from app.pairings.rules.acquaintance import worked_together
from app.pairings.rules.components.base import RECORDED, Component, SharedBound, TwoContacts
from app.pairings.rules.search.arrays import MASK_BITS
from app.pairings.rules.search.people import Index, People, holders

KINDS = (
    ("School", "Both studied at {}."),
    ("Organisation", "Both have worked at {}."),
    ("Group", "Both belong to {}."),
    ("Town", "Both are in {}."),
)
"""What people share, in the order of `shared_ground`, and how it is said."""


class Ground(Component):
    """How likely something that the two have in common binds them."""

    name = "ground"
    title = "They have common ground"
    formula = "1 − Π(1 − g) over what they share: past employer .4, group .2, town .15, school .1"

    def value(self, two: TwoContacts) -> float:
        return ground(two.a.contact, two.b.contact, self.settings)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        a, b = two.a.contact, two.b.contact
        labels = {**a.labels, **b.labels}
        for (label, text), shared in zip(KINDS, shared_ground(a, b), strict=True):
            if shared:
                names = phrasing.listed(sorted(labels.get(thing, thing) for thing in shared))
                node = {"School": "Organisation", "Town": "Person"}.get(label, label)
                refs = [a.id, b.id] if label == "Town" else sorted(shared)
                yield Evidence(
                    text=text.format(names),
                    source=RECORDED,
                    refs=tuple(f"{node}:{ref}" for ref in refs),
                )

    def sentence(self, two: TwoContacts) -> str:
        return "{} and {} have common ground.".format(*two.called)

    def shared_bound(self, people: People) -> SharedBound:
        things = _Things(people.all, self.settings)
        return SharedBound(
            numbers=self.weight * (1 - np.array(things.unlikely)),
            alike=[tuple(held) for held in things.held],
            marks=np.array(things.marks, dtype=np.uint64),
        )


def shared_ground(a: Contact, b: Contact) -> tuple[frozenset[str], ...]:
    """What two people have in common: schools, past employers, groups, the town.

    Who was at an employer in the same years may know each other: that is not counted here.
    """
    past = (a.past_organisations & (b.past_organisations | b.current_organisations)) | (
        b.past_organisations & a.current_organisations
    )
    past -= worked_together(a, b)
    same_town = a.town is not None and b.town is not None and a.town.casefold() == b.town.casefold()
    town = frozenset({a.town}) if same_town and a.town else frozenset()
    return (a.schools & b.schools, past, a.groups & b.groups, town)


def ground(a: Contact, b: Contact, settings: PairingSettings) -> float:
    """1 − Π(1 − g) over what two people have in common."""
    grades = (
        settings.ground_school,
        settings.ground_past_employer,
        settings.ground_group,
        settings.ground_town,
    )
    unlikely = 1.0
    for grade, shared in zip(grades, shared_ground(a, b), strict=True):
        unlikely *= (1 - grade) ** len(shared)
    return 1 - unlikely


class _Things:
    """The schools, employers, groups and towns that several people have, as numbers."""

    def __init__(self, people: Sequence[Contact], s: PairingSettings) -> None:
        self.held: list[list[int]] = [[] for _ in people]
        """What each person shares with anyone: a past and a current employer differ."""
        self.marks = [0] * len(people)
        """Each thing sets a bit; several things may set the same."""
        self.unlikely = [1.0] * len(people)
        """Π(1 − g) over all that each person has in common with anyone."""
        self._number = 0
        self._add(holders(person.schools for person in people), s.ground_school)
        self._add(holders(person.groups for person in people), s.ground_group)
        towns = ((p.town.casefold(),) if p.town else () for p in people)
        self._add(holders(towns), s.ground_town)
        current = holders(person.current_organisations for person in people)
        past = holders(person.past_organisations for person in people)
        self._add(past, s.ground_past_employer, current)

    def _add(self, had: Index, grade: float, others: Index | None = None) -> None:
        """Number what at least two hold; `others` hold the same things in another way."""
        others = others or {}
        for thing in {**had, **others}:
            ways = (had.get(thing, ()), others.get(thing, ()))
            if len(ways[0]) + len(ways[1]) == 1:
                continue
            self._number += 1
            mark = 1 << self._number % MASK_BITS
            for sign, way in zip((1, -1), ways, strict=True):
                for at in way:
                    self.held[at].append(sign * self._number)
                    self.marks[at] |= mark
                    self.unlikely[at] *= 1 - grade
