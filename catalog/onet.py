"""O*NET's titles with their occupations, as training and the report on titles read them.

A fifth of the titles is held back: no training, no phrase and no threshold has seen it.
"""

import csv
from collections import defaultdict
from pathlib import Path
from zlib import crc32

from app.catalog.repository.files import load_catalog
from app.titles.rules.words import fold
from catalog.build_onet_titles import FILES, titles_in

CODE = "O*NET-SOC Code"
PARTS = 5


def read_titles(folder: Path) -> dict[str, set[str]]:
    """Title -> the codes of the occupations that O*NET lists it under."""
    codes: dict[str, set[str]] = defaultdict(set)
    for name, column in FILES.items():
        for row in _rows(folder / name):
            for title in titles_in(row[column]):
                codes[title].add(row[CODE])
    return dict(codes)


def read_related(folder: Path) -> dict[str, set[str]]:
    """Code -> itself and the occupations that O*NET calls primarily related."""
    related: dict[str, set[str]] = defaultdict(set)
    for row in _rows(folder / "Related_Occupations.txt"):
        if row["Relatedness Tier"].startswith("Primary"):
            related[row[CODE]].add(row["Related O*NET-SOC Code"])
    return dict(related)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_held_back(title: str) -> bool:
    """Whether a title is one of the fifth that only the report sees."""
    return crc32(fold(title).encode()) % PARTS == 0


def professions_by_code() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Code -> professions that are just this occupation; code -> those it is nearest to."""
    catalog = load_catalog()
    exact: dict[str, set[str]] = defaultdict(set)
    nearest: dict[str, set[str]] = defaultdict(set)
    for profession in catalog.professions:
        for code in profession.onet_codes:
            of = exact if code in catalog.exact_codes[profession.key] else nearest
            of[code].add(profession.key)
    return dict(exact), dict(nearest)
