"""Mails that nobody can break out of, and links that nobody can make up."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mail.models import Letter, Sender
from app.mail.rules import (
    addressed,
    compose,
    mail_address,
    one_line,
    plain_text,
)
from app.security.tokens import read_unsubscribe_token, suppression_id, unsubscribe_token

WRITTEN = datetime(2026, 1, 5, 10, tzinfo=UTC)
SECRET = b"s" * 32
HEADERS = {
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
}
anything = st.text() | st.sampled_from(
    [
        "Ann\r\nBcc: all@home.example",
        "Ann\nX-Evil: 1",
        'Ann" <evil@home.example>, "',
        "Ann\u2028Bcc: all@home.example",
        "\x00\x1b[31m",
        "Zoë Müller",
        "=?utf-8?q?Ann=0D=0ABcc:_all@home.example?=",
        "\udcff",
        "،ن‌م",
    ]
)


def sent(name: str, to_name: str, subject: str, text: str) -> EmailMessage:
    """The message as the one who gets it reads it, from its bytes."""
    mail = addressed(
        Sender("dana", name, "dana@work.example"),
        Letter("ann@home.example", to_name, subject, text),
        "w",
        "key",
    )
    raw = compose(mail, WRITTEN, "https://intros.example.org/u/x").as_bytes()
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return message_from_bytes(raw, policy=default)


@given(name=anything, to_name=anything, subject=anything, text=anything)
def test_no_text_adds_a_header_or_a_recipient(
    name: str, to_name: str, subject: str, text: str
) -> None:
    message = sent(name, to_name, f"Hello {subject}", text)
    assert set(message.keys()) == HEADERS
    assert [each.addr_spec for each in message["To"].addresses] == ["ann@home.example"]
    assert [each.addr_spec for each in message["From"].addresses] == ["dana@work.example"]


@pytest.mark.parametrize(
    "name", ["Zoë Müller", "李小龍", "O'Hara, Ann", 'Ann "Annie" Li', "Ann @ Home"]
)
def test_a_name_arrives_as_it_is(name: str) -> None:
    message = sent(name, name, f"From {name}", "Hello.")
    assert message["From"].addresses[0].display_name == name
    assert message["To"].addresses[0].display_name == name
    assert message["Subject"] == f"From {name}"


def test_a_text_arrives_as_it_is() -> None:
    text = f"Grüße, 李!\n\n{'long ' * 400}\n.\nFrom here = there\n"
    assert sent("Dana", "Ann", "Hello", text).get_content().replace("\r\n", "\n") == text


def test_line_ends_in_a_name_become_spaces() -> None:
    assert one_line("Ann\r\nBcc: all@home.example\x00") == "Ann Bcc: all@home.example"


@given(st.text())
def test_a_text_keeps_no_controls(text: str) -> None:
    kept = set(plain_text(text)) - {"\n", "\t"}
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in kept)


@given(st.text(max_size=40))
def test_an_address_is_one_address_or_refused(text: str) -> None:
    try:
        address = mail_address(text)
    except ValueError:
        return
    assert address.isascii()
    assert address.count("@") == 1
    assert not any(c in address for c in '<>,;: \r\n"')


@pytest.mark.parametrize(
    "text", ["zoë@home.example", "a@b\n", "a b@home.example", '"a b"@c.example']
)
def test_an_address_that_could_go_astray_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be|has letters"):
        mail_address(text)


def test_an_empty_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="subject"):
        sent("Dana", "Ann", "\r\n", "Hello.")


def test_one_click_is_offered_where_the_standard_allows_it() -> None:
    mail = addressed(
        Sender("dana", "Dana", "dana@work.example"),
        Letter("ann@home.example", "Ann", "Hello", "Hello."),
        "w",
        "key",
    )
    message = compose(mail, WRITTEN, "http://127.0.0.1:8000/u/x")
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/u/x>"
    assert message["List-Unsubscribe-Post"] is None


def test_answers_reach_the_other_of_a_bridging_mail_too() -> None:
    mail = addressed(
        Sender("dana", "Dana", "dana@work.example"),
        Letter("ann@home.example", "Ann", "Meet Lee", "Hello.", reply_to=("Lee@home.example",)),
        "w",
        "key",
    )
    message = compose(mail, WRITTEN, "https://intros.example.org/u/x")
    assert message["Reply-To"] == "dana@work.example, lee@home.example"


def test_the_message_id_is_the_same_for_a_key_and_another_for_another() -> None:
    def of(workspace: str, key: str) -> str:
        letter = Letter("ann@home.example", "Ann", "Hello", "Hello.")
        return addressed(
            Sender("dana", "Dana", "dana@work.example"), letter, workspace, key
        ).message_id

    assert of("w", "one") == of("w", "one")
    assert len({of("w", "one"), of("w", "two"), of("v", "one")}) == 3


def test_a_token_says_whose_it_is_and_no_address() -> None:
    token = unsubscribe_token(SECRET, "hudson-valley", "ann@home.example")
    assert "ann" not in token
    expected = suppression_id(SECRET, "hudson-valley", "ann@home.example")
    assert read_unsubscribe_token(SECRET, token) == ("hudson-valley", expected)


@given(place=st.integers(0, 10_000), character=st.characters(codec="ascii"))
def test_a_changed_token_opens_nothing(place: int, character: str) -> None:
    token = unsubscribe_token(SECRET, "hudson-valley", "ann@home.example")
    place %= len(token)
    changed = token[:place] + character + token[place + 1 :]
    assert changed == token or read_unsubscribe_token(SECRET, changed) is None
    assert read_unsubscribe_token(b"t" * 32, token) is None
