"""What the recognition of titles is worth, written to docs/titles.md.

Usage: python -m benchmarks.titles FOLDER, where FOLDER holds O*NET's files (see `catalog.onet`).
Two sets that no rule was made for: the fifth of O*NET's titles that is held back, and titles as
contacts write them (`tests/data/titles`). Beside it: exact names, and the nearest name by letters.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
from scipy.sparse import csr_matrix

from app.catalog.repository.files import load_catalog, load_onet_titles
from app.titles.models import Recognition
from app.titles.repository import load_lexicon, load_model
from app.titles.rules.names import Names
from app.titles.rules.recognizing import THRESHOLD, Recognizer
from app.titles.rules.words import fold
from catalog.onet import is_held_back, professions_by_code, read_related, read_titles

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "titles.md"
HELD_OUT = ROOT / "tests" / "data" / "titles" / "held_out.tsv"
THRESHOLDS = (0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5)
ALIKE = (0.9, 0.8, 0.7)
ROWS = 30_000

Recognize = Callable[[str, str], Recognition]


@dataclass(frozen=True)
class Case:
    """A title with what is right for it; `clear` when it names one of our professions for sure."""

    title: str
    company: str
    right: frozenset[str]
    clear: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Precision of what was assigned; of the clear titles, shares assigned and among three."""

    assigned: int
    precision: float
    recall: float
    among_three: float


def onet_cases(folder: Path) -> list[Case]:
    """Right is the profession of the title's own occupation or of one that is primarily related."""
    exact, nearest = professions_by_code()
    related = read_related(folder)
    cases = []
    for title, codes in read_titles(folder).items():
        if not is_held_back(title):
            continue
        around = {other for code in codes for other in (code, *related.get(code, ()))}
        right = {p for code in around for of in (exact, nearest) for p in of.get(code, ())}
        clear = exact.get(min(codes), set()) if len(codes) == 1 else set()
        cases.append(Case(title, "", frozenset(right), frozenset(clear)))
    return cases


def contact_cases() -> list[Case]:
    """Titles as contacts write them, labeled by hand; those that people can't tell are left out."""
    known = {profession.key for profession in load_catalog().professions}
    cases = []
    with HELD_OUT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["note"] == "unclear":
                continue
            labels = set(row["profession"].split("|"))
            right = frozenset(labels & known)
            clear = frozenset() if "-" in labels else right
            cases.append(Case(row["title"], row["company"], right, clear))
    return cases


def measure(cases: Sequence[Case], recognize: Recognize) -> Figures:
    assigned = right = found = among = clear = 0
    for case in cases:
        got = recognize(case.title, case.company)
        assigned += got.profession is not None
        right += got.profession in case.right
        clear += bool(case.clear)
        found += got.profession in case.clear
        among += not case.clear.isdisjoint((got.profession, *got.suggestions))
    return Figures(assigned, right / max(assigned, 1), found / clear, among / clear)


def names_without_held_back() -> Names:
    """All names but O*NET's titles that are held back."""
    catalog = load_catalog()
    return Names(
        catalog.professions,
        "US",
        shipped=catalog.professions,
        onet_titles={t: c for t, c in load_onet_titles().items() if not is_held_back(t)},
        exact_codes=catalog.exact_codes,
    )


class NearestName:
    """The name that has most letters in a row in common: what we do not do, for comparison."""

    def __init__(self, names: Names, threshold: float) -> None:
        self._names = sorted(names.all)
        self._professions = [names.all[name] for name in self._names]
        self._columns: dict[str, int] = {}
        self._table = self._matrix(self._names, learn=True)
        self._threshold = threshold

    def __call__(self, title: str, _: str) -> Recognition:
        alike = (self._table @ self._matrix([fold(title)], learn=False).T).toarray().ravel()
        best = np.argsort(-alike)[:20]
        keys = list(dict.fromkeys(self._professions[place] for place in best if alike[place] > 0))
        if not keys or alike[best[0]] < self._threshold:
            return Recognition(suggestions=tuple(keys[:3]))
        return Recognition(profession=keys[0])

    def _matrix(self, texts: Iterable[str], *, learn: bool) -> csr_matrix:
        places, ends, values = [], [0], []
        for text in texts:
            padded = f" {text} "
            grams = {padded[start : start + 3] for start in range(len(padded) - 2)}
            if learn:
                for gram in sorted(grams):
                    self._columns.setdefault(gram, len(self._columns))
            own = [self._columns[gram] for gram in grams if gram in self._columns]
            places += own
            values += [len(grams) ** -0.5] * len(own)
            ends.append(len(places))
        shape = (len(ends) - 1, len(self._columns) if not learn else max(len(self._columns), 1))
        return csr_matrix((values, places, ends), shape=shape)


