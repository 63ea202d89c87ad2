"""Special attorneys: a practice area and a word for an attorney, in either order."""

from collections.abc import Collection

from app.titles.models import Lexicon
from app.titles.rules.evidence import Evidence, without
from app.titles.rules.markers import Markers
from app.titles.rules.reading import Part, ReadTitle
from app.titles.rules.words import PhraseSet, Tokens, fold, tokens_of

LINKS = set("and law at the of for in fur und en de der des du e y la le".split())  # noqa: SIM905
"""Words between areas of practice, in several languages."""


class Attorneys:
    """Finds special attorneys: a practice area and a word for an attorney, in either order."""

    def __init__(self, lexicon: Lexicon, markers: Markers, known: Collection[str]) -> None:
        areas = {p: words for p, words in lexicon.practice.items() if p in known}
        self._areas = {tokens_of(w): p for p, words in areas.items() for w in words}
        self._practice = PhraseSet(" ".join(area) for area in self._areas)
        self._vague = {tokens_of(word) for word in lexicon.vague}
        self._roles = PhraseSet(lexicon.roles)
        self._firm_roles = PhraseSet(lexicon.firm_roles)
        self._firms = PhraseSet(lexicon.firm_words)
        self._mixed = {fold(word) for word in lexicon.mixed_firm_words}
        letters = (fold(one) for one in (*lexicon.credentials, *lexicon.hints))
        self._fill = {*LINKS, *(fold(word) for word in lexicon.endings), *letters}
        self._accountants = PhraseSet(lexicon.companies.get("cpa", ()))
        self._markers = markers

    def find(self, kept: list[Part], title: ReadTitle) -> Evidence | None:
        """The most specific practice of an attorney, or None."""
        held = [part for part in kept if self._has_role(part.tokens)]
        if held:
            near = self._best([found for part in held for found in self._areas_in(part, near=True)])
            return near or self._best(
                [f for part in kept for f in self._areas_in(part, near=False)]
            )
        return self._of_firm(kept, title)

    def _has_role(self, tokens: Tokens) -> bool:
        """Whether someone is an attorney, and no recruiter or secretary of attorneys."""
        own = self._markers.before_opener(tokens)
        for start, role in self._roles.find(own):
            after = own[start + len(role) :]
            if not after or after[0] in self._fill or self._covered(after):
                return True
        return False

    def _covered(self, tokens: Tokens) -> bool:
        """Whether only areas of practice and words between them follow."""
        inside: set[int] = set()
        for start, area in self._practice.find(tokens):
            inside.update(range(start, start + len(area)))
        return all(place in inside or token in self._fill for place, token in enumerate(tokens))

    def _areas_in(self, part: Part, *, near: bool) -> list[Tokens]:
        tokens = part.tokens
        return [area for _, area in self._practice.find(tokens) if near or area not in self._vague]

    def _best(self, areas: list[Tokens]) -> Evidence | None:
        if not areas:
            return None
        best = max(areas, key=lambda area: (area not in self._vague, len(area)))
        return Evidence(self._areas[best], "practice", len(best) + 1)

    def _of_firm(self, kept: list[Part], title: ReadTitle) -> Evidence | None:
        """“Partner, Trusts & Estates” is an attorney where the company or the title says law."""
        words = {w for _, phrase in self._firms.find(title.company + title.whole) for w in phrase}
        if not words or not any(self._firm_roles.among(part.tokens) for part in kept):
            return None
        found = [
            area
            for part in kept
            for area in self._areas_in(part, near=True)
            if area not in self._vague or self._is_area(part.tokens, area)
        ]
        best = self._best(found)
        if best and best.profession == "tax_attorney" and words <= self._mixed:
            return None
        return None if self._accountants.among(title.company) else best

    def _is_area(self, tokens: Tokens, area: Tokens) -> bool:
        """Whether a part is an area and the role, and nothing else."""
        rest = without(tokens, area)
        taken = {t for _, role in self._firm_roles.find(rest) for t in role}
        return all(t in taken or t in self._fill or t in {"senior", "managing"} for t in rest)
