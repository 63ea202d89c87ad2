"""Emails: what someone wants to send, who may send it, and what waits in the outbox."""

from dataclasses import dataclass
from typing import Literal

from app.base_models import Model


@dataclass(frozen=True, slots=True)
class Sender:
    """A connector and their own address that an email comes from."""

    connector: str
    """Empty where Intros itself writes."""
    name: str
    address: str


LetterState = Literal["waiting", "sent", "refused", "unsubscribed", "by_hand"]
"""Where a letter is; `by_hand` is one that the connector has sent without Intros."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a connector wants to send, to one person."""

    to: str
    to_name: str
    subject: str
    text: str
    reply_to: tuple[str, ...] = ()
    """Addresses a reply goes to besides the sender's: for an introduction email the other's."""


class Mail(Model):
    """A letter with its sender and its stable id, as it waits in the outbox."""

    connector: str
    from_name: str
    from_address: str
    to: str
    to_name: str
    subject: str
    text: str
    reply_to: tuple[str, ...]
    message_id: str
