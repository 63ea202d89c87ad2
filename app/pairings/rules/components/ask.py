"""One is looking for what the other is."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import numpy as np

from app.pairings.models import Ask as OpenAsk
from app.pairings.models import Contact, Evidence
from app.pairings.rules import phrasing
from app.pairings.rules.components.base import RECORDED, Component, PairBound, TwoContacts
from app.pairings.rules.factors import grouped
from app.pairings.rules.search.people import People


class Ask(Component):
    """Whether an open ask of one names or fits the other."""

    name = "ask"
    title = "One is looking for what the other does"
    formula = "1 when an open request of one fits the other"

    @cached_property
    def asks_by(self) -> dict[str, list[OpenAsk]]:
        return grouped((ask.by, ask) for ask in self.network.facts.asks)

    def value(self, two: TwoContacts) -> float:
        return 1.0 if self._fits(two.a.contact, two.b.contact) else 0.0

    def _fits(self, a: Contact, b: Contact) -> bool:
        return any(
            ask_fits(ask, other)
            for one, other in ((a, b), (b, a))
            for ask in self.asks_by.get(one.id, ())
        )

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        for one, other in two.both_ways:
            for ask in self.asks_by.get(one.id, ()):
                if ask_fits(ask, other):
                    name = two.name(one)
                    whose = f"{name}'" if name.endswith("s") else f"{name}'s"
                    yield Evidence(
                        text=f"In {whose} words: {phrasing.quoted(ask.text)}."
                        if ask.text.strip(" .\n")
                        else f"The request is among {whose} open ones.",
                        source=RECORDED,
                        refs=(f"Ask:{ask.id}", f"Person:{other.id}"),
                    )

    def sentence(self, two: TwoContacts) -> str:
        asking = [
            one
            for one, other in two.both_ways
            if any(ask_fits(ask, other) for ask in self.asks_by.get(one.id, ()))
        ]
        a, b = two.called
        if asking == [two.a.contact]:
            return f"{b} fits what {a} is looking for."
        if asking == [two.b.contact]:
            return f"{a} fits what {b} is looking for."
        return f"{a} and {b} each fit what the other is looking for."

    def pair_bound(self, people: People) -> PairBound:
        asks = [ask for ask in self.network.facts.asks if ask.by in people.at]
        most = np.zeros(len(people))
        most[[people.at[ask.by] for ask in asks]] = 1.0

        def rows() -> Iterator[tuple[int, Sequence[int]]]:
            for ask in asks:
                yield people.at[ask.by], _candidates(ask, people)

        return PairBound(most, lambda a, b: self.weight * np.maximum(a, b), rows, self._fits)


def _candidates(ask: OpenAsk, people: People) -> Sequence[int]:
    """Who an ask names, and who fits that of its conditions which fewest fit."""
    conditions = [
        sorted({at for key in wanted for at in index.get(key, ())})
        for wanted, index in (
            (ask.organisations, people.employed),
            (ask.professions, people.practicing),
            (ask.pools, people.serving),
        )
        if wanted
    ]
    named = [people.at[person] for person in ask.persons if person in people.at]
    return [*named, *min(conditions, key=len, default=[])]


def ask_fits(ask: OpenAsk, other: Contact) -> bool:
    """Whether an open ask names a person, or everything that it names fits them."""
    if other.id in ask.persons:
        return True
    named: list[tuple[Collection[str], Collection[str]]] = [
        (ask.organisations, other.current_organisations),
        (ask.professions, other.professions),
        (ask.pools, other.pools),
    ]
    return any(wanted for wanted, _ in named) and all(
        not set(wanted).isdisjoint(has) for wanted, has in named if wanted
    )
