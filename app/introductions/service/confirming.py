"""Changing an answer from another browser: it counts once the person confirms it from their email.

Anyone may hold a link: the connector who sent it, someone it was forwarded to. So saying
something else than what was answered before changes nothing. The person gets an email from
Intros itself, which the connector neither sends nor sees, with a link that records the new answer.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from app.errors import LinkExpired
from app.graph import Reader, Writer
from app.introductions import repository
from app.introductions.models import Answer
from app.introductions.repository import IntroductionRow, LinkRow
from app.introductions.service.following import (
    address_of,
    follow,
    load_open_row,
    load_row,
    names_of,
    write_answer,
)
from app.mail.models import Letter
from app.mail.service import enqueue_from_intros
from app.security.tokens import hash_of, read_signed_words, signed_words
from app.session import Installation
from app.settings import Settings

LASTS = timedelta(days=3)
USED = "Confirmation links work once, within three days. Open your answer page and answer again."
SUBJECT = "Please confirm your answer to {connector}"
TEXT = """Hi {name},

{connector} offered to introduce you to someone. Your answer page has just been used to say \
“{said}” in a browser that we don't know.

If that was you, confirm it here:
{link}

If it wasn't you, ignore this email. Nothing has changed.

The link works once, within three days.
"""
WORDS: dict[Answer, str] = {"yes": "yes", "no": "no", "not_now": "not now"}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An answer that waits for the person to confirm it."""

    me: str
    connector: str
    answer: Answer
    until: date | None


def send_confirmation(
    tx: Writer,
    settings: Settings,
    token: str,
    link: LinkRow,
    row: IntroductionRow,
    said: tuple[Answer, date | None],
) -> None:
    """Write to the person, if Intros can, once an hour for the same answer."""
    answer, until = said
    presented = token.partition("_")[0]
    words = [answer, until.isoformat() if until else "", (tx.now + LASTS).isoformat()]
    version = _version_of_answer(tx, link)
    confirmation = signed_words(settings.signing_secret(), "confirm", words, presented, version)
    me, connector = names_of(tx, row, link)
    text = TEXT.format(
        name=me,
        connector=connector,
        said=WORDS[answer],
        link=f"{settings.http.address}/r/{token}/confirm/{confirmation}",
    )
    letter = Letter(to="", to_name=me, subject=SUBJECT.format(connector=connector), text=text)
    # Administrators see keys of emails: this one names neither the person nor their answer.
    what = "\n".join((presented, version, *words[:2], f"{tx.now:%Y-%m-%dT%H}"))
    key = f"confirm|{sha256(what.encode()).hexdigest()[:32]}"
    enqueue_from_intros(
        tx, settings, address_of(tx, row, link, settings.signing_secret()), letter, key
    )


def load_confirmation(
    installation: Installation, secret: bytes, token: str, confirmation: str
) -> Confirmation:
    """What a person is asked to confirm; changes nothing. Raises `LinkExpired`."""
    session, link = follow(installation, token)
    return session.read(lambda tx: _read(tx, secret, link, token, confirmation))


def confirm_answer(
    installation: Installation, secret: bytes, token: str, confirmation: str, browser: str
) -> Answer:
    """Record the answer, as given in this browser. Raises `LinkExpired`, `StepOutOfOrder`."""
    session, link = follow(installation, token)

    def work(tx: Writer) -> Answer:
        found = _read(tx, secret, link, token, confirmation)
        row = load_open_row(tx, link)
        write_answer(tx, row, link, (found.answer, found.until), hash_of(browser))
        return found.answer

    return session.write(work)


def _read(tx: Reader, secret: bytes, link: LinkRow, token: str, confirmation: str) -> Confirmation:
    """Raises `LinkExpired` also where another answer was recorded since the email was written."""
    presented, version = token.partition("_")[0], _version_of_answer(tx, link)
    words = read_signed_words(secret, "confirm", confirmation, presented, version)
    answer = next((one for one in WORDS if words and one == words[0]), None)
    if words is None or answer is None or datetime.fromisoformat(words[2]) < tx.now:
        raise LinkExpired(USED)
    me, connector = names_of(tx, load_row(tx, link), link)
    until = date.fromisoformat(words[1]) if words[1] else None
    return Confirmation(me, connector, answer, until)


def _version_of_answer(tx: Reader, link: LinkRow) -> str:
    """What changes with each answer that counts: an older email then confirms nothing."""
    side = tx.one(repository.load_side, id=link.introduction, side=link.side)
    return f"{side.answered_at} {side.answered_in}"
