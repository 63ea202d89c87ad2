"""The two people's side: a link without an account, on which each answers for themself.

What was answered shows only in the browser that answered. A link in any other browser asks as if
nothing had been said, takes what is said there in the same words, and leaves the same traces: who
holds it cannot find out whether there was an answer, let alone a no.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.catalog.facts import read_catalog
from app.errors import StepOutOfOrder
from app.graph import Reader, Writer
from app.introductions import repository
from app.introductions.models import Answer, Feedback, SaidHere, Shown
from app.introductions.repository import IntroductionRow, LinkRow
from app.introductions.rules.lifecycle import ALLOWED, Step
from app.introductions.service.confirming import send_confirmation
from app.introductions.service.following import (
    address_of,
    follow,
    load_open_row,
    load_row,
    names_of,
    write_answer,
)
from app.introductions.service.material import as_connector_knows
from app.introductions.service.steps import record
from app.mail.service import can_reach
from app.security.tokens import hash_of
from app.session import Installation
from app.settings import Settings

AFTERWARDS = ("introduced", "met", "followed_up", "closed")


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
    """What an answer page shows; what was answered is not among it."""

    connector: str
    me: str
    other: OtherShown
    why: str
    agreed: bool
    """Whether both said yes, and this person in this browser."""
    may_answer: bool
    may_give_feedback: bool
    confirms: bool
    """Whether Intros can write to the person, to have a change of their answer confirmed."""


def load_question(
    installation: Installation, settings: Settings, token: str, browser: str | None = None
) -> Question:
    """What a link shows in a browser; changes nothing. Raises `LinkExpired`."""
    session, link = follow(installation, token)
    return session.read(lambda tx: _question(tx, settings, link, browser))


def record_answer(
    installation: Installation,
    settings: Settings,
    token: str,
    answer: Answer,
    until: date | None = None,
    *,
    here: SaidHere,
) -> None:
    """Answer; the last answer counts until the two are introduced.

    What was answered in another browser stays until the person confirms the change: see
    `app.introductions.service.confirming`. Raises `LinkExpired`, and `StepOutOfOrder`.
    """
    session, link = follow(installation, token)

    def work(tx: Writer) -> None:
        row = load_open_row(tx, link)
        side = tx.one(repository.load_side, id=row.id, side=link.side)
        before, browser = row.situation.sides[link.side].answer, hash_of(here.browser)
        is_own = side.answered_in == browser
        if is_own and before == answer and answer != "not_now":
            return
        if before is None or is_own:
            write_answer(tx, row, link, (answer, until), browser)
            return
        # The history and the change log get the same line as from an answer that counts.
        record(tx, row, Step(row.state, row.due), action="answer")
        # Also for the same answer: who reads the person's email finds out no answer by that.
        send_confirmation(tx, settings, token, link, row, (answer, until))

    session.write(work)


def give_feedback(
    installation: Installation, token: str, feedback: Feedback, *, here: SaidHere
) -> None:
    """What a side says in private after the meeting; no one else reads it.

    It can be changed in the browser in which it was given; in another nothing changes.
    """
    session, link = follow(installation, token)

    def work(tx: Writer) -> None:
        row = load_row(tx, link)
        if row.state not in AFTERWARDS:
            raise StepOutOfOrder("Come back after you two have met.")
        side = tx.one(repository.load_side, id=row.id, side=link.side)
        browser = hash_of(here.browser)
        if side.feedback_at is not None and side.feedback_in != browser:
            return
        said = {
            "meet_again": feedback.meet_again,
            "followed_up": feedback.followed_up,
            "feedback_at": tx.now,
            "feedback_in": browser,
        }
        tx.do(repository.change_side, id=row.id, side=link.side, properties=said)

    session.write(work)


def _question(tx: Reader, settings: Settings, link: LinkRow, browser: str | None) -> Question:
    row = load_row(tx, link)
    side = tx.one(repository.load_side, id=row.id, side=link.side)
    is_own = browser is not None and side.answered_in == hash_of(browser)
    agreed = row.state == "agreed" and all(s.answer == "yes" for s in row.situation.sides.values())
    me, connector = names_of(tx, row, link)
    other = row.b if link.side == "a" else row.a
    known = is_own and (agreed or row.state in AFTERWARDS)
    return Question(
        connector=connector,
        me=me,
        other=_other(tx, row, other, known=known),
        why=row.why_a if link.side == "a" else row.why_b,
        agreed=is_own and agreed,
        may_answer="answer" in ALLOWED[row.state],
        may_give_feedback=row.state in AFTERWARDS,
        confirms=can_reach(tx, settings, address_of(tx, row, link, settings.signing_secret())),
    )


def _other(tx: Reader, row: IntroductionRow, person_id: str, *, known: bool) -> OtherShown:
    """The other one, with the address that the connector has of them."""
    person = as_connector_knows(tx, row, person_id)
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
