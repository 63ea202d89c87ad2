"""Mail: put into the outbox by connectors, sent by workers, ended by anyone who gets it."""

from app.mail.service.delivery import mail_handler
from app.mail.service.letters import (
    KIND,
    can_reach,
    enqueue_email,
    enqueue_from_intros,
    letters_of,
    record_manual_send,
    sender_of,
)
from app.mail.service.notices import notice_handler
from app.mail.service.unsubscribe import is_unsubscribed, unsubscribe

__all__ = [
    "KIND",
    "can_reach",
    "enqueue_email",
    "enqueue_from_intros",
    "is_unsubscribed",
    "letters_of",
    "mail_handler",
    "notice_handler",
    "record_manual_send",
    "sender_of",
    "unsubscribe",
]
