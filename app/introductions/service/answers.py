"""The two people's side: a link without an account, on which each answers for themself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.catalog.facts import read_catalog
from app.errors import LinkExpired, StepOutOfOrder
from app.graph import Reader, Writer
from app.introductions import repository
from app.introductions.models import Answer, Feedback, Given, Shown, State
from app.introductions.repository import IntroductionRow, LinkRow
from app.introductions.rules.disclosure import SOMEBODY
from app.introductions.rules.lifecycle import ALLOWED, Act
from app.introductions.service.material import MESSAGES
from app.introductions.service.steps import decide_step, moment_of, pause, record
from app.people.service.reading import card_of, load_person, person_of
from app.security import Principal
from app.security.tokens import read_answer_link
from app.session import Installation, Session

GONE = "This link doesn’t work. Ask the person who sent it for a new one."
OVER = "This introduction is closed, so there’s nothing to answer."


@dataclass(frozen=True, slots=True)
class OtherShown:
    """What one side may see of the other: what the connector chose, all once both said yes."""

    name: str | None
    professions: Sequence[str]
    """In words."""
    organisation: str | None
    town: str | None
    one_line: str | None
    ideal_client: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer page shows."""

    connector: str
    me: str
    other: OtherShown
    why: str
    state: State
    answer: Given | None
    may_answer: bool
    may_give_feedback: bool
    feedback: Feedback


def load_question(installation: Installation, token: str) -> Question:
    """What a link shows; changes nothing. Raises `LinkExpired`."""
    session, link = _follow(installation, token)
    return session.read(lambda tx: _question(tx, link))


def record_answer(
    installation: Installation, token: str, answer: Answer, until: date | None = None
) -> Question:
    """Answer; the last answer counts until the two are introduced. Raises `LinkExpired`."""
    session, link = _follow(installation, token)

    def work(tx: Writer) -> Question:
        row = _row(tx, link)
        if "answer" not in ALLOWED[row.state]:
            raise StepOutOfOrder(OVER)
        if row.situation.sides[link.side].answer != answer or answer == "not_now":
            moment = moment_of(tx, row)
            act = Act("answer", side=link.side, said=answer, until=until)
            step = decide_step(row, act, moment)
            pause(tx, row, act, step, moment)
            record(tx, row, step, action="answer")
        return _question(tx, link)

    return session.write(work)


def give_feedback(installation: Installation, token: str, feedback: Feedback) -> Question:
    """What a side says in private after the meeting; no one else reads it."""
    session, link = _follow(installation, token)

    def work(tx: Writer) -> Question:
        row = _row(tx, link)
        if row.state not in ("introduced", "met", "followed_up", "closed"):
            raise StepOutOfOrder("Come back after you two have met.")
        said = {
            "meet_again": feedback.meet_again,
            "followed_up": feedback.followed_up,
            "feedback_at": tx.now,
        }
        tx.do(repository.change_side, id=row.id, side=link.side, properties=said)
        return _question(tx, link)

    return session.write(work)


def _follow(installation: Installation, token: str) -> tuple[Session, LinkRow]:
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


def _row(tx: Reader, link: LinkRow) -> IntroductionRow:
    row = tx.optional(repository.find_introduction, id=link.introduction)
    if row is None:
        raise LinkExpired(GONE)
    return row


def _question(tx: Reader, link: LinkRow) -> Question:
    row = _row(tx, link)
    there = row.situation
    mine, theirs = (row.a, row.b) if link.side == "a" else (row.b, row.a)
    known = row.state in ("introduced", "met", "followed_up", "closed") or (
        row.state == "agreed" and all(s.answer == "yes" for s in there.sides.values())
    )
    feedback = tx.one(repository.load_feedback, id=row.id, side=link.side)
    return Question(
        connector=card_of(load_person(tx, row.connector, None)).name,
        me=card_of(load_person(tx, mine, None)).name,
        other=_other(tx, row, theirs, known=known),
        why=row.why_a if link.side == "a" else row.why_b,
        state=row.state,
        answer=there.sides[link.side].answer,
        may_answer="answer" in ALLOWED[row.state],
        may_give_feedback=row.state in ("introduced", "met", "followed_up", "closed"),
        feedback=Feedback(meet_again=feedback.meet_again, followed_up=feedback.followed_up),
    )


def _other(tx: Reader, row: IntroductionRow, person_id: str, *, known: bool) -> OtherShown:
    """The other one, with the address that the connector has of them."""
    as_connector = Principal.system(tx.workspace, MESSAGES, row.connector)
    person = person_of(load_person(tx, person_id, row.connector), as_connector)
    names = read_catalog(tx).profession_names

    def told(what: Shown) -> bool:
        return known or what in row.shown

    return OtherShown(
        name=person.name if told("name") else None,
        professions=[names.get(p, p) for p in person.professions] if told("profession") else (),
        organisation=person.organisation if told("organisation") else None,
        town=person.town if told("town") else None,
        one_line=person.card.one_line if told("card") else None,
        ideal_client=person.card.ideal_client if told("card") else None,
        email=person.emails[0] if known and person.emails else None,
    )
