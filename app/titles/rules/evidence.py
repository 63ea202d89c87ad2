"""What parts of a title prove: phrases at their ends, guarded by the words around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.titles.models import By, Lexicon
from app.titles.rules.markers import Markers
from app.titles.rules.reading import Part, ReadTitle
from app.titles.rules.words import PhraseSet, Tokens, fold, without_beginnings

GENERAL = "general_attorney"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A profession, by what it is said, and in how many words: the more, the more specific."""

    profession: str
    by: By
    size: int


class Phrases:
    """Finds professions by names and phrases at the ends of parts."""

    def __init__(
        self, lexicon: Lexicon, names: Mapping[str, str], phrases: Mapping[str, str],
        markers: Markers,
    ) -> None:  # fmt: skip
        """`names` count as a whole part, `phrases` at its end; both by their folded forms."""
        self._names = names
        self._phrases = phrases
        self._longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
        self._markers = markers
        self._beginnings = PhraseSet((*lexicon.seniority, *lexicon.filler))
        letters = {fold(one) for one in (*lexicon.credentials, *lexicon.hints, "mba", "pmp", "jd")}
        self._endings = {fold(one) for one in lexicon.endings} | letters
        self._besides = self._endings | {fold(w) for w in (*lexicon.besides, *lexicon.seniority)}
        self._alone = {fold(one) for one in (*lexicon.alone, *lexicon.whole)}
        self._helpers = {fold(one) for one in lexicon.helpers}
        self._guards = {head: PhraseSet(words) for head, words in lexicon.guards.items()}
        self._industry = PhraseSet(lexicon.industry)
        self._unfit = {head: PhraseSet(words) for head, words in lexicon.unfit_companies.items()}

    def stripped(self, tokens: Tokens) -> Tokens:
        """The tokens without seniority and filler at their beginning."""
        return without_beginnings(tokens, self._beginnings)

    def shortenings(self, tokens: Tokens) -> Iterator[Tokens]:
        """The tokens, then ever fewer of them: without words that only end a part."""
        rest = self.stripped(tokens)
        yield rest
        while len(rest) > 1 and (rest[-1] in self._endings or rest[-1].isdigit()):
            rest = rest[:-1]
            yield rest

    def find_whole(self, folded: str, title: ReadTitle) -> str | None:
        """The profession of which a whole title is a name, where the company does not forbid it."""
        name = self._names.get(folded)
        tokens = tuple(folded.split())
        return name if name is not None and self._fits(tokens, tokens, title) else None

    def find(self, part: Part, title: ReadTitle) -> Evidence | None:
        """What a part says: as a whole, before it goes on to describe, or in one of its pieces."""
        own = self._markers.before_opener(part.tokens)
        for tokens in (part.tokens, own):
            if tokens and (found := self._at_end(tokens, title)):
                return found
        pieces = Part(part.raw, own).pieces
        if len(pieces) < 2:  # noqa: PLR2004
            return None
        proofs = [self._at_end(piece, title) for piece in pieces]
        # “Barber and Beauty Equipment Sales Representative” is no barber.
        whole = proofs[-1] is not None or pieces[-1][-1] in self._besides
        said = [one for one in proofs if one is not None and (whole or one.size > 1)]
        return max(said, key=lambda one: one.size, default=None)

    def may_be_guessed(self, tokens: Tokens) -> bool:
        """Whether the last word leaves it open what someone is: no “Prime Minister” is clergy."""
        if len(tokens) > 1 and tokens[-1] in self._helpers:
            return False
        guard = self._guards.get(tokens[-1])
        return guard is None or not guard.among(tokens[:-1])

    def _at_end(self, tokens: Tokens, title: ReadTitle) -> Evidence | None:
        for rest in self.shortenings(tokens):
            whole = " ".join(rest)
            name = self._names.get(whole)
            if name is not None and self._fits(tokens, rest, title):
                return Evidence(name, "name", len(rest))
            for size in range(min(self._longest, len(rest)), 0, -1):
                phrase = " ".join(rest[-size:])
                found = self._phrases.get(phrase)
                if found is None or (phrase in self._alone and size < len(rest)):
                    continue
                if not self._fits(tokens, rest[-size:], title):
                    return None
                return Evidence(found, "phrase", 1 if found == GENERAL else size)
        return None

    def _fits(self, tokens: Tokens, phrase: Tokens, title: ReadTitle) -> bool:
        """Whether the words around a phrase leave it the profession that it names."""
        guard = self._guards.get(phrase[-1])
        around = without(title.whole if len(phrase) == 1 else tokens, phrase)
        if guard is not None and guard.among(around):
            return False
        if len(phrase) > 1:
            return True
        unfit = self._unfit.get(phrase[0])
        if unfit is not None and unfit.among(title.company):
            return False
        return not self._industry.among(without(tokens, phrase))


def without(tokens: Tokens, phrase: Tokens) -> Tokens:
    """The tokens apart from the last place where the phrase stands."""
    size = len(phrase)
    for start in range(len(tokens) - size, -1, -1):
        if tokens[start : start + size] == phrase:
            return tokens[:start] + tokens[start + size :]
    return tokens
