"""How an email is made: headers that no one can break out of, a stable id, and unsubscribing."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from app.mail.models import Letter, Mail, Sender
from app.people.rules.identifiers import normalise_email

POLICY = SMTP.clone(max_line_length=998)
"""As long as lines may be (RFC 5322): folding would break long addresses of links apart."""
JOINERS = frozenset("\u200c\u200d")
"""They show nothing, but names in Persian and several Indian scripts need them."""
BREAKS = frozenset({"Zl", "Zp"})
MOST_REPLY_TO = 3
PERMANENT = range(500, 600)


def one_line(text: str) -> str:
    """The text in one line: line ends, controls and marks of direction become spaces.

    What looks like an encoded word (RFC 2047) is taken apart: the library would decode it, and
    with it any line end that is hidden in it.
    """
    shown = (" " if _shows_nothing(character) else character for character in text)
    return " ".join("".join(shown).split()).replace("=?", "= ?")


def _shows_nothing(character: str) -> bool:
    category = unicodedata.category(character)
    return (category[0] == "C" and character not in JOINERS) or category in BREAKS


def plain_text(text: str) -> str:
    """The text with `\\n` as its only line end, and without controls."""
    lines = re.split(r"\r\n|\r|\n|\u2028|\u2029", text)
    kept = ("".join(c for c in line if c == "\t" or not _is_control(c)) for line in lines)
    return "\n".join(kept).strip("\n") + "\n"


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}


def mail_address(text: str) -> str:
    """One address in canonical form; raises `ValueError` for any other text.

    Letters outside ASCII before the @ are refused: few servers take them, and those that do not
    would lose the email.
    """
    address = normalise_email(text)
    if not address.isascii() or any(c.isspace() for c in address):
        raise ValueError("has letters outside ASCII before the @, which few mail servers take")
    return address


def addressed(sender: Sender, letter: Letter, workspace: str, key: str) -> Mail:
    """The letter as an email of this sender; raises `ValueError` for what cannot be sent."""
    if len(letter.reply_to) > MOST_REPLY_TO:
        raise ValueError(f"an answer goes to at most {MOST_REPLY_TO} addresses")
    others = [mail_address(each) for each in letter.reply_to]
    subject = one_line(letter.subject)
    if not subject:
        raise ValueError("the subject is empty")
    return Mail(
        connector=sender.connector,
        from_name=one_line(sender.name),
        from_address=sender.address,
        to=mail_address(letter.to),
        to_name=one_line(letter.to_name),
        subject=subject,
        text=plain_text(letter.text),
        reply_to=tuple(dict.fromkeys([sender.address, *others])),
        message_id=message_id(workspace, key, sender.address),
    )


def message_id(workspace: str, key: str, from_address: str) -> str:
    """The Message-ID of the email with this key: the same in every attempt.

    Mailboxes know by it that they have an email already.
    """
    digest = sha256(f"{workspace}\n{key}".encode()).hexdigest()[:40]
    return f"<{digest}@{from_address.rpartition('@')[2]}>"


def compose(mail: Mail, written_at: datetime, unsubscribe: str | None = None) -> EmailMessage:
    """The message to one recipient; `unsubscribe` is where they say that they want no more.

    One click suffices (RFC 8058) where that address is https, as the standard wants it. A notice
    about someone's security has no such address.
    """
    message = EmailMessage(policy=POLICY)
    message["From"] = _mailbox(mail.from_name, mail.from_address)
    message["To"] = _mailbox(mail.to_name, mail.to)
    message["Reply-To"] = _mailboxes(mail.reply_to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(written_at)
    message["Message-ID"] = mail.message_id
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
    if unsubscribe and unsubscribe.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text, cte="quoted-printable")
    return message


def _mailbox(name: str, address: str) -> Address:
    return Address(display_name=one_line(name), addr_spec=address)


def _mailboxes(addresses: Sequence[str]) -> tuple[Address, ...]:
    return tuple(Address(addr_spec=address) for address in addresses)


def is_permanent(code: int) -> bool:
    """Whether a mail server's answer stays the same in the next attempt (RFC 5321, 4.2.1)."""
    return code in PERMANENT
