"""What recognizes titles in a workspace."""

from collections.abc import Iterable

from app.catalog.models import Profession
from app.catalog.repository.files import load_catalog, load_onet_titles
from app.catalog.service import professions_in, set_alias
from app.graph import Reader, Writer
from app.people.service.saving import read_vocabulary
from app.session import Session
from app.titles.models import Recognition, TitleAnswer
from app.titles.repository import load_lexicon, load_model
from app.titles.rules.names import Names
from app.titles.rules.recognizing import Recognizer


def load_recognizer(tx: Reader, country: str) -> Recognizer:
    """What recognizes titles by the workspace's own catalog and all that ships with the program."""
    return _recognizer(professions_in(tx), country)


def recognize_title(session: Session, title: str, company: str) -> Recognition:
    """What a title says in the workspace."""

    def load(tx: Reader) -> Recognizer:
        return load_recognizer(tx, read_vocabulary(tx).country)

    return session.read(load).recognize(title, company)


def answer_title(session: Session, answer: TitleAnswer) -> Recognition:
    """Make a title an alias of a profession, which wins over all else from now on.

    Raises `UnknownProfession`.
    """

    def work(tx: Writer) -> None:
        set_alias(tx, answer.profession, answer.title)

    session.write(work)
    return recognize_title(session, answer.title, "")


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
