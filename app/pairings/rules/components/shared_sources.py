"""The same professions see the clients of both."""

from collections.abc import Iterator
from functools import cached_property

from app.pairings.models import Contact, Evidence
from app.pairings.rules import phrasing
from app.pairings.rules.components.base import Component, GroupBound, TwoContacts
from app.pairings.rules.connections import LEAST_SHARE, MOST_TRIGGERS
from app.pairings.rules.factors import cosine, first_profession, grouped
from app.pairings.rules.search.arrays import unit
from app.pairings.rules.search.profession_groups import ProfessionGroups


class SharedSources(Component):
    """How alike the two are in who sees their clients."""

    name = "shared_sources"
    title = "The same people refer clients to both"
    formula = (
        "overlap · cosine(S_a, S_b), S_x[p] = Σ_t M[p,t] · L_x[t]: who sees the clients of each"
    )

    def value(self, two: TwoContacts) -> float:
        return two.overlap * cosine(two.a.sources, two.b.sources)

    def evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        seeing = self._seeing_both(two)
        return self._told(seeing, self._own_contact(seeing, two))

    def lasting_evidence(self, two: TwoContacts) -> Iterator[Evidence]:
        return self._told(self._seeing_both(two), None)

    def _told(self, seeing: list[str], known: tuple[str, Contact] | None) -> Iterator[Evidence]:
        if known:
            profession, contact = known
            others = [p for p in seeing if p != profession][: MOST_TRIGGERS - 1]
            what = self.network.profession(profession)
            text = f"Your contact {contact.name} ({what}) probably sees clients of both"
            text += f", as do {self._kinds(others)}." if others else "."
            refs = [f"Profession:{p}" for p in (profession, *others)] + [f"Person:{contact.id}"]
        elif seeing:
            leading = seeing[:MOST_TRIGGERS]
            text = f"{phrasing.capitalized(self._kinds(leading))} see clients of both."
            refs = [f"Profession:{p}" for p in leading]
        else:
            return
        yield Evidence(text=text, source=phrasing.OUR_ESTIMATE, refs=tuple(refs))

    def _seeing_both(self, two: TwoContacts) -> list[str]:
        """Who sees clients of both, most first; their own professions only where no others do."""
        a, b = two.a.sources, two.b.sources
        own = {*two.a.contact.professions, *two.b.contact.professions}
        both = {p: a[p] * b[p] for p in a.keys() & b.keys() if a[p] * b[p] > 0}
        others = {p: seen for p, seen in both.items() if p not in own} or both
        least = LEAST_SHARE * max(others.values(), default=0.0)
        ranked = sorted(others, key=lambda p: (-others[p], p))
        return [p for p in ranked if others[p] >= least]

    def _kinds(self, professions: list[str]) -> str:
        return phrasing.listed([phrasing.plural(self.network.profession(p)) for p in professions])

    def _own_contact(self, seeing: list[str], two: TwoContacts) -> tuple[str, Contact] | None:
        """The most trusted of the connector's contacts who practices one of these first."""
        the_two = (two.a.contact.id, two.b.contact.id)
        for profession in seeing:
            found = [c for c in self.practicing.get(profession, ()) if c.id not in the_two]
            if found:
                return profession, min(found, key=lambda c: (-self.network.trust(c), c.id))
        return None

    @cached_property
    def practicing(self) -> dict[str, list[Contact]]:
        """The connector's contacts by what they practice first."""
        return grouped((first_profession(c), c) for c in self.network.facts.contacts)

    def sentence(self, two: TwoContacts) -> str:
        return "The same people refer clients to both {} and {}.".format(*two.called)

    def group_bound(self, groups: ProfessionGroups) -> GroupBound:
        directions = unit(groups.likelihoods @ groups.met.T)
        return GroupBound(
            lambda pairs: directions[pairs.rows] @ directions[pairs.columns].T,
        )
