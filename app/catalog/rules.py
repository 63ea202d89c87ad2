"""Names as they are compared, occasions as they may be named, and cautions where they fit."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from app.catalog.models import Caution

PUNCTUATION = re.compile(r"[^\w&+]+")
EVERYWHERE = "*"


def normalise_title(title: str) -> str:
    """The form in which titles are compared: compatible characters, no case, no punctuation."""
    text = unicodedata.normalize("NFKC", title).casefold().replace("&", " and ")
    text = unicodedata.normalize("NFKC", text)
    return " ".join(PUNCTUATION.sub(" ", text).replace("_", " ").split())


def cautions_in(cautions: Iterable[Caution], country: str) -> tuple[Caution, ...]:
    """Those that hold in a country."""
    return tuple(c for c in cautions if not {country, EVERYWHERE}.isdisjoint(c.countries))


def caution_between(cautions: Iterable[Caution], a: str, b: str) -> Caution | None:
    """The first caution that fits two spheres; `cautions` has the particular before the general."""
    for caution in cautions:
        for this, other in ((a, b), (b, a)):
            first, second = caution.spheres
            if first == this and second in (other, EVERYWHERE):
                return caution
    return None


def circular_occasion(key: str, occasion: str, occasions: Mapping[str, str]) -> str | None:
    """What is wrong when an event names this occasion; `occasions` are those of all events.

    An occasion is the key of an event that stands for itself, or a word of its own: never an event
    that is part of another occasion, for then nothing would end the search for it.
    """
    if occasion == key:
        return None
    beyond = occasions.get(occasion, occasion)
    if beyond != occasion:
        circle = "that would be circular" if beyond == key else f"name “{beyond}”"
        return f"“{occasion}” is itself part of “{beyond}”; {circle}"
    parts = sorted(other for other, named in occasions.items() if named == key and other != key)
    if parts:
        return f"“{key}” is the occasion of “{parts[0]}”, so it can't be part of “{occasion}”"
    return None
