"""Sending: one email of the outbox to the mail server, and what its answer means.

Between the server's yes and our record of it the process may die: the email then goes out a second
time, with the same Message-ID and the same Date.
"""

import asyncio
from contextlib import suppress
from email.message import EmailMessage

import aiosmtplib

from app.mail import repository, rules
from app.mail.models import Mail
from app.mail.service.letters import INTROS, SENT, SUPPRESSED, own_addresses
from app.outbox.models import Entry, Later, Permanent
from app.outbox.service import Handler
from app.security.tokens import suppression_id, unsubscribe_token
from app.session import Session
from app.settings import MailSettings, Settings

QUIT_SECONDS = 2.0


def mail_handler(settings: Settings) -> Handler:
    """What sends the outbox's emails through the mail server of the settings."""
    secret, address = settings.signing_secret(), settings.http.address

    def send(session: Session, entry: Entry) -> str:
        mail = Mail.model_validate_json(entry.payload)
        suppression = suppression_id(secret, session.workspace, mail.to)
        if session.read(lambda tx: tx.optional(repository.find_suppression, id=suppression)):
            return SUPPRESSED
        _still_own(session, settings.mail, mail)
        token = unsubscribe_token(secret, session.workspace, mail.to)
        message = rules.compose(mail, entry.created_at, f"{address}/u/{token}")
        deliver(settings.mail, message, mail)
        return SENT

    return send


def _still_own(session: Session, settings: MailSettings, mail: Mail) -> None:
    """The sender may have been deleted, or their address taken away, since they wrote."""
    if mail.connector == INTROS:
        is_own = mail.from_address == settings.from_address
    else:
        is_own = mail.from_address in session.read(lambda tx: own_addresses(tx, mail.connector))
    if not is_own:
        raise Permanent("the address that it comes from is no longer the sender's")


def deliver(settings: MailSettings, message: EmailMessage, mail: Mail) -> None:
    """Hand a message to the mail server; raises `Later` or `Permanent` unless it took it.

    What a server says may repeat the address: only its number is passed on.
    """
    try:
        asyncio.run(_deliver(settings, message, mail))
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _refused("the recipient", error.recipients[0].code) from None
    except aiosmtplib.SMTPSenderRefused as error:
        raise _refused("the sender", error.code) from None
    except aiosmtplib.SMTPDataError as error:
        raise _refused("the message", error.code) from None
    except aiosmtplib.SMTPAuthenticationError as error:
        # Wrong for every email, until someone corrects the settings: none of them is lost by it.
        raise Later(f"the mail server refused the sign-in ({error.code})") from None
    except aiosmtplib.SMTPResponseException as error:
        raise Later(f"the mail server answered {error.code}") from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise Later(f"the mail server cannot be reached ({type(error).__name__})") from None


def _refused(what: str, code: int) -> Exception:
    why = f"the mail server refused {what} ({code})"
    return Permanent(why) if rules.is_permanent(code) else Later(why)


async def _deliver(settings: MailSettings, message: EmailMessage, mail: Mail) -> None:
    account = settings.account_of(mail.from_address)
    if account is None:
        raise Later("no mail server is set up for the sender's address")
    client = aiosmtplib.SMTP(
        hostname=account.host,
        port=account.server_port,
        username=account.user or None,
        password=account.password.get_secret_value() or None,
        use_tls=account.security == "tls",
        start_tls=account.security == "starttls",
        local_hostname=mail.from_address.rpartition("@")[2],
        timeout=settings.timeout,
    )
    try:
        # For the whole conversation, as the lease on the entry is for the whole of it.
        async with asyncio.timeout(settings.timeout):
            await client.connect()
            await client.sendmail(mail.from_address, [mail.to], message.as_bytes())
        # The email is taken: however they part, it is not to be sent again.
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit(timeout=QUIT_SECONDS)
    finally:
        client.close()
