"""A real mail server in this process: it keeps what it gets, and can be made to refuse or hang."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event
from typing import Any

import anyio.to_thread
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.settings import MailSettings
from tests.patience import PATIENCE_SECONDS

MAIL_SECONDS = 45
"""The longest that settings allow."""


class MailServer:
    """What it got, and how it answers next."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.port = 0
        self.to_recipient = "250 OK"
        self.to_mail = "250 OK"
        self.unknown: set[str] = set()
        """Addresses at which nobody lives."""
        self.holding = False
        """Whether it keeps what it gets and then does not answer, until `released`."""
        self.hanging_up = False
        """Whether it keeps what it gets and then ends the connection without an answer."""
        self.arrived = Event()
        self.released = Event()

    @property
    def settings(self) -> MailSettings:
        return MailSettings(host="127.0.0.1", port=self.port, security="none", timeout=MAIL_SECONDS)

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(content(each), policy=default) for each in self.envelopes]

    def to(self, address: str) -> list[EmailMessage]:
        """The mails that came for this address: other tests' mails may come too."""
        pairs = zip(self.envelopes, self.mails, strict=True)
        return [mail for envelope, mail in pairs if envelope.rcpt_tos == [address]]

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 nobody lives here"
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, smtp: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_mail.startswith("250"):
            self.envelopes.append(envelope)
            self.arrived.set()
            if self.holding:
                await anyio.to_thread.run_sync(self.released.wait, abandon_on_cancel=True)
            if self.hanging_up and smtp.transport:
                smtp.transport.close()
        return self.to_mail


def content(envelope: Envelope) -> bytes:
    assert isinstance(envelope.content, bytes)
    return envelope.content


class ClosingController(Controller):
    """Ends its connections before its loop: left open, they'd be reported in some later test."""

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        self._sessions: list[SMTP] = []

    def factory(self) -> SMTP:
        session: SMTP = super().factory()  # type: ignore[no-untyped-call]
        self._sessions.append(session)
        return session

    def stop(self, no_assert: bool = False) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(PATIENCE_SECONDS)
        super().stop(no_assert)

    async def _close(self) -> None:
        for session in self._sessions:
            if isinstance(session.transport, asyncio.WriteTransport):
                session.transport.abort()
        # A connection over TLS ends with the one below it, a round of the loop later.
        for _ in range(3):
            await asyncio.sleep(0)


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    """Serve at a free port of this machine; `options` are aiosmtpd's, for sign-ins and TLS."""
    server = MailServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.port = free.getsockname()[1]
    controller = ClosingController(
        server, "127.0.0.1", server.port, ready_timeout=PATIENCE_SECONDS, **options
    )
    controller.start()
    try:
        yield server
    finally:
        server.released.set()
        controller.stop()
