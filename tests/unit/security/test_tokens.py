"""Tokens: made-up ones are refused, and what an earlier version gave out is still read.

The literal tokens below are out in the world, in emails and in programs. They never change.
"""

import pytest

from app.security import tokens

INSTALLATION = b"0123456789abcdef0123456789abcdef"
ANOTHER = b"fedcba9876543210fedcba9876543210"
SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI"
SECRET_HASH = "6b27c5b8756eed81a192f6da50aeed66c08867406022b793b9b69fa6526d0a60"
STORED = f"00aa11bb22cc33dd_{SECRET}"
ANSWERS = {
    "a": "2d0b83e9e34a2fb5fa9b5f917b133762_4RuQZdAM9ZBO4P_rH2fbLU7grqJTVEHux4VCyAoYToI",
    "b": "3d947a8f7abbd8827e450b167133254e_ExYmIKL546ablnQHwFFFaioqQ9bxglUV2ltqag3Y22E",
}
ANSWER_HASHES = {
    "a": "b193d8f6f62ad9483b31f10ea2857eb9114a5f2dcbcee1886693179d2cd63da5",
    "b": "a496c3e559f9eec55c30ea5534e26f1d6adbc4386cf0720aed5e9ecf8f06761e",
}
SUPPRESSION = "qw4mVRxv7ExP9J8OIdmWFO-kxhETVX2-6AsdTzt_7bQ"
UNSUBSCRIBE = f"hudson-valley.{SUPPRESSION}.JlNtS7K-auIhvfMHeMCepR5TteJevetNX3o9bXENT-Y"
SAID = ["hudson-valley", "dana", "2026-W48", "ann", "lee"]
DIGEST = (
    "WyJodWRzb24tdmFsbGV5IiwgImRhbmEiLCAiMjAyNi1XNDgiLCAiYW5uIiwgImxlZSJd"
    ".pD26TgvpXvHiQtnzNbeL2qRilKJMvO2ajh2RjoamUi4"
)

# ── keys, sign-in links, sign-ins, calendar addresses ────────────────────────────────────────


def test_a_key_is_recognized_by_its_secret_and_by_nothing_else() -> None:
    key, other = tokens.new_key(), tokens.new_key()
    presented = tokens.read_key(key.text)
    assert presented is not None
    assert presented.id == key.id
    assert presented.matches(key.hash)
    assert not presented.matches(other.hash)
    assert presented.secret not in key.hash


def test_a_stored_token_from_before_is_still_read() -> None:
    for presented in (tokens.read_token(STORED), tokens.read_key(f"in_{STORED}")):
        assert presented is not None
        assert (presented.id, presented.secret) == ("00aa11bb22cc33dd", SECRET)
        assert presented.matches(SECRET_HASH)


def test_the_secret_of_another_token_does_not_match() -> None:
    presented = tokens.read_token(STORED[:-1] + "3")
    assert presented is not None
    assert not presented.matches(SECRET_HASH)


@pytest.mark.parametrize("text", ["", "in_", "in_x_y", "Bearer in_", "in_" + "0" * 60, "é" * 70])
def test_a_text_that_is_not_a_token_is_not_taken_for_one(text: str) -> None:
    assert tokens.read_key(text) is None
    assert tokens.read_token(text) is None
    assert tokens.read_answer_link(text) is None


def test_a_key_and_a_token_are_not_taken_for_each_other() -> None:
    assert tokens.read_key(STORED) is None
    assert tokens.read_token(f"in_{STORED}") is None
    assert tokens.read_token(None) is None


def test_the_forms_of_a_sign_in_carry_the_same_token_as_before() -> None:
    before = "75a0271e93df0ef36bb99d4cbe29db8804b2b2c2bcf42bbcc1cca9e7b5c2d623"
    assert tokens.form_token("x" * 43) == before
    assert tokens.form_token(SECRET) != before


# ── answer links ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("side", ["a", "b"])
def test_an_answer_link_is_always_the_same_one(side: str) -> None:
    link = tokens.answer_link(INSTALLATION, "hudson-valley", "2026-w48-1", side)
    assert (link.text, link.hash) == (ANSWERS[side], ANSWER_HASHES[side])


@pytest.mark.parametrize("side", ["a", "b"])
def test_an_answer_link_from_before_is_still_read(side: str) -> None:
    presented = tokens.read_answer_link(ANSWERS[side])
    assert presented is not None
    assert presented.id == ANSWERS[side].partition("_")[0]
    assert presented.matches(ANSWER_HASHES[side])


def test_an_answer_link_proves_nothing_for_the_other_side_or_elsewhere() -> None:
    elsewhere = [
        tokens.answer_link(INSTALLATION, "hudson-valley", "2026-w48-1", "b"),
        tokens.answer_link(INSTALLATION, "hudson-valley", "2026-w48-2", "a"),
        tokens.answer_link(INSTALLATION, "acme", "2026-w48-1", "a"),
        tokens.answer_link(ANOTHER, "hudson-valley", "2026-w48-1", "a"),
    ]
    presented = tokens.read_answer_link(ANSWERS["a"])
    assert presented is not None
    assert not any(presented.matches(link.hash) for link in elsewhere)


# ── unsubscribing, links of the weekly email ─────────────────────────────────────────────────


def test_an_unsubscribe_link_is_the_same_as_before_and_is_still_read() -> None:
    made = tokens.unsubscribe_token(INSTALLATION, "hudson-valley", "ann@example.com")
    assert made == UNSUBSCRIBE
    read = tokens.read_unsubscribe_token(INSTALLATION, UNSUBSCRIBE)
    assert read == ("hudson-valley", SUPPRESSION)
    assert "ann" not in UNSUBSCRIBE


def test_a_link_of_the_weekly_email_is_the_same_as_before_and_is_still_read() -> None:
    assert tokens.digest_token(INSTALLATION, SAID) == DIGEST
    assert tokens.read_digest_token(INSTALLATION, DIGEST) == SAID


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "acme" + UNSUBSCRIBE.removeprefix("hudson-valley"),
        UNSUBSCRIBE.replace(SUPPRESSION, SUPPRESSION[::-1]),
        UNSUBSCRIBE[:-1] + "Z",
        DIGEST,
    ],
)
def test_a_made_up_unsubscribe_link_is_refused(token: str) -> None:
    assert tokens.read_unsubscribe_token(INSTALLATION, token) is None


@pytest.mark.parametrize(
    "token", ["", ".", "é.é", "W10." + DIGEST.partition(".")[2], DIGEST[:-1] + "Z", UNSUBSCRIBE]
)
def test_a_made_up_link_of_the_weekly_email_is_refused(token: str) -> None:
    assert tokens.read_digest_token(INSTALLATION, token) is None


def test_the_secret_of_another_installation_opens_neither() -> None:
    assert tokens.read_unsubscribe_token(ANOTHER, UNSUBSCRIBE) is None
    assert tokens.read_digest_token(ANOTHER, DIGEST) is None
