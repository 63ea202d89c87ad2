"""Words as titles are compared: without case, accents and punctuation; and phrases among them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from app.catalog.rules import normalise_title

Tokens = tuple[str, ...]
OWNED = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
DOTTED = re.compile(r"\b([A-Za-z])\.(?=[A-Za-z])")
ASCII_WORDS = re.compile(r"[a-z0-9]+")
UNACCENTED = str.maketrans("łøđæœ", "lodeo", "")
MOST = 500
"""Characters of a title that are read: what is longer is no title but a text."""


def fold(text: str) -> str:
    """The form in which words are compared: “Buyer’s Agent” → “buyers agent”, “Léa” → “lea”."""
    return " ".join(tokens_of(text))


def tokens_of(text: str) -> Tokens:
    """The words of a text in the form in which they are compared."""
    written = OWNED.sub("s", text) if "'" in text or "’" in text else text
    if "." in written:
        written = DOTTED.sub(r"\1", written)
    written = written.replace("+", " and ").replace("&", " and ")
    if written.isascii():
        return tuple(ASCII_WORDS.findall(written.lower()))
    plain = normalise_title(written).translate(UNACCENTED)
    apart = unicodedata.normalize("NFD", plain)
    return tuple("".join(c for c in apart if not unicodedata.combining(c)).split())


class PhraseSet:
    """Finds phrases anywhere among tokens."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[Tokens]] = {}
        for phrase in dict.fromkeys(tokens_of(text) for text in phrases):
            if phrase:
                self._by_first.setdefault(phrase[0], []).append(phrase)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def find(self, tokens: Tokens) -> Iterator[tuple[int, Tokens]]:
        """Where a phrase begins, and which; the longest first of those that begin there."""
        for position, token in enumerate(tokens):
            for phrase in self._by_first.get(token, ()):
                if tokens[position : position + len(phrase)] == phrase:
                    yield position, phrase

    def among(self, tokens: Tokens) -> bool:
        return next(self.find(tokens), None) is not None

    def begins(self, tokens: Tokens) -> Tokens:
        """The longest phrase with which the tokens begin, or none."""
        for phrase in self._by_first.get(tokens[0], ()) if tokens else ():
            if tokens[: len(phrase)] == phrase:
                return phrase
        return ()


def without_beginnings(tokens: Tokens, words: PhraseSet) -> Tokens:
    """The tokens without such words at their beginning; the last one stays."""
    rest = tokens
    while len(rest) > 1:
        begun = words.begins(rest) or (rest[:1] if rest[0] in ("and", "of", "the") else ())
        if not begun or len(begun) == len(rest):
            return rest
        rest = rest[len(begun) :]
    return rest
