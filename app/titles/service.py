"""What recognizes titles in a workspace."""

from collections.abc import Iterable

from app.catalog.models import Profession
from app.catalog.repository.files import load_catalog, load_onet_titles
from app.catalog.service import professions_in
from app.graph import Reader
from app.titles.repository import load_lexicon, load_model
from app.titles.rules.names import Names
from app.titles.rules.recognizing import Recognizer


def load_recognizer(tx: Reader, country: str) -> Recognizer:
    """What recognizes titles by the workspace's own catalog and all that ships with the program."""
    return _recognizer(professions_in(tx), country)


def shipped_recognizer(country: str) -> Recognizer:
    """What recognizes titles in a workspace whose catalog is as it was shipped."""
    return _recognizer(load_catalog().professions, country)


def _recognizer(professions: Iterable[Profession], country: str) -> Recognizer:
    catalog = load_catalog()
    names = Names(
        professions,
        country,
        shipped=catalog.professions,
        onet_titles=load_onet_titles(),
        exact_codes=catalog.exact_codes,
    )
    return Recognizer(load_lexicon(), names, load_model())