def exactly(names: Names) -> Recognize:
    """Only whole titles that are a name."""
    return lambda title, _: Recognition(profession=names.all.get(fold(title)))


def ways(names: Names) -> dict[str, Recognize]:
    lexicon, model = load_lexicon(), load_model()
    found: dict[str, Recognize] = {"exact names": exactly(names)}
    found |= {f"nearest name, alike ≥ {alike}": NearestName(names, alike) for alike in ALIKE}
    found["words alone"] = Recognizer(lexicon, names).recognize
    for threshold in THRESHOLDS:
        shipped = " (shipped)" if threshold == THRESHOLD else ""
        recognizer = Recognizer(lexicon, names, model, threshold)
        found[f"words and model ≥ {threshold}{shipped}"] = recognizer.recognize
    return found


def table(cases: Sequence[Case], names: Names) -> str:
    lines = ["| way | assigned | precision | clear titles assigned right | right among three |",
             "|---|---:|---:|---:|---:|"]  # fmt: skip
    for name, recognize in ways(names).items():
        f = measure(cases, recognize)
        shares = f"{f.precision:.3f} | {f.recall:.1%} | {f.among_three:.1%}"
        lines.append(f"| {name} | {f.assigned:,} | {shares} |")
    return "\n".join(lines)


def seconds(cases: Sequence[Case], names: Names) -> float:
    """How long so many different rows take on one core."""
    recognizer = Recognizer(load_lexicon(), names, load_model())
    begun = process_time()
    for row in range(ROWS):
        case = cases[row % len(cases)]
        recognizer.recognize(case.title, f"{case.company} {row}")
    return process_time() - begun


def page(folder: Path) -> str:
    names = names_without_held_back()
    onet, contacts = onet_cases(folder), contact_cases()
    clear = [sum(bool(case.clear) for case in cases) for cases in (onet, contacts)]
    return f"""\
# How well titles are recognized

Measured by `python -m benchmarks.titles FOLDER`. Imports read a title with the company beside
it. They assign a profession, suggest up to three, or say that there is none. *Precision* is the
share of what was assigned that is right. The two other shares are of the clear titles: those
that name one of our professions without doubt.

## Titles as contacts write them

{len(contacts)} titles in the style of LinkedIn, {clear[1]} of them clear. They are made up. We
wrote and labeled them before the recognition was tuned, knowing its list of words. No rule was
made for one of them, but the model’s threshold was set with their totals in view. So they are a
proxy: only titles of your own contacts would show what you will get.

{table(contacts, names)}

## O*NET’s titles that training never saw

A fifth of O*NET’s titles: {len(onet):,}, most of them of industry, {clear[0]} of them clear.
They are held back from the names as well, so this says how unknown titles fare. Imports know
many of them exactly. Right is the profession of the title’s occupation, or of one that O*NET calls
primarily related. Clear are the titles of an occupation that is just one or some of our
professions.

{table(onet, names)}

## What the figures say

- **The nearest name is no way.** Either it finds little, or much of what it assigns is wrong.
- **The model assigns from a likelihood of {THRESHOLD} on.** Below, it suggests: the right
  profession is among three far more often than it could be assigned.
- **{ROWS:,} different rows** take {seconds(onet, names):.1f} s of one core here.
- **O*NET’s labels are strict.** A cosmetic dentist is of another occupation there than a
  dentist.
"""


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1])), encoding="utf-8")
