"""What professions are called: by the workspace, the catalog, other countries and O*NET."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
        named |= {name: key for p in known for name, key in _called(p, here)}
        before = {one for p in shipped for one in _called(p, here)}
        own = ((name, key) for p in known for name, key in _called(p, here) if before)
        self.own = {name: key for name, key in own if (name, key) not in before}
        named |= self.own
        titles = _onet(onet_titles or {}, exact_codes or {}, self.professions)
        self.all: dict[str, str] = {k: p for k, p in (titles | named).items() if k}
        self.phrases = {k: p for k, p in named.items() if " " in k}
        """Names of several words also count at the end of a part."""
        self.own_phrases = {k: p for k, p in self.own.items() if " " in k}


def _called(profession: Profession, here: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What a profession is called in a country, its key and name last."""
    placed = {alias for names in profession.aliases_by_country.values() for alias in names}
    spoken = [alias for alias in profession.aliases if alias not in placed]
    for where, aliases in profession.aliases_by_country.items():
        if _country(where) in here:
            spoken += aliases
    for name in (*spoken, profession.key, profession.name):
        if folded := fold(name):
            yield folded, profession.key


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
