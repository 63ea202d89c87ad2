"""What flows from one person to another: clients that the one meets who would take a name.

flow = 4 · overlap · list_share · Σ over occasions of the largest voice · M · L' · open · τ: clients
a year that a giver would name a taker to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import fsum

from app.pairings.models import Catalog, Need, PairingSettings
from app.pairings.rules.factors import (
    Kind,
    likelihoods_by_profession,
    meets_by_trigger,
    needed,
    sources,
)

QUARTERS = 4
"""In a year: the catalog counts clients a quarter."""


@dataclass(frozen=True, slots=True)
class Met:
    """How someone meets the clients of a trigger event."""

    profession: str
    """Through which of their professions; empty where they have none."""
    per_quarter: float
    weight: float
    """The same, times how much their word counts."""
    day: int
    """When, counted from the event's day zero."""


@dataclass(frozen=True, slots=True)
class Needed:
    """How a trigger event makes clients need someone: the profession they need most likely."""

    profession: str
    need: Need


@dataclass(frozen=True, slots=True)
class OfKind:
    """What is the same for all who practice the same, with the same figures of their own."""

    met: Mapping[str, Met]
    needed: Mapping[str, Needed]
    likelihoods: dict[str, float]
    sources: dict[str, float]


@dataclass(frozen=True, slots=True)
class Term:
    """What flows through the trigger event that gives an occasion the most."""

    trigger: str
    amount: float
    """Clients a year, before it counts how far the two serve the same clients."""


class FlowRules:
    """The flows of one catalog under one workspace's settings."""

    def __init__(self, catalog: Catalog, settings: PairingSettings) -> None:
        self.catalog = catalog
        self.settings = settings
        self._first_day = {
            trigger: min((need.from_day for need in needs.values()), default=0)
            for trigger, needs in catalog.needs.items()
        }
        self._met_by: dict[str, dict[str, Met]] = {}
        self._of_kinds: dict[Kind, OfKind] = {}
        self._needs_of: dict[str, dict[str, Need]] = {}
        for trigger, needs in catalog.needs.items():
            for profession, need in needs.items():
                self._needs_of.setdefault(profession, {})[trigger] = need

    @cached_property
    def likelihoods_by_profession(self) -> dict[str, dict[str, float]]:
        """Profession -> trigger event -> how likely its clients need the profession."""
        return likelihoods_by_profession(self.catalog)

    @cached_property
    def meets_by_trigger(self) -> dict[str, dict[str, float]]:
        """Trigger event -> profession -> clients that it sees a quarter."""
        return meets_by_trigger(self.catalog)

    def voice(self, profession: str) -> float:
        return self.settings.voice(self.catalog.spheres.get(profession))

    def day(self, profession: str, trigger: str) -> int:
        """When a profession meets a client, where its figure doesn't say so.

        With the need for the profession itself, else with the first need of all.
        """
        need = self.catalog.needs.get(trigger, {}).get(profession)
        return self._first_day.get(trigger, 0) if need is None else need.from_day

    def _met_through(self, profession: str) -> dict[str, Met]:
        """What one of a profession meets, by trigger event."""
        if profession not in self._met_by:
            voice = self.voice(profession)
            self._met_by[profession] = {
                trigger: Met(
                    profession=profession,
                    per_quarter=one.per_quarter,
                    weight=voice * one.per_quarter,
                    day=self.day(profession, trigger) if one.day is None else one.day,
                )
                for trigger, one in self.catalog.meets.get(profession, {}).items()
            }
        return self._met_by[profession]

    def met(self, kind: Kind) -> Mapping[str, Met]:
        """What someone of a kind meets, by trigger event.

        Their own figure where they gave one, else the largest of their professions'; of equal ones
        that of the first by its key.
        """
        first, professions, own = kind
        if not own and len(professions) == 1:
            return self._met_through(first)
        found: dict[str, Met] = {}
        for profession in professions:
            for trigger, met in self._met_through(profession).items():
                known = found.get(trigger)
                if known is None or met.per_quarter > known.per_quarter:
                    found[trigger] = met
        for trigger, amount in own:
            weight = self.voice(first) * amount
            found[trigger] = Met(first, amount, weight, self.day(first, trigger))
        return found

    def of_kind(self, kind: Kind) -> OfKind:
        """All figures of a kind, kept unless someone gave some of their own: they come again."""
        found = self._of_kinds.get(kind)
        if found is None:
            likelihoods = needed(kind[1], self.likelihoods_by_profession)
            found = OfKind(
                met=self.met(kind),
                needed=self.needed(kind[1]),
                likelihoods=likelihoods,
                sources=sources(likelihoods, self.meets_by_trigger),
            )
            if not kind[2]:
                self._of_kinds[kind] = found
        return found

    def needed(self, professions: Iterable[str]) -> dict[str, Needed]:
        """Which of these professions clients in each trigger event need most likely.

        Of equal ones the first by its key.
        """
        found: dict[str, Needed] = {}
        for profession in sorted(professions):
            for trigger, need in self._needs_of.get(profession, {}).items():
                known = found.get(trigger)
                if known is None or need.likelihood > known.need.likelihood:
                    found[trigger] = Needed(profession, need)
        return found

    def may_name(self, giver: Iterable[str], taker: Iterable[str]) -> bool:
        """Whether none of the giver's professions is kept from naming one of the taker's."""
        never = self.catalog.no_flow_to
        takers = frozenset(taker)
        return not never or all(takers.isdisjoint(never.get(one, ())) for one in giver)

    def open_share(self, need: Need) -> float:
        return self.settings.open_share if need.open is None else need.open

    def terms(self, met: Mapping[str, Met], needed: Mapping[str, Needed]) -> dict[str, Term]:
        """By occasion what flows through the trigger event that gives most; ties by its key."""
        found: dict[str, Term] = {}
        scale = QUARTERS * self.settings.list_share
        for trigger in met.keys() & needed.keys():
            need = needed[trigger].need
            seen = met[trigger]
            amount = seen.weight * need.likelihood * self.open_share(need) * left(need, seen.day)
            if amount <= 0:
                continue
            occasion, amount = self.catalog.occasion(trigger), scale * amount
            known = found.get(occasion)
            if known is None or (-amount, trigger) < (-known.amount, known.trigger):
                found[occasion] = Term(trigger, amount)
        return found


def left(need: Need, day: int) -> float:
    """The share of a need's window that is left on a day, 0..1."""
    if need.to_day == need.from_day:
        return 1.0 if day <= need.to_day else 0.0
    share = (need.to_day - max(need.from_day, day)) / (need.to_day - need.from_day)
    return min(1.0, max(0.0, share))


def total(terms: Mapping[str, Term]) -> float:
    """Clients a year, rounded once: the same in any order."""
    return fsum(term.amount for term in terms.values())


class _Same:
    """A catalog that equals itself only: comparing two figure by figure would take too long."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __hash__(self) -> int:
        return id(self.catalog)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalog is self.catalog


def rules_of(catalog: Catalog, settings: PairingSettings) -> FlowRules:
    """The rules of a catalog; all connectors of a workspace share them."""
    return _rules_of(_Same(catalog), settings)


@lru_cache(maxsize=16)
def _rules_of(same: _Same, settings: PairingSettings) -> FlowRules:
    return FlowRules(same.catalog, settings)
