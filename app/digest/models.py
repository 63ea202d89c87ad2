"""The weekly email: a connector's week, answered without signing in."""

from dataclasses import dataclass
from typing import Literal

Choice = Literal["yes", "not_now", "known"]


@dataclass(frozen=True, slots=True)
class SuggestionLink:
    """What one link of the weekly email is about: a pair, suggested to a connector in a week."""

    workspace: str
    connector: str
    week: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One suggestion of the weekly email, with its sentence and link."""

    names: str
    sentence: str
    link: str
    may_know: tuple[str, ...] = ()
    """Why the two may know each other, where that is worth a question."""
    introduced: str = ""
    """The names with what they practice."""
    estimated: bool = False
    """Whether a figure is our estimate."""


@dataclass(frozen=True, slots=True)
class Email:
    """An email's subject and text."""

    subject: str
    text: str
