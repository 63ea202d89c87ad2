"""Train the linear model of titles and write its numbers: catalog/titles/model.npz.

Usage: python -m catalog.train_titles FOLDER, where FOLDER holds O*NET's files (see `onet`). Needs
scikit-learn, which the program itself does not. It learns from O*NET's titles but the fifth that is
held back, from our phrases with words around them, and from titles that name no profession.
"""

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.catalog.repository.files import load_catalog
from app.titles.repository import MODEL, load_lexicon
from app.titles.rules.linear import NONE, VERSION, features
from app.titles.rules.names import Names
from app.titles.rules.recognizing import Recognizer
from app.titles.rules.words import Tokens, fold, tokens_of
from catalog.onet import is_held_back, professions_by_code, read_titles

HERE = Path(__file__).parent / "titles"
MOST_FEATURES = 12_000
LEAST_SEEN = 3
STRENGTH = 30.0
ROUNDS = 100
KNOWN = 2.5
"""How much a title of one of our professions counts: there are twenty times as many others."""
SEED = 7
ROLES = ("attorney", "lawyer", "counsel", "law partner", "solicitor", "law")


@dataclass(frozen=True)
class Example:
    """A title, the profession that it names (or NONE), and how much it counts."""

    tokens: Tokens
    label: str
    weight: float


def from_onet(folder: Path) -> list[Example]:
    """Titles of occupations that are one profession, or none; others would be guesses."""
    exact, nearest = professions_by_code()
    catalog = load_catalog().professions
    rules = Recognizer(load_lexicon(), Names(catalog, "US", shipped=catalog))
    examples = []
    for title, codes in read_titles(folder).items():
        if is_held_back(title):
            continue
        named = set().union(*(exact.get(code, set()) for code in codes))
        near = set().union(*(nearest.get(code, set()) for code in codes))
        label: str | None = None
        if not named and not near:
            label = NONE
        elif len(named) == 1 and not near and all(code in exact for code in codes):
            label = min(named)
        elif named:
            by_rules = rules.recognize(title).profession
            label = by_rules if by_rules in named else None
        if label:
            examples.append(Example(tokens_of(title), label, 1.0 if label == NONE else KNOWN))
    return examples


def phrases() -> dict[str, set[str]]:
    """What each profession is called by the catalog and by the lexicon."""
    lexicon, catalog = load_lexicon(), load_catalog().professions
    called: dict[str, set[str]] = defaultdict(set)
    for profession in catalog:
        names = (profession.name, *profession.aliases, *lexicon.phrases.get(profession.key, ()))
        called[profession.key] |= {fold(name) for name in names}
        for area in map(fold, lexicon.practice.get(profession.key, ())):
            called[profession.key] |= {f"{area} {role}" for role in ROLES} | {f"attorney {area}"}
    return called


def from_words() -> list[Example]:
    """Phrases as they stand and with words around them, and titles of no profession."""
    words = yaml.safe_load((HERE / "training" / "others.yaml").read_text(encoding="utf-8"))
    alone = {fold(word) for word in load_lexicon().alone}
    random = Random(SEED)  # noqa: S311 - the same model each time
    examples = []
    for profession, called in phrases().items():
        for phrase in sorted(called):
            examples.append(Example(tuple(phrase.split()), profession, 1.5))
            if phrase in alone:
                continue
            around = [f"{before} {phrase}" for before in random.sample(words["before"], 3)]
            behind = [f"{phrase} {after}" for after in random.sample(words["after"], 2)]
            examples += [Example(tuple(t.split()), profession, 0.5) for t in around + behind]
    for title in words["others"]:
        examples.append(Example(tokens_of(title), NONE, 2.0))
        examples += [
            Example(tokens_of(f"{word} {title}"), NONE, 1.0) for word in words["seniority"]
        ]
    return examples


def train(examples: list[Example]) -> dict[str, object]:
    """The numbers of the model, as `read_model` reads them."""
    found = [features(example.tokens) for example in examples]
    seen: Counter[int] = Counter()
    for example, some in zip(examples, found, strict=True):
        if example.label != NONE:
            seen.update(sorted(some))
    vocabulary = [f for f, count in seen.most_common(MOST_FEATURES) if count >= LEAST_SEEN]
    rows = {feature: row for row, feature in enumerate(vocabulary)}
    classes = [NONE, *sorted({example.label for example in examples} - {NONE})]
    places, ends, values = [], [0], []
    for some in found:
        own = sorted(rows[feature] for feature in some if feature in rows)
        places += own
        values += [len(some) ** -0.5] * len(own)
        ends.append(len(places))
    matrix = csr_matrix((values, places, ends), shape=(len(found), len(rows)))
    labels = [classes.index(example.label) for example in examples]
    learned = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    learned.fit(matrix, labels, sample_weight=[example.weight for example in examples])
    scale = float(np.quantile(np.abs(learned.coef_), 0.9999)) / 127
    return {
        "version": np.int32(VERSION),
        "classes": np.array(classes),
        "vocabulary": np.array(vocabulary, dtype=np.uint32),
        "weights": np.clip(np.round(learned.coef_.T / scale), -127, 127).astype(np.int8),
        "scale": np.float32(scale),
        "bias": learned.intercept_.astype(np.float32),
    }


def main(folder: Path) -> None:
    examples = from_onet(folder) + from_words()
    numbers = train(examples)
    np.savez_compressed(HERE / MODEL, **numbers)
    print(f"{len(examples)} titles, {(HERE / MODEL).stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
