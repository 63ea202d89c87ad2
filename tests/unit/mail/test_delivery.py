"""Handing mails to a real mail server: signed in, encrypted, or not at all."""

import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from pydantic import SecretStr

from app.mail.models import Letter, Mail, Sender
from app.mail.rules import addressed, compose
from app.mail.service.delivery import deliver
from app.outbox.models import Later, Permanent
from app.settings import MailSettings
from tests.mail_server import MailServer, mail_server

SENDER = Sender("dana", "Dana", "dana@work.example")
LETTER = Letter("ann@home.example", "Ann", "Hello", "Hello.")
MAIL = addressed(SENDER, LETTER, "w", "key")


def send(settings: MailSettings, mail: Mail = MAIL) -> None:
    written = datetime(2026, 1, 5, 10, tzinfo=UTC)
    deliver(settings, compose(mail, written, "https://intros.example.org/u/x"), mail)


def changed(server: MailServer, **changes: object) -> MailSettings:
    return server.settings.model_copy(update=changes)


def signs_in(_: object, __: object, ___: object, ____: str, who: LoginPassword) -> AuthResult:
    right = (who.login, who.password) == (b"intros", b"right")
    return AuthResult(success=right, handled=False)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_goes_in_the_open_when_it_should_be_encrypted(security: str) -> None:
    with mail_server() as server:
        with pytest.raises(Later, match="cannot be reached"):
            send(changed(server, security=security))
        assert server.mails == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that says it is this machine, which nobody has signed but itself."""
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    subprocess.run(
        [
            "openssl",
            *words.split(),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(path), "-out", str(path.with_suffix(".crt"))),
        ],
        check=True,
        capture_output=True,
    )
    return path


def tls(certificate: Path) -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.with_suffix(".crt"), certificate)
    return context


def test_a_server_that_is_not_who_it_says_gets_nothing(certificate: Path) -> None:
    with mail_server(tls_context=tls(certificate)) as server:
        with pytest.raises(Later, match="cannot be reached"):
            send(changed(server, security="starttls"))
        assert server.mails == []


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a server needs to speak to us over TLS only."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    return {"tls_context": tls(certificate), "require_starttls": True}


def test_it_encrypts_to_a_server_that_it_trusts(trusted: dict[str, Any]) -> None:
    with mail_server(**trusted) as server:
        send(changed(server, security="starttls"))
        assert len(server.mails) == 1


def test_it_signs_in_where_the_server_wants_that(trusted: dict[str, Any]) -> None:
    with mail_server(**trusted, authenticator=signs_in, auth_required=True) as server:
        who = {"user": "intros", "password": SecretStr("right")}
        send(changed(server, security="starttls", **who))
        assert len(server.mails) == 1


def test_a_wrong_password_delays_mails_and_loses_none(trusted: dict[str, Any]) -> None:
    """It is the administrator's to correct, and no fault of any mail."""
    with mail_server(**trusted, authenticator=signs_in, auth_required=True) as server:
        who = {"user": "intros", "password": SecretStr("wrong")}
        with pytest.raises(Later, match=r"refused the sign-in \(535\)"):
            send(changed(server, security="starttls", **who))
        assert server.mails == []


def test_a_server_that_says_nothing_holds_nobody_up_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = MailSettings(host="127.0.0.1", port=port, security="none", timeout=0.3)
        with pytest.raises(Later, match="cannot be reached"):
            send(settings)


@pytest.mark.parametrize(("answer", "error"), [("451 later", Later), ("554 no", Permanent)])
def test_what_a_server_says_decides_whether_it_is_asked_again(
    answer: str, error: type[Exception]
) -> None:
    with mail_server() as server:
        server.to_mail = answer
        with pytest.raises(error, match=rf"refused the message \({answer[:3]}\)"):
            send(server.settings)
