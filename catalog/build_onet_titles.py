"""Write onet_titles.tsv: which titles O*NET 27.0 lists for the codes that the catalog uses.

Usage: python -m catalog.build_onet_titles FOLDER, where FOLDER holds O*NET's Occupation_Data.txt,
Alternate_Titles.txt and Sample_of_Reported_Titles.txt. Only codes that mean exactly one profession
are kept, and only titles that O*NET lists under one occupation: others would be guesses.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from app.catalog.repository.files import load_catalog
from app.catalog.rules import normalise_title

HEADER = """\
# Titles from the O*NET 27.0 Database by the U.S. Department of Labor, Employment and Training
# Administration (USDOL/ETA), used under the CC BY 4.0 license. Intros has selected some of them:
# USDOL/ETA has not approved, endorsed, or tested this selection.
"""
FILES = {
    "Occupation_Data.txt": "Title",
    "Alternate_Titles.txt": "Alternate Title",
    "Sample_of_Reported_Titles.txt": "Reported Job Title",
}
TWO_IN_ONE = re.compile(r"(.+) \((.+)\)")


def titles_in(cell: str) -> Iterator[str]:
    """The title that a cell holds, or two: “Car Mechanic (Auto Mechanic)”; “DMD” is too short."""
    both = TWO_IN_ONE.fullmatch(cell)
    if both is None:
        yield cell
        return
    yield both[1]
    if " " in both[2]:
        yield both[2]


def main(folder: Path) -> None:
    shares = Counter(c for codes in load_catalog().exact_codes.values() for c in codes)
    wanted = {code for code, count in shares.items() if count == 1}
    codes: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for name, column in FILES.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                for title in titles_in(row[column]):
                    key = normalise_title(title)
                    codes[key].add(row["O*NET-SOC Code"])
                    spelled.setdefault(key, title)
    lines = sorted(
        f"{spelled[key]}\t{next(iter(found))}"
        for key, found in codes.items()
        if len(found) == 1 and found <= wanted
    )
    target = Path(__file__).parent / "onet_titles.tsv"
    target.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
