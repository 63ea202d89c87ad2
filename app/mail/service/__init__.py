"""Mail: put into the outbox by connectors, sent by workers, ended by anyone who gets it."""

from app.mail.service.delivery import mail_handler
from app.mail.service.letters import KIND, enqueue_email, letters_of, record_manual_send, sender_of
from app.mail.service.unsubscribe import is_unsubscribed, unsubscribe

__all__ = [
    "KIND",
    "enqueue_email",
    "is_unsubscribed",
    "letters_of",
    "mail_handler",
    "record_manual_send",
    "sender_of",
    "unsubscribe",
]
