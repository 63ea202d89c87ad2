"""The words in titles and the linear model, read from the files that the program ships with."""

from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import structlog
import yaml

from app.catalog.repository.files import Loader
from app.resources import shipped
from app.titles.models import Lexicon
from app.titles.rules.linear import VERSION, LinearModel

MODEL = "model.npz"
WITHOUT = "titles_without_model"
log = structlog.get_logger()


class ModelFault(Exception):
    """Why the shipped model can't be used; the message is for the operator."""


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


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506
    return content


@cache
def load_model() -> LinearModel | None:
    """The shipped model; without it titles are recognized by words alone, and the log says why."""
    try:
        return read_model(shipped("catalog") / "titles" / MODEL)
    except ModelFault as fault:
        log.warning(WITHOUT, reason=str(fault))
        return None


def read_model(path: Path) -> LinearModel:
    """The model in a file; raises `ModelFault` if it is missing, broken or of another version."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as numbers:
            version = int(numbers["version"])
            if version != VERSION:
                message = f"{path.name} is of version {version}, this program needs {VERSION}"
                raise ModelFault(message)
            return LinearModel(
                [str(one) for one in numbers["classes"]],
                numbers["vocabulary"],
                numbers["weights"],
                float(numbers["scale"]),
                numbers["bias"],
            )
    except FileNotFoundError:
        raise ModelFault(f"{path.name} is missing") from None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelFault(f"{path.name} can't be read: {type(error).__name__}") from None
