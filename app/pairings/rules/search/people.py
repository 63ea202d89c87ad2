"""The people of a search, by their positions, and who has what of those."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from app.pairings.models import Contact

Index = Mapping[str, Sequence[int]]
"""Thing -> the positions of those who have it."""


class People:
    """All who may be introduced, in one order."""

    def __init__(self, people: Sequence[Contact]) -> None:
        self.all = people
        self.at = {person.id: at for at, person in enumerate(people)}

    def __len__(self) -> int:
        return len(self.all)

    @cached_property
    def practicing(self) -> Index:
        return holders(person.professions for person in self.all)

    @cached_property
    def employed(self) -> Index:
        return holders(person.current_organisations for person in self.all)

    @cached_property
    def serving(self) -> Index:
        return holders(person.pools for person in self.all)


def holders(things: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Thing -> the positions of those who have it."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(things):
        for thing in some:
            index[thing].append(at)
    return index
