"""Titles to professions: exact and normalized, by names, aliases and O*NET titles.

This is the place for a better matcher: whatever it is, it answers `match(title)`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from app.catalog.models import Profession

SEPARATORS = re.compile(r"\s+[–—-]\s+|\s*[|/,;•·()]\s*|\s+(?:at|@|bei)\s+", re.IGNORECASE)
PUNCTUATION = re.compile(r"[^\w&+]+")
EVERYWHERE = "*"


def normalise_title(title: str) -> str:
    """The form in which titles are compared: compatible characters, no case, no punctuation."""
    text = unicodedata.normalize("NFKC", title).casefold().replace("&", " and ")
    text = unicodedata.normalize("NFKC", text)
    return " ".join(PUNCTUATION.sub(" ", text).replace("_", " ").split())


def parts_of(title: str) -> list[str]:
    """The whole title, then its parts from left to right: “Partner | Divorce lawyer at Acme”."""
    return [title, *(part for part in SEPARATORS.split(title) if part.strip())]


class TitleMatcher:
    """Finds the profession that a title names, in the words of a country."""

    def __init__(
        self,
        professions: Iterable[Profession],
        country: str,
        onet_titles: Mapping[str, str] | None = None,
        exact_codes: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._by_title = dict(_by_onet_title(onet_titles or {}, exact_codes or {}))
        known = list(professions)
        own, spoken = _country(country), []
        for profession in known:
            for where, aliases in profession.aliases_by_country.items():
                if _country(where) in (EVERYWHERE, own):
                    spoken += [(normalise_title(alias), profession.key) for alias in aliases]
        # An alias of another country helps where this one says nothing else.
        foreign = ((normalise_title(a), p.key) for p in known for a in p.aliases)
        names = ((normalise_title(p.name), p.key) for p in known)
        keys = ((normalise_title(p.key), p.key) for p in known)
        for found in (foreign, spoken, keys, names):
            self._by_title.update(found)
        self._by_title.pop("", None)

    def match(self, title: str) -> str | None:
        """The key of the profession that a title names, or None."""
        for part in parts_of(title):
            found = self._by_title.get(normalise_title(part))
            if found is not None:
                return found
        return None


def _country(code: str) -> str:
    """People say UK where ISO says GB."""
    return "UK" if code == "GB" else code


def _by_onet_title(
    titles: Mapping[str, str], exact_codes: Mapping[str, Sequence[str]]
) -> Iterable[tuple[str, str]]:
    """O*NET titles of those codes that mean exactly one profession."""
    owners: dict[str, set[str]] = {}
    for profession, codes in exact_codes.items():
        for code in codes:
            owners.setdefault(code, set()).add(profession)
    for title, code in titles.items():
        if len(owners.get(code, ())) == 1:
            yield normalise_title(title), next(iter(owners[code]))


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
