"""The values of a cell: text, date, number, yes or no, several values."""

import re
from datetime import date

from app import field_types
from app.people.rules.normalize import NO_EMPLOYER

FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
AROUND = " \t\r\n\x0b\x0c\x85\xa0\u200b\u2060\ufeff"
"""Stripped from both ends: white space, and the invisible marks that spreadsheets leave."""
MOST_SHOWN = 120
"""Characters of a file's content that a message repeats."""
SHORT_DATE = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"no", "n", "false", "0"})


class BadCell(ValueError):
    """What is wrong with a cell, as a sentence about it."""


def clean(cell: str) -> str:
    """The cell without white space around it; raises `BadCell` for what no text has."""
    if found := FORBIDDEN.search(cell):
        if found[0] == "\0":
            raise BadCell("has a NUL character")
        if "\ud800" <= found[0] <= "\udfff":
            raise BadCell("has bytes that aren’t text; save the file as UTF-8")
        raise BadCell(f"has a control character (U+{ord(found[0]):04X})")
    return cell.strip(AROUND)


def legible(text: str) -> str:
    """The text with a sign in place of what no text has."""
    return FORBIDDEN.sub("\ufffd", text)


def shown(text: str) -> str:
    """The beginning of a text, fit for a message."""
    return legible(text)[:MOST_SHOWN]


def one_line(text: str) -> str:
    """The text with every run of white space, line ends too, as one space."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Headings and words in the form in which they are compared; `_` is a space."""
    return field_types.fold(text.replace("_", " "))


def several(text: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `;`; none twice."""
    parts = (one_line(part) for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def day(text: str) -> date:
    """A date written `2024-10-31` or `31 Oct 2024`, whatever the language of this computer."""
    try:
        if match := SHORT_DATE.fullmatch(text):
            return date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(f"“{text[:40]}” must be a date like 2024-10-31 or 31 Oct 2024") from None


def share(text: str) -> float:
    """A number from 0 to 1, with a point or a comma."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise BadCell(f"“{text[:40]}” must be a number from 0 to 1")
    return number


def yes_or_no(text: str) -> bool:
    """Yes or no, in the usual spellings; an empty cell is no."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO or not word:
        return False
    raise BadCell(f"“{text[:40]}” must be yes or no")


def company(text: str) -> str | None:
    """The name of an organisation, or None when the cell says that there is none."""
    return None if field_types.fold(text) in NO_EMPLOYER else one_line(text)
