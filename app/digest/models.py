"""The Monday letter: a connector's week by mail, answered without signing in."""

from dataclasses import dataclass
from typing import Literal

Choice = Literal["yes", "not_now", "known"]


@dataclass(frozen=True, slots=True)
class SuggestionLink:
    """What one link of a letter stands for: a pair, proposed to a connector in a week."""

    workspace: str
    connector: str
    week: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One pairing of the letter, in words, with its link."""

    names: str
    sentence: str
    link: str


@dataclass(frozen=True, slots=True)
class Email:
    """A letter's subject and text."""

    subject: str
    text: str
