"""Texts are data: a closed list of placeholders, filled in once, by plain text."""

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.message_templates.models import FilledTemplate, TemplateText, TextKey
from app.message_templates.rules import (
    KEYS,
    LONGEST_MAILTO,
    PLACEHOLDERS,
    SAMPLE,
    draft,
    faults_of,
    fill,
    mailto,
)
from app.message_templates.service import default_texts


def faults(key: TextKey, subject: str, text: str) -> list[str]:
    return [fault for _, fault in faults_of(key, TemplateText(subject=subject, text=text))]


@pytest.mark.parametrize("key", KEYS)
def test_the_texts_that_come_with_it_have_no_fault(key: TextKey) -> None:
    assert list(faults_of(key, default_texts()[key])) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_draft_could_be_sent_unchanged(key: TextKey) -> None:
    """Nothing is left to fill in, and no word, line end or space too many."""
    done = draft(key, default_texts(), SAMPLE)
    for text in (done.subject, done.text):
        assert not set("{}[]<>_") & set(text)
        assert "  " not in text
        assert "\n\n\n" not in text
    assert len(done.text.split()) < 130
    assert done.text.endswith(("Dana Whitfield", "divorce."))


UNKNOWN = {"work", "other_work", "reason", "other_reason"}


@pytest.mark.parametrize("key", KEYS)
def test_a_draft_reads_well_when_little_is_known(key: TextKey) -> None:
    little = {n: v for n, v in SAMPLE.items() if n not in UNKNOWN}
    done = draft(key, default_texts(), little)
    assert ", ," not in done.text
    assert " ." not in done.text
    assert not set("{}") & set(done.text)


def test_an_unknown_placeholder_is_named_with_all_that_there_are() -> None:
    (fault,) = faults("reminder", "Now, {other}", "Dear {nmae}: {link}")
    assert "{nmae}" in fault
    assert all(f"{{{name}}}" in fault for name in PLACEHOLDERS)


@pytest.mark.parametrize(
    "text", ["{", "}", "{{name}}", "{Name}", "{ name }", "{name!r}", "{name.x}", "{0}", "{% if %}"]
)
def test_what_looks_like_a_template_is_refused(text: str) -> None:
    assert faults("thank_you", "Thanks", f"{{first_name}} {text}")


def test_a_question_that_nobody_could_answer_is_refused() -> None:
    assert faults("opt_in_question", "Hello", "Would you like to meet {other}?") == [
        "{link} is missing"
    ]
    assert faults("opt_in_question", "See {link}", "Now, {other}.") == ["can’t have a link"]


@pytest.mark.parametrize("key", ["bridge", "nudge", "follow_up", "thank_you"])
def test_a_link_is_refused_where_nobody_is_asked(key: TextKey) -> None:
    assert faults(key, "Now", "{first_name}, {other_first_name}: {link}") == [
        "{link} is only for the invitation and the reminder; remove it"
    ]


@pytest.mark.parametrize("key", [key for key in KEYS if key != "bridge"])
def test_nobody_reads_what_the_other_is_told_before_both_have_said_yes(key: TextKey) -> None:
    told = faults(key, "{other_reason}", "{first_name}, {other}: {link}")
    assert "{other_reason} is only for the introduction email; remove it" in told


def test_a_subject_of_two_lines_is_refused() -> None:
    with pytest.raises(ValidationError):
        TemplateText(subject="Hello\r\nBcc: all@home.example", text="Hi.")


@given(st.text())
def test_what_was_filled_in_is_never_looked_at_again(value: str) -> None:
    for name in PLACEHOLDERS:
        hostile = f"x{value}{{{name}}}"
        filled = fill("[{reason}]", {"reason": hostile})
        assert filled == f"[{' '.join(fill('{other}', {'other': hostile}).split())}]"
        assert filled.endswith(f"{{{name}}}]")


@given(st.text())
def test_what_was_filled_in_stays_one_line(value: str) -> None:
    assert len(fill("a{reason}b", {"reason": f"x{value}"}).splitlines()) == 1


def test_a_value_that_is_missing_is_not_left_out_silently() -> None:
    with pytest.raises(KeyError, match="link"):
        fill("Here: {link}", {})


def test_the_own_mailbox_opens_with_subject_and_text() -> None:
    made = FilledTemplate("Grüße & more?", "Hi Ann,\n\n100 % = #1\n")
    address = mailto(["ann+x@home.example", "lee&cc=all@home.example"], made)
    assert address is not None
    parts = urlsplit(address)
    assert unquote(parts.path) == "ann+x@home.example,lee&cc=all@home.example"
    assert "&cc" not in parts.path
    # As a mail program reads it: a plus is a plus here (RFC 6068, section 5).
    query = parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True)
    assert query == {"subject": [made.subject], "body": [made.text.replace("\n", "\r\n")]}


@given(st.text(), st.text())
def test_no_words_add_a_field_to_the_address(subject: str, text: str) -> None:
    subject, text = (each.encode("utf-8", "replace").decode() for each in (subject, text))
    address = mailto(["ann@home.example"], FilledTemplate(subject, text))
    if address is not None:
        assert address.isascii()
        assert urlsplit(address).query.count("&") == 1
        assert not urlsplit(address).fragment


def test_an_address_that_would_be_cut_off_is_none() -> None:
    assert mailto(["ann@home.example"], FilledTemplate("Hello", "x" * LONGEST_MAILTO)) is None


@pytest.mark.parametrize("key", KEYS)
def test_every_usual_draft_fits_into_an_address(key: TextKey) -> None:
    assert mailto(["ann@home.example"], draft(key, default_texts(), SAMPLE))


def test_a_filled_subject_can_be_a_header() -> None:
    message = EmailMessage()
    message["Subject"] = fill("{reason}", {"reason": "a\r\nBcc: all@home.example\u2028b"})
    assert message.keys() == ["Subject"]
