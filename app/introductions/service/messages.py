"""The words to send at each step: ready to copy, to open in one's own mailbox, or to be sent."""

from collections.abc import Sequence
from typing import Any

from app.catalog.service import read_profession_names
from app.errors import FieldError, InvalidInput, NothingToSend
from app.field_types import pointer
from app.graph import Reader, Writer
from app.introductions.models import (
    SIDES,
    DraftTo,
    EditedDraft,
    Message,
    Messages,
    Side,
)
from app.introductions.repository import IntroductionRow
from app.introductions.rules.lifecycle import Act
from app.introductions.service.letters import letter_key, text_now
from app.introductions.service.reading import load_own
from app.introductions.service.steps import write_step
from app.mail.models import Letter
from app.mail.service import enqueue_email, letters_of, record_manual_send
from app.message_templates.models import Placeholder, TextKey
from app.message_templates.rules import draft, mailto
from app.message_templates.service import texts_of
from app.pairings.rules import phrasing
from app.people.models import Person
from app.people.service.reading import load_person, person_of
from app.security.tokens import answer_link
from app.session import Session
from app.settings import MailSettings, Settings


def drafts_for(session: Session, introduction_id: str, settings: Settings) -> Messages:
    """The drafts of the step at which an introduction is; none where nothing is to be sent.

    Raises `NotFound`.
    """

    def work(tx: Reader) -> Messages:
        row = load_own(tx, session.principal, introduction_id)
        return Messages(items=tuple(_drafts(tx, row, settings)))

    return session.read(work)


def send_drafts(
    session: Session,
    introduction_id: str,
    settings: Settings,
    edited: Sequence[EditedDraft] = (),
    *,
    introduce: bool = False,
) -> Messages:
    """Have the drafts of this step sent in the connector's name, once for each step and person.

    One that could not be delivered goes again, with the words and to the address of now. With
    `introduce` the mail that brings them together is the introduction: both happen, or neither.

    Raises `NothingToSend`, `NoOwnAddress` when the connector has no address of their own, and
    `InvalidInput` for words that are nobody's or have lost the link on which they answer.
    """

    def work(tx: Writer) -> Messages:
        row = load_own(tx, session.principal, introduction_id)
        session.principal.act_as(row.connector)
        ready = with_changes(_drafts(tx, row, settings), edited)
        drafts = [d for d in ready if all(to.email for to in d.to)]
        if not drafts:
            raise NothingToSend("There’s no message for this step, or no email address.")
        for each in drafts:
            _send(tx, settings.mail, row, each)
        if introduce and row.state == "agreed":
            secret = settings.signing_secret()
            write_step(tx, row, Act("introduce"), secret=secret, note=None)
        return Messages(items=tuple(drafts))

    return session.write(work)


def mark_sent(
    session: Session,
    introduction_id: str,
    settings: Settings,
    people: Sequence[str] = (),
) -> Messages:
    """Note that the connector has sent this step's drafts themselves, to these people or to all.

    What is on its way already stays so. Raises `NothingToSend`, and `InvalidInput` for people to
    whom nothing is to be sent.
    """

    def work(tx: Writer) -> Messages:
        row = load_own(tx, session.principal, introduction_id)
        session.principal.act_as(row.connector)
        keys = {
            to.person_id: letter_key(row.id, each.key, to.person_id)
            for each in _drafts(tx, row, settings)
            for to in each.to
        }
        if not keys:
            raise NothingToSend("There’s no message for this step.")
        if strangers := set(people) - keys.keys():
            raise InvalidInput(f"There’s no message to “{min(strangers)}” at this step.")
        for person in people or keys:
            record_manual_send(tx, keys[person])
        return Messages(items=tuple(_drafts(tx, row, settings)))

    return session.write(work)


