"""What messages are made of, read at once, and the messages made of it without the graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.catalog.facts import read_catalog
from app.graph import Reader
from app.introductions.models import SIDES, DraftTo, Message, Side
from app.introductions.repository import IntroductionRow
from app.introductions.service.letters import letter_key, letters_now, text_now
from app.mail.models import LetterState
from app.message_templates.models import Placeholder, TemplateText, TextKey
from app.message_templates.rules import draft, mailto
from app.message_templates.service import texts_of
from app.pairings.rules import phrasing
from app.people.models import Person
from app.people.repository import load_people
from app.people.service.reading import load_person, no_such_person, person_of
from app.security import Principal
from app.security.tokens import answer_link
from app.settings import Settings

MESSAGES = "messages"
"""The part of the system that acts here."""
UNNAMED = "someone"
"""Of one whose name is hidden and whose work is not known."""


def as_connector_knows(tx: Reader, row: IntroductionRow, person: str) -> Person:
    """Someone with the details that the connector has of them, whatever others have changed."""
    as_connector = Principal.system(tx.workspace, MESSAGES, row.connector)
    return person_of(load_person(tx, person, row.connector), as_connector)


def own_address(tx: Reader, row: IntroductionRow, person: str) -> str | None:
    """The address of someone that the connector's messages go to."""
    return next(iter(as_connector_knows(tx, row, person).emails), None)


@dataclass(frozen=True, slots=True)
class Material:
    """What the messages of an introduction are made of."""

    people: Mapping[str, Person]
    """The two and the connector, by their ids."""
    professions: Mapping[str, str]
    """The names of professions, by their keys."""
    templates: Mapping[TextKey, TemplateText]
    letters: Mapping[str, LetterState]
    """Where the letters of this step and of the one before are, by their keys."""
    links: Mapping[Side, str]
    """Where each side answers."""


def load_material(tx: Reader, row: IntroductionRow, settings: Settings) -> Material:
    """Read what messages are made of, in three statements."""
    ids = {row.connector, row.a, row.b}
    found = tx.many(load_people, ids=sorted(ids), viewer=row.connector)
    if gone := ids - {one.id for one in found}:
        raise no_such_person(min(gone))
    # The addresses that messages go to are the connector's own, whatever others have since changed.
    as_connector = Principal.system(tx.workspace, MESSAGES, row.connector)
    secret, address = settings.signing_secret(), settings.http.address
    return Material(
        people={one.id: person_of(one, as_connector) for one in found},
        professions=read_catalog(tx).profession_names,
        templates=texts_of(tx),
        letters=letters_now(tx, row),
        links={
            side: f"{address}/r/{answer_link(secret, tx.workspace, row.id, side).text}"
            for side in SIDES
        },
    )


def messages_of(row: IntroductionRow, material: Material) -> list[Message]:
    """The messages of the step at which an introduction is; none where nothing is to be sent."""
    key = text_now(row, material.letters)
    if key is None:
        return []
    if key == "bridge":
        # The one that goes to both at once.
        return [_message(row, material, key, SIDES, None)]
    asks = row.state == "asked"
    return [
        _message(row, material, key, (side,), material.links[side] if asks else None)
        for side in SIDES
    ]


def _message(
    row: IntroductionRow,
    material: Material,
    key: TextKey,
    sides: tuple[Side, ...],
    link: str | None,
) -> Message:
    people: dict[Side, Person] = {"a": material.people[row.a], "b": material.people[row.b]}
    connector = material.people[row.connector]
    me, other = (people["a"], people["b"]) if sides[0] == "a" else (people["b"], people["a"])
    hidden = "name" not in row.shown and row.state == "asked"
    values: dict[Placeholder, Any] = {
        "connector": connector.name,
        "connector_first_name": first_name(connector.name),
        "name": me.name,
        "first_name": first_name(me.name),
        "work": _work(me, material.professions),
        "other": other.name,
        "other_first_name": first_name(other.name),
        "other_work": _work(other, material.professions),
        "reason": row.why_a if sides[0] == "a" else row.why_b,
        "other_reason": row.why_b if sides[0] == "a" else row.why_a,
        "link": link or "",
    }
    if hidden:
        unnamed = values["other_work"] or UNNAMED
        values |= {"other": unnamed, "other_first_name": unnamed}
    filled = draft(key, material.templates, values)
    to = tuple(
        DraftTo(
            person_id=people[side].id,
            name=people[side].name,
            email=next(iter(people[side].emails), None),
            letter=material.letters.get(letter_key(row.id, key, people[side].id)),
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


def _work(person: Person, names: Mapping[str, str]) -> str:
    """“a mortgage broker at Lowe & Sons”; empty where nothing is known."""
    said = phrasing.listed([phrasing.in_sentence(names.get(p, p)) for p in person.professions])
    at = f" at {person.organisation}" if person.organisation else ""
    return f"{phrasing.article(said)}{at}" if said else ""
