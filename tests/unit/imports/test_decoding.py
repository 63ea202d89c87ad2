"""What text a file's bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.models import FileRefused
from app.imports.rules.decoding import decode

LINE = "name,email\nJosé Müller,jose@example.org\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LINE.encode(), "UTF-8"),
        (LINE.encode("utf-8-sig"), "UTF-8"),
        (LINE.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), "UTF-16"),
        (LINE.encode("utf-16-le"), "UTF-16"),
        (LINE.encode("utf-16-be"), "UTF-16"),
        (LINE.encode("utf-32"), "UTF-32"),
        (LINE.encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_same_text_is_read_from_every_encoding_that_spreadsheets_save(
    data: bytes, encoding: str
) -> None:
    assert decode(data) == (LINE, encoding)


def test_what_windows_1252_lacks_is_latin_1() -> None:
    assert decode(b"name\nJos\xe9 \x81\n") == ("name\nJosé \x81\n", "Latin-1")


def test_the_euro_sign_of_windows_is_read() -> None:
    assert decode(b"notes\n5 \x80\n")[0] == "notes\n5 €\n"


def test_utf_16_without_a_mark_is_told_from_its_zeros_in_other_scripts_too() -> None:
    text = "name,email\n" + "".join(f"Иван Петров,ivan{i}@example.org\n" for i in range(50))
    assert decode(text.encode("utf-16-le")) == (text, "UTF-16")


def test_a_single_nul_does_not_make_it_utf_16() -> None:
    assert decode(b"name\nAnn\0 Lee\n") == ("name\nAnn\0 Lee\n", "UTF-8")


def test_emoji_and_writing_from_right_to_left_are_kept() -> None:
    text = "name\n🦊 Fox\nمحمد علي\nדנה לוי\n"
    assert decode(text.encode()) == (text, "UTF-8")


def test_a_lone_surrogate_in_utf_8_stays_to_be_refused_with_its_row() -> None:
    assert decode(b"name\nAnn \xed\xa0\x80\nBob\n") == ("name\nAnn \ud800\nBob\n", "UTF-8")


def test_broken_bytes_in_a_utf_8_file_do_not_turn_it_into_latin_1() -> None:
    text, encoding = decode("name\nJosé\nZoë\n".encode() + b"Ann\xff\n")
    assert encoding == "UTF-8"
    assert text == "name\nJosé\nZoë\nAnn\udcff\n"


def test_a_lone_surrogate_in_utf_16_stays_to_be_refused_with_its_row() -> None:
    assert decode("name\nAnn\n".encode("utf-16") + b"\x00\xd8\n\x00")[0] == "name\nAnn\n\ud800\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
    ],
)
def test_another_kind_of_file_is_refused_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(FileRefused, match=f"{what}.*save it as CSV"):
        decode(data)


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused, match="empty"):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_are_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except FileRefused:
        return
    assert text
    assert encoding in {"UTF-8", "UTF-16", "UTF-32", "Windows-1252", "Latin-1"}


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_text_in_utf_8_with_a_mark_is_always_read_back(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, "UTF-8")
