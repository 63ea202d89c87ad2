"""The words to send at each step: ready to copy, to open in one's own mailbox, or to be sent."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.catalog.service import read_profession_names
from app.drafts.models import Placeholder, TextKey
from app.drafts.rules import draft, mailto
from app.drafts.service import texts_of
from app.errors import FieldError, InvalidInput, NothingToSend
from app.graph import Graph, Reader, Writer
from app.introductions.models import (
    SIDES,
    DraftTo,
    EditedDraft,
    ReadyDraft,
    ReadyDrafts,
    Side,
    State,
)
from app.introductions.repository import IntroductionRow
from app.introductions.rules.tokens import link_id, link_secret
from app.introductions.service.reading import mine
from app.mail.models import Letter
from app.mail.service import letters_of, send_later
from app.pairings.rules import words
from app.people.models import Person
from app.people.service.reading import load_person, person_of
from app.security import Caller
from app.texts import pointer

TO_EACH: dict[State, TextKey] = {
    "asked": "opt_in_question",
    "introduced": "nudge",
    "met": "follow_up",
    "closed": "thank_you",
}
"""What goes to each of the two by themself; the bridging mail goes to both at once."""


def drafts_for(
    graph: Graph, caller: Caller, introduction_id: str, *, secret: bytes, address: str
) -> ReadyDrafts:
    """The drafts of the step at which an introduction is; none where nothing is to be sent.

    `address` is that of the pages, `secret` the installation's. Raises `NotFound`.
    """

    def work(tx: Reader) -> ReadyDrafts:
        row = mine(tx, caller, introduction_id)
        return ReadyDrafts(items=tuple(_drafts(tx, row, secret, address)))

    return graph.read(caller.workspace, work)


def send_drafts(
    graph: Graph,
    caller: Caller,
    introduction_id: str,
    edited: Sequence[EditedDraft] = (),
    *,
    secret: bytes,
    address: str,
) -> ReadyDrafts:
    """Have the drafts of this step sent in the connector's name, once for each step and person.

    Raises `NothingToSend`, `NoOwnAddress` when the connector has no address of their own, and
    `InvalidInput` for words that are nobody's or have lost the link on which they answer.
    """
    now = datetime.now(UTC)

    def work(tx: Writer) -> ReadyDrafts:
        row = mine(tx, caller, introduction_id)
        caller.act_as(row.connector)
        ready = with_changes(_drafts(tx, row, secret, address), edited)
        drafts = [d for d in ready if all(to.email for to in d.to)]
        if not drafts:
            raise NothingToSend("There is nothing to send at this step, or nobody's address.")
        for each in drafts:
            _send(tx, row, each, now)
        return ReadyDrafts(items=tuple(drafts))

    return graph.write(caller.workspace, work)


def with_changes(ready: Sequence[ReadyDraft], edited: Sequence[EditedDraft]) -> list[ReadyDraft]:
    """The drafts with the connector's own words; raises `InvalidInput`."""
    drafts = {frozenset(to.person_id for to in one.to): one for one in ready}
    errors = []
    for number, changed in enumerate(edited):
        people = frozenset(changed.person_ids)
        there = drafts.get(people)
        if there is None:
            fault = "there is nothing to send to them at this step"
            errors.append(FieldError(pointer("drafts", number, "person_ids"), fault))
        elif there.link and there.link not in changed.text:
            fault = f"the link on which they answer is missing: {there.link}"
            errors.append(FieldError(pointer("drafts", number, "text"), fault))
        else:
            words = {"subject": changed.subject, "text": changed.text}
            drafts[people] = there.model_copy(update=words)
    if errors:
        raise InvalidInput("These words cannot be sent.", errors=errors)
    return list(drafts.values())


def _send(tx: Writer, row: IntroductionRow, ready: ReadyDraft, now: datetime) -> None:
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
        send_later(tx, row.connector, letter, _key(row, ready.key, to.person_id), now)


def _key(row: IntroductionRow, text: TextKey, person: str) -> str:
    """A letter goes out once for each step and person."""
    return f"introduction|{row.id}|{text}|{person}"


def _drafts(tx: Reader, row: IntroductionRow, secret: bytes, address: str) -> list[ReadyDraft]:
    if row.state == "agreed":
        return [_draft(tx, row, "bridge", ("a", "b"), None)]
    key = TO_EACH.get(row.state)
    if key is None or (key == "thank_you" and row.outcome != "referral"):
        return []
    if key == "nudge" and not row.reminded:
        return []
    if key == "opt_in_question" and row.reminded:
        key = "reminder"
    asks = row.state == "asked"
    return [
        _draft(
            tx, row, key, (side,),
            f"{address}/r/{_token(tx, row, side, secret)}" if asks else None,
        )
        for side in SIDES
    ]  # fmt: skip


def _token(tx: Reader, row: IntroductionRow, side: Side, secret: bytes) -> str:
    half = link_secret(secret, tx.workspace, row.id, side)
    return f"{link_id(tx.workspace, row.id, side)}_{half}"


def _draft(
    tx: Reader, row: IntroductionRow, key: TextKey, sides: tuple[Side, ...], link: str | None
) -> ReadyDraft:
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
        "link": link or "",
    }
    if hidden:
        unnamed = values["other_work"] or "somebody"
        values |= {"other": unnamed, "other_first_name": unnamed}
    filled = draft(key, texts_of(tx), values)
    letters = letters_of(tx, [_key(row, key, people[side].id) for side in sides])
    to = tuple(
        DraftTo(
            person_id=people[side].id,
            name=people[side].name,
            email=next(iter(people[side].emails), None),
            letter=letters.get(_key(row, key, people[side].id)),
        )
        for side in sides
    )
    emails = [recipient.email for recipient in to if recipient.email]
    return ReadyDraft(
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
    said = words.listed([words.in_sentence(names.get(p, p)) for p in person.professions])
    at = f" at {person.organisation}" if person.organisation else ""
    return f"{words.article(said)}{at}" if said else ""
