"""The words in titles, read from the files that the program ships with."""

from functools import cache
from typing import Any

import yaml

from app.catalog.repository.files import Loader
from app.resources import shipped
from app.titles.models import Lexicon


@cache
def load_lexicon() -> Lexicon:
    """The shipped words; those of all languages are among the phrases."""
    folder = shipped("catalog") / "titles"
    content: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        content |= _read(path)
    phrases = {profession: tuple(found) for profession, found in content["phrases"].items()}
    for path in sorted((folder / "languages").glob("*.yaml")):
        for profession, found in _read(path).items():
            phrases[profession] = (*phrases.get(profession, ()), *found)
    return Lexicon.model_validate(content | {"phrases": phrases})


def _read(path: Any) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506
    return content
