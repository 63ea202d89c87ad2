"""What text a file's bytes are.

Spreadsheets save CSV as UTF-8, as UTF-16 ("Unicode text") or in the Windows code page of Western
Europe. A byte order mark decides; else whether it is UTF-8; else whether every other byte is zero.
What remains is Windows-1252, or Latin-1 where Windows-1252 has no such character.
"""

import codecs
import re

from app.imports.models import FileRefused

MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
"""UTF-32 before UTF-16: the mark of the one begins with the mark of the other."""

OTHER_FILES = (
    (b"PK\x03\x04", "an Excel or ZIP file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip file"),
)
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
ZEROS_IN_UTF16 = 0.2
"""Share of the characters whose other byte is zero. In a CSV of any script the separators, digits
and line ends alone come to about this much; a text in UTF-8 has none."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; raises `FileRefused`.

    What cannot be decoded in a file that is otherwise UTF-8 or UTF-16 stays in the text as lone
    surrogates: the cells that have them are refused later, each with its line.
    """
    for magic, what in OTHER_FILES:
        if data.startswith(magic):
            raise FileRefused(f"This is {what}, not a CSV: open it and save it as CSV (UTF-8).")
    text, encoding = _text(data)
    if not text.strip():
        raise FileRefused("The file is empty.")
    return text, encoding


def _text(data: bytes) -> tuple[str, str]:
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], codec), name
    if (text := _utf8(data)) is not None:
        return text, "UTF-8"
    if (utf16 := _utf16_without_mark(data)) is not None:
        return _lenient(data, utf16), "UTF-16"
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


def _utf8(data: bytes) -> str | None:
    """The text, if this is UTF-8 at all: NULs between letters say that it is UTF-16."""
    if _utf16_without_mark(data):
        return None
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    broken = len(HALF_CHARACTER.findall(text))
    whole = sum(not character.isascii() for character in text) - broken
    return text if whole > broken else None


def _utf16_without_mark(data: bytes) -> str | None:
    """The codec when the first two letters are Latin in UTF-16, and many others too."""
    units = len(data) // 2
    for codec, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        starts = not any(data[zeros:4:2]) and all(data[letters:4:2])
        if starts and data[zeros::2].count(0) > ZEROS_IN_UTF16 * units:
            return codec
    return None


def _lenient(data: bytes, codec: str) -> str:
    """Decode, with a lone surrogate for what cannot be decoded."""
    try:
        return data.decode(codec, "surrogatepass")
    except UnicodeDecodeError:
        return data.decode(codec, "replace").replace("\ufffd", "\udcff")
