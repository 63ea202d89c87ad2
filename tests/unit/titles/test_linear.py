"""The linear model: what is shipped, and going on without it."""

from pathlib import Path

import numpy as np
import pytest

from app.catalog.repository.files import load_catalog
from app.resources import shipped
from app.titles.models import Recognition
from app.titles.repository import MODEL, ModelFault, load_lexicon, load_model, read_model
from app.titles.rules.linear import VERSION, LinearModel, features
from app.titles.rules.names import Names
from app.titles.rules.recognizing import Recognizer

SHIPPED = shipped("catalog") / "titles" / MODEL
NAMES = Names(load_catalog().professions, "US")


class Sure:
    """A model that is sure to a degree."""

    def __init__(self, share: float) -> None:
        self.share = share

    def likely(self, title: str) -> list[tuple[str, float]]:
        return [("realtor", self.share), ("unheard_of", 0.02), ("cpa", 0.01)]


def write_model(path: Path, **changed: object) -> Path:
    numbers: dict[str, object] = {
        "version": VERSION,
        "classes": np.array(["-", "realtor"]),
        "vocabulary": np.array(sorted(features(("homes",))), dtype=np.uint32),
        "weights": np.array([[-1, 1]] * len(features(("homes",))), dtype=np.int8),
        "scale": np.float32(1),
        "bias": np.zeros(2, dtype=np.float32),
    }
    kept = {name: value for name, value in (numbers | changed).items() if value is not None}
    np.savez_compressed(path, allow_pickle=False, **kept)  # type: ignore[arg-type]
    return path


def test_the_shipped_model_is_small_and_of_this_version() -> None:
    assert SHIPPED.stat().st_size < 2_000_000
    assert isinstance(read_model(SHIPPED), LinearModel)


def test_the_shipped_model_suggests_what_words_alone_do_not_say() -> None:
    recognizer = Recognizer(load_lexicon(), NAMES, load_model())
    found = recognizer.recognize("Wedding flowers")
    assert found.suggestions[0] == "florist"


def test_weights_add_up_to_a_likelihood(tmp_path: Path) -> None:
    model = read_model(write_model(tmp_path / MODEL))
    ((key, share),) = model.likely("Homes")
    size = len(features(("homes",)))
    assert key == "realtor"
    assert share == pytest.approx(1 / (1 + np.exp(-2 * size / size**0.5)))
    assert model.likely("…") == model.likely("qqqq") == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"version": VERSION + 1}, f"of version {VERSION + 1}, this program needs {VERSION}"),
        ({"weights": None}, "can't be read: KeyError"),
        ({"classes": np.array([{}, "realtor"], dtype=object)}, "can't be read: ValueError"),
    ],
)
def test_a_model_that_does_not_fit_says_why(
    tmp_path: Path, changed: dict[str, object], words: str
) -> None:
    path = tmp_path / MODEL
    if "classes" in changed:
        np.savez_compressed(path, version=VERSION, **changed)  # type: ignore[arg-type]
    else:
        write_model(path, **changed)
    with pytest.raises(ModelFault, match=words):
        read_model(path)


def test_a_model_that_is_missing_or_broken_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelFault, match=r"model\.npz is missing"):
        read_model(tmp_path / MODEL)
    (tmp_path / MODEL).write_bytes(SHIPPED.read_bytes()[:1000])
    with pytest.raises(ModelFault, match="can't be read"):
        read_model(tmp_path / MODEL)


def test_without_a_model_words_still_recognize() -> None:
    recognizer = Recognizer(load_lexicon(), NAMES, None)
    assert recognizer.recognize("Licensed realtor").profession == "realtor"
    assert recognizer.recognize("Wedding flowers") == Recognition()


@pytest.mark.parametrize("title", ["Prime Minister", "Estate paralegal", "Home sales analyst"])
def test_the_model_only_suggests_for_who_stands_beside_a_profession(title: str) -> None:
    found = Recognizer(load_lexicon(), NAMES, Sure(0.99)).recognize(title)
    assert (found.profession, found.suggestions) == (None, ("realtor", "cpa"))


def test_the_model_assigns_only_when_it_is_sure_and_only_what_the_workspace_has() -> None:
    sure = Recognizer(load_lexicon(), NAMES, Sure(0.97), threshold=0.9).recognize("Xyz")
    assert (sure.profession, sure.by) == ("realtor", "model")
    unsure = Recognizer(load_lexicon(), NAMES, Sure(0.5), threshold=0.9).recognize("Xyz")
    assert (unsure.profession, unsure.suggestions) == (None, ("realtor", "cpa"))