def with_changes(ready: Sequence[Message], edited: Sequence[EditedDraft]) -> list[Message]:
    """The drafts with the connector's own words; raises `InvalidInput`."""
    drafts = {frozenset(to.person_id for to in one.to): one for one in ready}
    errors = []
    for number, changed in enumerate(edited):
        people = frozenset(changed.person_ids)
        there = drafts.get(people)
        if there is None:
            fault = "has no message at this step"
            errors.append(FieldError(pointer("drafts", number, "person_ids"), fault))
        elif there.link and there.link not in changed.text:
            fault = f"the link on which they answer is missing: {there.link}"
            errors.append(FieldError(pointer("drafts", number, "text"), fault))
        else:
            words = {"subject": changed.subject, "text": changed.text}
            drafts[people] = there.model_copy(update=words)
    if errors:
        raise InvalidInput("This message can’t be sent.", errors=errors)
    return list(drafts.values())


def _send(tx: Writer, mail: MailSettings, row: IntroductionRow, ready: Message) -> None:
    """A letter to each; of a bridging mail the answer goes to the other too."""
    for to in ready.to:
        others = tuple(o.email for o in ready.to if o.email and o.person_id != to.person_id)
        letter = Letter(
            to=to.email or "",
            to_name=to.name,
            subject=ready.subject,
            text=ready.text,
            reply_to=others,
        )
        key = letter_key(row.id, ready.key, to.person_id)
        enqueue_email(tx, mail, row.connector, letter, key, tx.now)


def _drafts(tx: Reader, row: IntroductionRow, settings: Settings) -> list[Message]:
    key = text_now(tx, row)
    if key is None:
        return []
    if key == "bridge":
        # The one that goes to both at once.
        return [_draft(tx, row, key, SIDES, None)]
    asks = row.state == "asked"
    return [
        _draft(tx, row, key, (side,), _link(tx, row, side, settings) if asks else None)
        for side in SIDES
    ]


def _link(tx: Reader, row: IntroductionRow, side: Side, settings: Settings) -> str:
    """Where this side answers."""
    link = answer_link(settings.signing_secret(), tx.workspace, row.id, side)
    return f"{settings.http.address}/r/{link.text}"


def _draft(
    tx: Reader, row: IntroductionRow, key: TextKey, sides: tuple[Side, ...], link: str | None
) -> Message:
    people = {side: person_of(load_person(tx, person)) for side, person in
              (("a", row.a), ("b", row.b))}  # fmt: skip
    connector = person_of(load_person(tx, row.connector))
    me, other = (people["a"], people["b"]) if sides[0] == "a" else (people["b"], people["a"])
    names = read_profession_names(tx)
    hidden = "name" not in row.shown and row.state == "asked"
    values: dict[Placeholder, Any] = {
        "connector": connector.name,
        "connector_first_name": first_name(connector.name),
        "name": me.name,
        "first_name": first_name(me.name),
        "work": _work(me, names),
        "other": other.name,
        "other_first_name": first_name(other.name),
        "other_work": _work(other, names),
        "reason": row.why_a if sides[0] == "a" else row.why_b,
        "other_reason": row.why_b if sides[0] == "a" else row.why_a,
        "link": link or "",
    }
    if hidden:
        unnamed = values["other_work"] or "somebody"
        values |= {"other": unnamed, "other_first_name": unnamed}
    filled = draft(key, texts_of(tx), values)
    letters = letters_of(tx, [letter_key(row.id, key, people[side].id) for side in sides])
    to = tuple(
        DraftTo(
            person_id=people[side].id,
            name=people[side].name,
            email=next(iter(people[side].emails), None),
            letter=letters.get(letter_key(row.id, key, people[side].id)),
        )
        for side in sides
    )
    emails = [recipient.email for recipient in to if recipient.email]
    return Message(
        key=key,
        to=to,
        subject=filled.subject,
        text=filled.text,
        link=link,
        mailto=mailto(emails, filled) if len(emails) == len(to) else None,
    )


def first_name(name: str) -> str:
    """“Ann” of “Ann Osei”; titles before it are left out."""
    parts = [part for part in name.split() if part.rstrip(".").lower() not in TITLES]
    return parts[0] if parts else name


TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof"})


def _work(person: Person, names: dict[str, str]) -> str:
    """“a mortgage broker at Lowe & Sons”; empty where nothing is known."""
    said = phrasing.listed([phrasing.in_sentence(names.get(p, p)) for p in person.professions])
    at = f" at {person.organisation}" if person.organisation else ""
    return f"{phrasing.article(said)}{at}" if said else ""
