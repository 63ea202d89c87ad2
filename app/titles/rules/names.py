"""What professions are called: by the workspace, the catalog, other countries and O*NET."""

from collections.abc import Iterable, Mapping, Sequence

from app.catalog.models import Profession
from app.catalog.rules import EVERYWHERE
from app.titles.rules.words import fold


class Names:
    """Folded names -> professions, each level over those before it."""

    def __init__(
        self,
        professions: Iterable[Profession],
        country: str,
        *,
        shipped: Iterable[Profession] = (),
        onet_titles: Mapping[str, str] | None = None,
        exact_codes: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`shipped`: the catalog that ships with the program; own names are those that it lacks."""
        known = list(professions)
        self.professions = {profession.key for profession in known}
        here = {EVERYWHERE, _country(country)}
        # An alias of another country helps where this one says nothing else.
        named = {fold(alias): p.key for p in known for alias in p.aliases}
        for profession in known:
            for where, aliases in profession.aliases_by_country.items():
                if _country(where) in here:
                    named |= {fold(alias): profession.key for alias in aliases}
        named |= {fold(name): p.key for p in known for name in (p.key, p.name)}
        self.own = _own(named, shipped)
        titles = _onet(onet_titles or {}, exact_codes or {}, self.professions)
        self.all: dict[str, str] = {k: p for k, p in (titles | named).items() if k}
        self.phrases = {k: p for k, p in named.items() if " " in k}
        """Names of several words also count at the end of a part."""
        self.own_phrases = {k: p for k, p in self.own.items() if " " in k}


def _own(named: Mapping[str, str], shipped: Iterable[Profession]) -> dict[str, str]:
    """What the workspace says itself."""
    before = {(fold(n), p.key) for p in shipped for n in (p.key, p.name, *p.aliases)}
    return {k: p for k, p in named.items() if k and before and (k, p) not in before}


def _country(code: str) -> str:
    """People say UK where ISO says GB."""
    return "UK" if code == "GB" else code


def _onet(
    titles: Mapping[str, str], codes: Mapping[str, Sequence[str]], known: Iterable[str]
) -> dict[str, str]:
    """O*NET titles of those codes that mean exactly one profession."""
    owners: dict[str, set[str]] = {}
    for profession, its_codes in codes.items():
        for code in its_codes:
            owners.setdefault(code, set()).add(profession)
    one = {code: next(iter(found)) for code, found in owners.items() if len(found) == 1}
    keys = set(known)
    return {fold(title): one[c] for title, c in titles.items() if one.get(c) in keys}
