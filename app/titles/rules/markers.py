"""Who is no one to introduce whatever profession the title names, and who serves one employer."""

from app.titles.models import Lexicon
from app.titles.rules.reading import Part, ReadTitle, Segment
from app.titles.rules.words import PhraseSet, Tokens


class Markers:
    """Leaves out of a title what someone no longer, not yet or only assists in doing."""

    def __init__(self, lexicon: Lexicon) -> None:
        nothing = lexicon.nothing
        self._retired = PhraseSet(nothing.retired)
        self._student = PhraseSet(nothing.student)
        self._seeking = PhraseSet(nothing.seeking)
        self._public = PhraseSet(nothing.public_service)
        self._of_a_part = PhraseSet(
            (*nothing.former, *nothing.assistant, *nothing.teaching, *nothing.public_service)
        )
        self._innocent = PhraseSet(w for words in lexicon.something.values() for w in words)
        self._openers = set(lexicon.openers)
        self._in_house = PhraseSet(lexicon.in_house.words)
        self._not_in_house = PhraseSet(lexicon.in_house.exceptions)
        self._lifts = PhraseSet(lexicon.in_house.unless)
        self._trades = {key: PhraseSet(w) for key, w in lexicon.in_house.employers.items()}
        self._firms = PhraseSet(lexicon.firm_words)

    def rule_out(self, title: ReadTitle) -> bool:
        """Whether all of the title is of someone retired, studying or seeking."""
        if self._public.begins(title.company):
            return True
        for part in title.parts:
            if self._innocent.among(part.tokens):
                continue
            own = self.before_opener(part.tokens)
            if self._retired.among(own) or self._student.among(own):
                return True
            if self._seeking.among(part.tokens):
                return True
        return False

    def before_opener(self, tokens: Tokens) -> Tokens:
        """What comes before “for”, “helping” and the like: the rest only describes."""
        for position, token in enumerate(tokens):
            if token in self._openers:
                return tokens[:position]
        return tokens

    def kept(self, segment: Segment) -> list[Part]:
        """The parts of a segment that say what someone does themselves, now.

        A mark in the first part holds for the rest of its segment: “Assistant to the Partner, Tax”.
        """
        kept: list[Part] = []
        for position, part in enumerate(segment):
            marked = [self._is_marked(piece) for piece in part.pieces]
            spans = self._is_marked(part.tokens) and not any(marked)
            if position == 0 and (spans or marked[:1] == [True]):
                return []
            if any(marked):
                left = zip(part.pieces, marked, strict=True)
                kept += [Part(part.raw, piece) for piece, is_marked in left if not is_marked]
            elif not spans:
                kept.append(part)
        return kept

    def _is_marked(self, tokens: Tokens) -> bool:
        return self._of_a_part.among(tokens) and not self._innocent.among(tokens)

    def is_in_house(self, title: ReadTitle, profession: str) -> bool:
        """Whether someone of a profession serves one employer, as far as the title says."""
        if not self._in_house.among(title.whole) or self._not_in_house.among(title.whole):
            return False
        if self._lifts.among(title.whole):
            return False
        if profession.endswith("_attorney") and self._firms.among(title.company):
            return False
        trade = self._trades.get(profession)
        return trade is None or not trade.among(title.company)
