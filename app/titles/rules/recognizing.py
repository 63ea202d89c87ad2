"""The order of proof: own words, names, marks, practice, phrases, company, letters, model.

The most specific part of a title wins, not the first one.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from app.titles.models import Lexicon, Recognition
from app.titles.rules.attorneys import Attorneys
from app.titles.rules.evidence import Evidence, Phrases
from app.titles.rules.hints import Companies, Credentials
from app.titles.rules.markers import Markers
from app.titles.rules.names import Names
from app.titles.rules.reading import Part, ReadTitle, TitleReader
from app.titles.rules.words import MOST, fold

THRESHOLD = 0.95
"""From which likelihood on the model assigns: docs/titles.md has what others would give."""
SUGGESTED = 3
REMEMBERED = 100_000
WORDS = {"own", "name", "practice", "phrase"}
"""Proofs by what a title says, not by what stands around it."""


class Model(Protocol):
    """What scores professions by the words of a title."""

    def likely(self, title: str) -> list[tuple[str, float]]:
        """Professions and how likely each is (0..1), the most likely first."""
        ...


class Recognizer:
    """Finds the profession that a title names, in the words of a workspace and a country."""

    def __init__(
        self,
        lexicon: Lexicon,
        names: Names,
        model: Model | None = None,
        threshold: float = THRESHOLD,
    ) -> None:
        """`threshold`: from which likelihood on the model assigns; below, it suggests."""
        self._names = names
        self._known = names.professions
        self._reader = TitleReader(lexicon.numbers, lexicon.at)
        self._markers = Markers(lexicon)
        phrases = names.phrases | _phrases(lexicon.phrases, self._known) | names.own_phrases
        never = {fold(word) for word in lexicon.never}
        titles = {name: found for name, found in names.all.items() if name not in never}
        self._phrases = Phrases(lexicon, titles, phrases, self._markers)
        self._attorneys = Attorneys(lexicon, self._markers, self._known)
        self._companies = Companies(lexicon, self._phrases, self._known)
        self._credentials = Credentials(lexicon, self._known)
        self._model = model
        self._threshold = threshold
        self._seen: dict[tuple[str, str], Recognition] = {}

    def named(self, text: str) -> str | None:
        """The profession that someone names who means to name one, or None."""
        found = self.recognize(text)
        return found.profession if found.by in WORDS else None

    def recognize(self, title: str, company: str = "") -> Recognition:
        """What a title says, with what the company adds; remembered for files that repeat it."""
        key = (title, company)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            found = self._seen[key] = self._recognize(title, company)
        return found

    def _recognize(self, title: str, company: str) -> Recognition:
        whole = fold(title[:MOST])
        own = self._names.own.get(whole)
        if own is not None:
            return Recognition(profession=own, by="own")
        read = self._reader.read(title, company)
        named = self._phrases.find_whole(whole, read)
        if named is not None:
            return self._as_found(Evidence(named, "name", len(whole)), read)
        kept = []
        if not self._markers.rule_out(read):
            kept = [part for segment in read.segments for part in self._markers.kept(segment)]
        if not kept:
            return Recognition(ruled_out=bool(read.segments))
        found, suggested = self._by_rules(kept, read)
        return self._as_found(found, read) if found else self._by_model(kept, suggested)

    def _by_rules(self, kept: list[Part], read: ReadTitle) -> tuple[Evidence | None, Iterable[str]]:
        proofs = [self._phrases.find(part, read) for part in kept]
        practice = self._attorneys.find(kept, read)
        said = [one for one in (practice, *proofs) if one is not None]
        if said:
            return max(said, key=lambda one: one.size), ()
        by_company, suggested = self._companies.find(kept, read)
        if by_company is not None:
            return by_company, ()
        by_letters, hinted = self._credentials.find(kept, read)
        return by_letters, (*suggested, *hinted)

    def _as_found(self, found: Evidence, read: ReadTitle) -> Recognition:
        in_house = self._markers.is_in_house(read, found.profession)
        return Recognition(profession=found.profession, by=found.by, in_house=in_house)

    def _by_model(self, kept: list[Part], suggested: Iterable[str]) -> Recognition:
        text = " | ".join(" ".join(part.tokens) for part in kept)
        likely = self._model.likely(text) if self._model else []
        likely = [(key, share) for key, share in likely if key in self._known]
        is_open = all(self._phrases.may_be_guessed(part.tokens) for part in kept)
        if likely and likely[0][1] >= self._threshold and is_open:
            return Recognition(profession=likely[0][0], by="model")
        keys = dict.fromkeys((*suggested, *(key for key, _ in likely)))
        return Recognition(suggestions=tuple(keys)[:SUGGESTED])


def _phrases(phrases: Mapping[str, Iterable[str]], known: Iterable[str]) -> dict[str, str]:
    """Phrase -> profession, of professions that the workspace has: others are no fault."""
    keys = set(known)
    return {
        fold(phrase): profession
        for profession, found in phrases.items()
        if profession in keys
        for phrase in found
    }
