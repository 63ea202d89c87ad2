"""Mail: put into the outbox by connectors, sent by workers, ended by whoever gets it."""

from app.mail.service.delivery import mail_handler
from app.mail.service.letters import KIND, letters_of, send_later, sender_of, sent_by_hand
from app.mail.service.unsubscribing import is_unsubscribed, unsubscribe

__all__ = [
    "KIND",
    "is_unsubscribed",
    "letters_of",
    "mail_handler",
    "send_later",
    "sender_of",
    "sent_by_hand",
    "unsubscribe",
]
