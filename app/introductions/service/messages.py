"""The messages of each step: ready to copy, to open in a mailbox, or to be sent."""

from collections.abc import Sequence
from dataclasses import replace

from app.errors import FieldError, InvalidInput, NothingToSend
from app.field_types import pointer
from app.graph import IdempotencyGuard, Reader, Writer
from app.introductions.models import (
    EditedDraft,
    Message,
    Messages,
)
from app.introductions.repository import IntroductionRow
from app.introductions.rules.lifecycle import Act
from app.introductions.service.letters import letter_key
from app.introductions.service.material import Material, load_material, messages_of
from app.introductions.service.reading import load_own
from app.introductions.service.steps import write_step
from app.mail.models import Letter, LetterState
from app.mail.service import enqueue_email, record_manual_send
from app.security import policy
from app.session import Session
from app.settings import MailSettings, Settings

BY_HAND: LetterState = "by_hand"
LINK_WITHHELD = "(their own link)"
"""What a message says instead of the link on which its reader answers."""


def drafts_for(session: Session, introduction_id: str, settings: Settings) -> Messages:
    """The drafts of the step at which an introduction is; none where nothing is to be sent.

    Who may not write as the connector reads them without the links: with one, they could answer.
    Raises `NotFound`.
    """

    def work(tx: Reader) -> Messages:
        row = load_own(tx, session.principal, introduction_id)
        material = load_material(tx, row, settings)
        ready = messages_of(row, material)
        if not policy.may_write_as(session.principal, row.connector):
            ready = [without_link(message) for message in ready]
        return Messages(items=tuple(ready))

    return session.read(work)


def send_drafts(
    session: Session,
    introduction_id: str,
    settings: Settings,
    edited: Sequence[EditedDraft] = (),
    *,
    introduce: bool = False,
    once: IdempotencyGuard | None = None,
) -> Messages:
    """Have the drafts of this step sent in the connector's name, once for each step and person.

    One that bounced goes again, with the current text and to the current address. With
    `introduce` the email that brings them together is the introduction: both happen, or neither.

    Raises `NothingToSend`, `NoOwnAddress` when the connector has no address of their own, and
    `InvalidInput` for messages that are no one's or have lost the answer link.
    """

    def work(tx: Writer) -> Messages:
        row = load_own(tx, session.principal, introduction_id, "take_step")
        ready = with_changes(messages_of(row, load_material(tx, row, settings)), edited)
        drafts = [d for d in ready if all(to.email for to in d.to)]
        if not drafts:
            raise NothingToSend("There’s no message for this step, or no email address.")
        for each in drafts:
            _send(tx, settings.mail, row, each)
        if introduce and row.state == "agreed":
            secret = settings.signing_secret()
            by = session.principal.actor_for(row.connector)
            write_step(tx, row, Act("introduce"), secret=secret, by=by, note=None)
        return Messages(items=tuple(drafts))

    return session.write(work, once)


def mark_sent(
    session: Session,
    introduction_id: str,
    settings: Settings,
    people: Sequence[str] = (),
    *,
    once: IdempotencyGuard | None = None,
) -> Messages:
    """Note that the connector has sent this step's drafts themselves, to these people or to all.

    What is on its way already stays so. Raises `NothingToSend`, and `InvalidInput` for people
    who have no message.
    """

    def work(tx: Writer) -> Messages:
        row = load_own(tx, session.principal, introduction_id, "take_step")
        material = load_material(tx, row, settings)
        keys = {
            to.person_id: letter_key(row.id, each.key, to.person_id)
            for each in messages_of(row, material)
            for to in each.to
        }
        if not keys:
            raise NothingToSend("There’s no message for this step.")
        if strangers := set(people) - keys.keys():
            raise InvalidInput(f"There’s no message to “{min(strangers)}” at this step.")
        sent = [keys[person] for person in people or keys]
        record_manual_send(tx, sent)
        letters = {**material.letters, **{key: BY_HAND for key in sent if to_go(material, key)}}
        return Messages(items=tuple(messages_of(row, replace(material, letters=letters))))

    return session.write(work, once)


def without_link(message: Message) -> Message:
    """The message as it may be read by anyone who may not send it."""
    if message.link is None:
        return message
    text = message.text.replace(message.link, LINK_WITHHELD)
    return message.model_copy(update={"text": text, "link": None, "mailto": None})


def to_go(material: Material, key: str) -> bool:
    """Whether a letter is still to be sent; what is on its way stays so."""
    return material.letters.get(key) in (None, "refused")


def with_changes(ready: Sequence[Message], edited: Sequence[EditedDraft]) -> list[Message]:
    """The drafts with the connector's own words; raises `InvalidInput`."""
    drafts = {frozenset(to.person_id for to in one.to): one for one in ready}
    errors = []
    for number, changed in enumerate(edited):
        people = frozenset(changed.person_ids)
        there = drafts.get(people)
        if there is None:
            fault = "has no message at this step"
            errors.append(
                FieldError(pointer=pointer("drafts", number, "person_ids"), message=fault)
            )
        elif there.link and there.link not in changed.text:
            fault = f"the link on which they answer is missing: {there.link}"
            errors.append(FieldError(pointer=pointer("drafts", number, "text"), message=fault))
        else:
            words = {"subject": changed.subject, "text": changed.text}
            drafts[people] = there.model_copy(update=words)
    if errors:
        raise InvalidInput("This message can’t be sent.", errors=errors)
    return list(drafts.values())


def _send(tx: Writer, mail: MailSettings, row: IntroductionRow, ready: Message) -> None:
    """A letter to each; of an introduction email the answer goes to the other too."""
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
