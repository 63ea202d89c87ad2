"""What an answer link leads to, and writing an answer that came by it."""

from datetime import date

from app.errors import LinkExpired, StepOutOfOrder
from app.graph import Reader, Writer
from app.introductions import repository
from app.introductions.models import Answer
from app.introductions.repository import IntroductionRow, LinkRow
from app.introductions.rules.disclosure import SOMEBODY
from app.introductions.rules.lifecycle import ALLOWED, Act
from app.introductions.service.material import MESSAGES
from app.introductions.service.steps import decide_step, moment_of, pause, record
from app.people.models import Person
from app.people.service.reading import card_of, load_person, person_of
from app.security import Principal
from app.security.tokens import read_answer_link
from app.session import Installation, Session

GONE = "This link doesn’t work. Ask the person who sent it for a new one."
OVER = "This introduction is closed, so there’s nothing to answer."


def follow(installation: Installation, token: str) -> tuple[Session, LinkRow]:
    """A session of the one who presents a link, and what the link is about."""
    presented = read_answer_link(token)
    row = None
    if presented is not None:
        row = installation.read(lambda tx: tx.optional(repository.find_link, id=presented.id))
    if presented is None or row is None or not presented.matches(row.hash):
        raise LinkExpired(GONE)
    if row.expires_at < installation.now():
        raise LinkExpired(GONE)
    return installation.session(Principal.by_link(row.workspace, SOMEBODY)), row


def load_row(tx: Reader, link: LinkRow) -> IntroductionRow:
    """The introduction that a link is about; raises `LinkExpired`."""
    row = tx.optional(repository.find_introduction, id=link.introduction)
    if row is None:
        raise LinkExpired(GONE)
    return row


def load_open_row(tx: Reader, link: LinkRow) -> IntroductionRow:
    """The introduction, if it takes answers; raises `StepOutOfOrder`."""
    row = load_row(tx, link)
    if "answer" not in ALLOWED[row.state]:
        raise StepOutOfOrder(OVER)
    return row


def side_of(row: IntroductionRow, link: LinkRow) -> str:
    """The person whose link it is."""
    return row.a if link.side == "a" else row.b


def names_of(tx: Reader, row: IntroductionRow, link: LinkRow) -> tuple[str, str]:
    """The person whose link it is and the connector, by name."""
    me, connector = side_of(row, link), row.connector
    return card_of(load_person(tx, me, None)).name, card_of(load_person(tx, connector, None)).name


def as_connector_knows(tx: Reader, row: IntroductionRow, person: str) -> Person:
    """Someone with the details that the connector has of them, whatever others have changed."""
    as_connector = Principal.system(tx.workspace, MESSAGES, row.connector)
    return person_of(load_person(tx, person, row.connector), as_connector)


def address_of(tx: Reader, row: IntroductionRow, link: LinkRow) -> str | None:
    """The address of the person whose link it is: the one that the connector's messages go to."""
    return next(iter(as_connector_knows(tx, row, side_of(row, link)).emails), None)


def write_answer(
    tx: Writer,
    row: IntroductionRow,
    link: LinkRow,
    said: tuple[Answer, date | None],
    browser: str,
) -> None:
    """Record an answer as this browser's, by its hash; raises `StepOutOfOrder`."""
    moment = moment_of(tx, row)
    answer, until = said
    act = Act("answer", side=link.side, said=answer, until=until, by="link", browser=browser)
    step = decide_step(row, act, moment)
    pause(tx, row, act, step, moment)
    record(tx, row, step, action="answer")
