"""What companies and letters after a name say of someone whose title says little."""

import re
from collections.abc import Collection

from app.titles.models import Lexicon
from app.titles.rules.evidence import GENERAL, Evidence, Phrases
from app.titles.rules.reading import Part, ReadTitle
from app.titles.rules.words import PhraseSet, Tokens, fold, tokens_of

LETTERS = re.compile(r"[A-Za-z][A-Za-z.]*[A-Za-z]")
BEFORE_DC = "washington"


class Companies:
    """Finds professions by company for those whose title is only a role."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases, known: Collection[str]) -> None:
        hints = {p: words for p, words in lexicon.companies.items() if p in known}
        self._hints = {tokens_of(word): p for p, words in hints.items() for word in words}
        self._named = PhraseSet(" ".join(hint) for hint in self._hints)
        trades = {p: words for p, words in lexicon.trades.items() if p in known}
        self._trades = {fold(word): p for p, words in trades.items() for word in words}
        self._strong = {fold(role) for role in lexicon.strong_roles}
        self._owners = {fold(role) for role in lexicon.owner_roles}
        self._weak = {fold(role) for role in lexicon.weak_roles} | self._owners
        self._firms = PhraseSet(lexicon.firm_words)
        self._mixed = {fold(word) for word in lexicon.mixed_firm_words}
        self._ends = {fold(word) for word in lexicon.endings}
        self._phrases = phrases
        self._beginnings = {fold(w) for w in (*lexicon.seniority, *lexicon.filler)}

    def find(self, kept: list[Part], title: ReadTitle) -> tuple[Evidence | None, list[str]]:
        """What the company proves, and what it only suggests."""
        roles = [" ".join(part.tokens) for part in kept]
        roles += [" ".join(piece) for part in kept for piece in part.pieces]
        if any(role in self._owners for role in roles):
            said = self._trade_in_title(kept)
            if said is not None:
                return Evidence(said, "trade", 1), []
        if not all(self._is_role(part) for part in kept):
            return None, []
        hinted = self._by_company(title.company)
        if hinted and any(role in self._strong for role in roles):
            return Evidence(hinted, "company", 1), []
        traded = self._by_trade(title.company)
        if traded and any(role in self._owners for role in roles):
            return Evidence(traded, "company", 1), []
        weak = hinted or traded or self._law_firm(title.company)
        return None, [weak] if weak else []

    def _is_role(self, part: Part) -> bool:
        whole = " ".join(part.tokens)
        known = self._strong | self._owners | self._weak | self._beginnings
        return whole in known or all(" ".join(piece) in known for piece in part.pieces)

    def _trade_in_title(self, kept: list[Part]) -> str | None:
        for part in kept:
            for tokens in (part.tokens, *part.pieces):
                found = self._by_trade(tokens)
                if found is not None:
                    return found
        return None

    def _by_trade(self, tokens: Tokens) -> str | None:
        """The trade at the end of a name, the words behind it that only end names left out."""
        rest = tokens
        while rest:
            for size in range(min(4, len(rest)), 0, -1):
                found = self._trades.get(" ".join(rest[-size:]))
                if found is not None:
                    return found
            if rest[-1] not in self._ends:
                return None
            rest = rest[:-1]
        return None

    def _by_company(self, company: Tokens) -> str | None:
        """Names of one word count only at the beginning or the end of the company's."""
        rest = company
        while rest and rest[-1] in self._ends:
            rest = rest[:-1]
        for start, hint in self._named.find(rest):
            if len(hint) > 1 or start == 0 or start == len(rest) - 1:
                return self._hints[hint]
        return None

    def _law_firm(self, company: Tokens) -> str | None:
        return GENERAL if self._firms.among(company) else None


class Credentials:
    """Finds professions by letters such as CPA, and what letters only suggest."""

    def __init__(self, lexicon: Lexicon, known: Collection[str]) -> None:
        self._proof = {k.casefold(): p for k, p in lexicon.credentials.items() if p in known}
        self._capitals = {one.casefold() for one in lexicon.capitals}
        self._hints = {k.casefold(): p for k, p in lexicon.hints.items() if p in known}

    def find(self, kept: list[Part], title: ReadTitle) -> tuple[Evidence | None, list[str]]:
        suggested = []
        for part in kept:
            for match in LETTERS.finditer(part.raw):
                written = match[0].replace(".", "")
                letters = written.casefold()
                if letters in self._hints:
                    suggested.append(self._hints[letters])
                found = self._proof.get(letters)
                if found is None or not self._ends_part(part, match.end()):
                    continue
                alone = part.tokens == (letters,) and written.isupper()
                if letters in self._capitals and not (alone and len(title.parts) > 1):
                    continue
                if letters == "dc" and BEFORE_DC in title.whole:
                    continue
                return Evidence(found, "credential", 0), suggested
        return None, suggested

    def _ends_part(self, part: Part, end: int) -> bool:
        """Whether only more letters, or nothing, follow in the part."""
        rest = (one[0].replace(".", "").casefold() for one in LETTERS.finditer(part.raw[end:]))
        return all(one in self._proof or one in self._hints for one in rest)
