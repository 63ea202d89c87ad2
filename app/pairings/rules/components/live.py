"""A client of one needs the other now."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from app.pairings.models import Contact, Evidence, LiveOccurrence, Need, PairingSettings
from app.pairings.rules import phrasing
from app.pairings.rules.components.base import Component, PairBound, TwoContacts
from app.pairings.rules.factors import grouped
from app.pairings.rules.search.people import People


class Live(Component):
    """How much an open occurrence that one handles needs the other today."""

    name = "live"
    title = "A client may need this now"
    formula = "how much an open client event that one handles needs the other now"

    @cached_property
    def handled_by(self) -> dict[str, list[LiveOccurrence]]:
        return grouped((o.handled_by, o) for o in self.network.facts.live)

    def value(self, two: TwoContacts) -> float:
        return self._most(two.a.contact, two.b.contact)

    def _most(self, a: Contact, b: Contact) -> float:
        return max(self._handles(a, b), self._handles(b, a))

    def need_now(self, occurrence: LiveOccurrence, profession: str) -> float:
        """Likelihood · window of an open occurrence's need for a profession today."""
        facts = self.network.facts
        need = facts.catalog.needs.get(occurrence.trigger_event, {}).get(profession)
        if need is None:
            return 0.0
        day = (facts.now.date() - occurrence.on).days
        return need.likelihood * window(need, day, self.settings)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        for one, other in two.both_ways:
            for occurrence in self.handled_by.get(one.id, ()):
                needed = {p: self.need_now(occurrence, p) for p in other.professions}
                best = max(needed, key=lambda p: needed[p], default=None)
                if best is None or not needed[best]:
                    continue
                need = self.network.facts.catalog.needs[occurrence.trigger_event][best]
                event = phrasing.capitalized(self.network.event(occurrence.trigger_event))
                yield Evidence(
                    text=f"{event}, {occurrence.on:%B %Y}: {phrasing.share(need.likelihood)} need "
                    f"{phrasing.article(self.network.profession(best))} about now.",
                    source=phrasing.source(need.source),
                    refs=(f"Occurrence:{occurrence.id}", f"Person:{other.id}"),
                )

    def sentence(self, two: TwoContacts) -> str:
        one, other = max(two.both_ways, key=lambda both: self._handles(*both))
        return f"A client of {two.name(one)} may need {two.name(other)} now."

    def _handles(self, one: Contact, other: Contact) -> float:
        """How much an event that the one handles needs the other today."""
        return max(
            (
                self.need_now(occurrence, profession)
                for occurrence in self.handled_by.get(one.id, ())
                for profession in other.professions
            ),
            default=0.0,
        )

    def pair_bound(self, people: People) -> PairBound:
        open_now = [
            (people.at[occurrence.handled_by], needed)
            for occurrence in self.network.facts.live
            if occurrence.handled_by in people.at and (needed := self._needed(occurrence))
        ]
        most = np.zeros(len(people))
        for handler, needed in open_now:
            most[handler] = max(most[handler], *needed.values())

        def rows() -> Iterator[tuple[int, Sequence[int]]]:
            for handler, needed in open_now:
                for profession in needed:
                    yield handler, people.practicing.get(profession, ())

        return PairBound(
            most,
            lambda a, b: self.weight * np.maximum(a, b),
            rows,
            lambda a, b: self._most(a, b) > 0,
        )

    def _needed(self, occurrence: LiveOccurrence) -> dict[str, float]:
        """How much an occurrence needs which professions today."""
        needs = self.network.facts.catalog.needs.get(occurrence.trigger_event, {})
        needed = {profession: self.need_now(occurrence, profession) for profession in needs}
        return {profession: now for profession, now in needed.items() if now > 0}


def window(need: Need, day: int, settings: PairingSettings) -> float:
    """How open a need is on a day after day zero: 1 inside, rising before, 0 after."""
    if need.from_day <= day <= need.to_day:
        return 1.0
    rise = day - (need.from_day - settings.live_rise_days)
    if day < need.from_day and rise > 0:
        return rise / settings.live_rise_days
    return 0.0
