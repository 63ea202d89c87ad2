"""Sending notices: by Intros itself, whatever their reader has unsubscribed from."""

from app.mail import rules
from app.mail.models import Letter, Sender
from app.mail.service.delivery import deliver
from app.mail.service.letters import INTROS, SENT, intros_as_sender
from app.notices.models import LINK, AddressedNotice
from app.outbox.models import Entry, Permanent
from app.outbox.service import Handler
from app.session import Session
from app.settings import MailSettings, Settings

NO_SERVER = "no_server"
"""How a notice ended: no mail server is set up, and the pages show what it says."""


def notice_handler(settings: Settings) -> Handler:
    """What sends the outbox's notices through the mail server of the settings."""

    def send(session: Session, entry: Entry) -> str:
        notice = AddressedNotice.model_validate_json(entry.payload)
        sender = _sender(settings.mail, notice.to)
        if sender is None:
            return NO_SERVER
        text = notice.text.replace(LINK, f"{settings.http.address}{notice.path}")
        letter = Letter(notice.to, notice.to_name, notice.subject, text)
        try:
            mail = rules.addressed(sender, letter, session.workspace, entry.id)
        except ValueError:
            raise Permanent("this address can't be written to") from None
        deliver(settings.mail, rules.compose(mail, entry.created_at), mail)
        return SENT

    return send


def _sender(mail: MailSettings, address: str) -> Sender | None:
    """Intros; without an address of its own from its reader's, as with the weekly email."""
    own = Sender(INTROS, "Intros", address) if mail.account_of(address) else None
    return intros_as_sender(mail) or own
