"""People as chips: a name, what they do, one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.pairings.rules import phrasing


@dataclass(frozen=True, slots=True)
class Chip:
    """One person, as every page shows them."""

    id: str
    name: str
    work: str
    """Their professions, in words; empty where no one said."""
    line: str = ""


def professions_in_words(keys: Sequence[str], names: Mapping[str, str]) -> str:
    """“Estate attorney and tax adviser”."""
    said = [names.get(key, key) for key in keys]
    rest = [phrasing.in_sentence(name) for name in said[1:]]
    return phrasing.listed([*said[:1], *rest])


def at_work(title: str | None, organisation: str | None) -> str:
    """“Partner, Lowe & Sons”."""
    return ", ".join(part for part in (title, organisation) if part)
