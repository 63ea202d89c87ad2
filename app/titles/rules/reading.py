"""A title in its segments and parts: “Owner | Realtor, GRI at Acme” has two, the second has two."""

import re
from dataclasses import dataclass
from functools import cached_property

from app.titles.rules.words import MOST, Tokens, tokens_of

SEGMENTS = re.compile(r"\s*[|/;•·★»~:\[\]()]\s*|\s+[–—-]+\s+|\s*[–—]\s*")
PARTS = re.compile(r"\s*,\s*")
NUMBERED = re.compile(r"[\d®™©]|\((?:r|tm)\)", re.IGNORECASE)
WRITTEN_APART = re.compile(r"(ob)\s?[/-]\s?(gyn)|(401)\((k)\)", re.IGNORECASE)
ANDS = {"and", "und", "et", "y", "e", "i"}


def _joined(match: re.Match[str]) -> str:
    return "".join(group for group in match.groups() if group)


@dataclass(frozen=True)
class Part:
    """A piece of a title between separators."""

    raw: str
    tokens: Tokens

    @cached_property
    def pieces(self) -> tuple[Tokens, ...]:
        """Its pieces between words for “and”."""
        pieces: list[list[str]] = [[]]
        for token in self.tokens:
            if token in ANDS:
                pieces.append([])
            else:
                pieces[-1].append(token)
        return tuple(tuple(piece) for piece in pieces if piece)


Segment = tuple[Part, ...]


@dataclass(frozen=True)
class ReadTitle:
    """A title as it is read, with the company that it or another column names."""

    whole: Tokens
    segments: tuple[Segment, ...]
    company: Tokens

    @property
    def parts(self) -> list[Part]:
        return [part for segment in self.segments for part in segment]


class TitleReader:
    """Takes titles apart; numbers of licenses are left out."""

    def __init__(self, numbers: tuple[str, ...], at: tuple[str, ...]) -> None:
        self._numbers = re.compile("|".join(f"(?:{one})" for one in numbers), re.IGNORECASE)
        self._at = re.compile(rf"\s+(?:{'|'.join(map(re.escape, at))})\s+|\s*@\s*", re.IGNORECASE)

    def read(self, title: str, company: str = "") -> ReadTitle:
        text = WRITTEN_APART.sub(_joined, title[:MOST])
        if NUMBERED.search(text):
            text = self._numbers.sub(" ", text)
        companies = [company[:MOST]]
        segments = []
        for segment in SEGMENTS.split(text):
            parts = []
            for raw in PARTS.split(segment):
                said, *employers = self._at.split(f" {raw}", maxsplit=1)
                companies += employers
                if tokens := tokens_of(said):
                    parts.append(Part(said.strip(), tokens))
            if parts:
                segments.append(tuple(parts))
        whole = tuple(token for segment in segments for part in segment for token in part.tokens)
        return ReadTitle(whole, tuple(segments), tokens_of(" ".join(companies)))
