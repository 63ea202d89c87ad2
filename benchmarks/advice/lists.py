"""Published lists of referral partners, as the catalog can be asked about them."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "lists.yaml"


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner that a list names: any of these professions, one of them unless it is a word."""

    named: str
    professions: frozenset[str]

    @property
    def is_word(self) -> bool:
        """Whether the page is no more precise than “an attorney”."""
        return self.professions != {self.named}


@dataclass(frozen=True, slots=True)
class PartnerList:
    """Whom a page names for a profession, as far as the catalog knows them."""

    profession: str
    partners: tuple[Partner, ...]
    unknown: tuple[str, ...]
    """What it names besides: keys that the catalog lacks, and what has no key at all."""
    source: str


def read_lists(catalog: Set[str], file: Path = FILE) -> list[PartnerList]:
    """The lists for professions of this catalog that name at least one of its professions."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    read = [_read(entry, content["words"], catalog) for entry in content["lists"]]
    return [one for one in read if one.profession in catalog and one.partners]


def _read(
    entry: Mapping[str, Any], words: Mapping[str, list[str]], catalog: Set[str]
) -> PartnerList:
    own = entry["profession"]
    partners, unknown = [], list(entry.get("other", ()))
    for named in entry["partners"]:
        known = frozenset(words.get(named, [named])) & catalog - {own}
        if known:
            partners.append(Partner(named, known))
        else:
            unknown.append(named)
    return PartnerList(own, tuple(partners), tuple(unknown), entry["source"])
