"""Letters of connectors, from an address of their own and from no other."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.errors import InvalidInput, NoOwnAddress
from app.graph import Reader, Writer
from app.mail import repository, rules
from app.mail.models import Letter, LetterState, Sender
from app.outbox.repository import EndingRow
from app.outbox.service import endings_of, note_done, put
from app.security.tokens import suppression_id
from app.settings import MailSettings, Settings

KIND = "mail"
INTROS = ""
"""The connector of a letter that no connector writes."""
SENT, SUPPRESSED, BY_HAND = "sent", "suppressed", "by_hand"
"""How a letter ended: the mail server took it, its reader wants none, or its writer sent it."""
ENDED: Mapping[str | None, LetterState] = {SUPPRESSED: "unsubscribed", BY_HAND: "by_hand"}


def own_addresses(tx: Reader, connector_id: str) -> dict[str, str]:
    """The connector's own addresses, each with their name."""
    return {row.address: row.name for row in tx.many(repository.list_addresses, id=connector_id)}


def sender_of(
    tx: Reader, mail: MailSettings, connector_id: str, address: str | None = None
) -> Sender:
    """The connector as a sender: from this address of theirs, or from their first that may send.

    While no mail server is set up at all every address may: the letter waits for one. Raises
    `NoOwnAddress` when they have none, when none may send, or when this one is not theirs.
    """
    own = own_addresses(tx, connector_id)
    if not own:
        raise NoOwnAddress("Add your email address to your profile under People first.")
    able = [one for one in own if mail.account_of(one) or not mail.hosts]
    if not able:
        raise NoOwnAddress(f"No mail server is set up for {', '.join(own)}.")
    chosen = address or able[0]
    if chosen not in able:
        raise NoOwnAddress("Emails go out only from an address on your own profile under People.")
    return Sender(connector_id, own[chosen], chosen)


def letters_of(tx: Reader, keys: Sequence[str]) -> dict[str, LetterState]:
    """Where the letters with these keys are, of those that were put into the outbox."""
    return {key: _state(row) for key, row in endings_of(tx, KIND, keys).items()}


def _state(row: EndingRow) -> LetterState:
    if row.parked_at is not None:
        return "refused"
    if row.done_at is None:
        return "waiting"
    return ENDED.get(row.outcome, "sent")


def record_manual_send(tx: Writer, keys: Sequence[str]) -> None:
    """Note that the connector has sent a letter without Intros, unless it is on its way."""
    note_done(tx, KIND, keys, BY_HAND)


def enqueue_email(
    tx: Writer,
    mail: MailSettings,
    connector_id: str,
    letter: Letter,
    key: str,
    due: datetime,
    *,
    address: str | None = None,
) -> None:
    """Have a letter sent in the connector's name, beside its cause: both happen, or neither.

    A second letter with the same key is not sent, unless the first could not be delivered. Raises
    `NoOwnAddress`, and `InvalidInput` for a letter that cannot be sent.
    """
    _put(tx, sender_of(tx, mail, connector_id, address), letter, key, due)


def enqueue_from_intros(
    tx: Writer, settings: Settings, address: str | None, letter: Letter, key: str
) -> None:
    """Have Intros itself write to an address, if it can.

    The letter says everything but the address.
    """
    sender = intros_as_sender(settings.mail)
    if sender is not None and address is not None and can_reach(tx, settings, address):
        _put(tx, sender, replace(letter, to=address), key, tx.now)


def intros_as_sender(mail: MailSettings) -> Sender | None:
    """Intros itself as a sender; None without an address of its own that can send."""
    able = mail.from_address and mail.account_of(mail.from_address)
    return Sender(INTROS, "Intros", mail.from_address) if able else None


def can_reach(tx: Reader, settings: Settings, address: str | None) -> bool:
    """Whether Intros itself can write to an address: it has one of its own, and they want email."""
    if address is None or intros_as_sender(settings.mail) is None:
        return False
    suppression = suppression_id(settings.signing_secret(), tx.workspace, address)
    return tx.optional(repository.find_suppression, id=suppression) is None


def _put(tx: Writer, sender: Sender, letter: Letter, key: str, due: datetime) -> None:
    try:
        written = rules.addressed(sender, letter, tx.workspace, key)
    except ValueError as error:
        raise InvalidInput(f"This email can't be sent: {error}") from None
    put(tx, KIND, key, written, due)
