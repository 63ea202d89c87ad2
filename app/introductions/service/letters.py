"""The letters of introductions: what names each of them, and which could not be delivered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.graph import Reader
from app.introductions.repository import IntroductionRow
from app.introductions.rules.wording import SENT_BEFORE, text_to_send
from app.mail.models import LetterState
from app.mail.service import letters_of
from app.message_templates.models import TextKey


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter that the mail server refused for good."""

    text: TextKey
    person: str


def letter_key(introduction: str, text: TextKey, person: str) -> str:
    """A letter goes out once for each step and person."""
    return f"introduction|{introduction}|{text}|{person}"


def undelivered(tx: Reader, rows: Sequence[IntroductionRow]) -> Mapping[str, list[Undelivered]]:
    """The letters that matter now and could not be delivered, by their introduction's id."""
    letters = {
        letter_key(row.id, text, person): (row.id, Undelivered(text, person))
        for row in rows
        for text in texts_of_step(row)
        for person in (row.a, row.b)
    }
    found: dict[str, list[Undelivered]] = defaultdict(list)
    for key, state in letters_of(tx, list(letters)).items() if letters else ():
        if state == "refused":
            introduction, letter = letters[key]
            found[introduction].append(letter)
    return found


def letters_now(tx: Reader, row: IntroductionRow) -> dict[str, LetterState]:
    """Where the letters of this step and of the one before are, by their keys."""
    keys = [
        letter_key(row.id, text, person) for text in texts_of_step(row) for person in (row.a, row.b)
    ]
    return letters_of(tx, keys) if keys else {}


def text_now(row: IntroductionRow, letters: Mapping[str, LetterState]) -> TextKey | None:
    """The text to send: that of the step before where it did not arrive, else this step's."""
    before = SENT_BEFORE.get(row.state)
    states = [letters.get(letter_key(row.id, before, p)) for p in (row.a, row.b)] if before else []
    return before if "refused" in states else text_to_send(row.situation, row.outcome)


def texts_of_step(row: IntroductionRow) -> list[TextKey]:
    """The texts whose letters matter now: of the step before, and of this one."""
    texts = (SENT_BEFORE.get(row.state), text_to_send(row.situation, row.outcome))
    return [text for text in texts if text is not None]
