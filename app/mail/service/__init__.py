"""Mail: put into the outbox by connectors, sent by workers, ended by anyone who gets it."""

from app.mail.service.delivery import mail_handler
from app.mail.service.letters import (
    KIND,
    enqueue_email,
    enqueue_notice,
    letters_of,
    reachable_at,
    record_manual_send,
    sender_of,
)
from app.mail.service.unsubscribe import is_unsubscribed, unsubscribe

__all__ = [
    "KIND",
    "enqueue_email",
    "enqueue_notice",
    "is_unsubscribed",
    "letters_of",
    "mail_handler",
    "reachable_at",
    "record_manual_send",
    "sender_of",
    "unsubscribe",
]
