"""What an answer link leads to, and writing an answer that came by it."""

from datetime import date

from app.errors import LinkExpired, StepOutOfOrder
from app.graph import Reader, Writer
from app.introductions import repository
from app.introductions.models import Answer
from app.introductions.repository import IntroductionRow, LinkRow
from app.introductions.rules.disclosure import SOMEBODY
from app.introductions.rules.lifecycle import ALLOWED, Act
from app.introductions.service.material import own_address
from app.introductions.service.steps import decide_step, moment_of, pause, record
from app.people.service.reading import card_of, load_person
from app.security import Principal
from app.security.tokens import address_mark, read_answer_link
from app.session import Installation, Session

GONE = "This link doesn’t work. Ask the person who sent it for a new one."
OVER = "This introduction is closed, so there’s nothing to answer."


def follow(installation: Installation, token: str) -> tuple[Session, LinkRow]:
    """A session of the one who presents a link, and what the link is about."""
    presented = read_answer_link(token)
    row = None
    if presented is not None:
        row = installation.look_up(repository.find_link, id=presented.id)
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


def address_of(tx: Reader, row: IntroductionRow, link: LinkRow, secret: bytes) -> str | None:
    """The address of the person whose link it is, if it is the one that they had when asked.

    The connector may change it at any time, and could otherwise have a person's confirmations, and
    with them their answers. `secret` is the installation's.
    """
    address = own_address(tx, row, side_of(row, link))
    if address is None or address_mark(secret, tx.workspace, address) != link.answers_to:
        return None
    return address


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
