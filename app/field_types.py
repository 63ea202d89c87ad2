"""Types for what people write: clean Unicode, within bounds, refused with a reason otherwise."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, Strict

ID_PATTERN = r"^[A-Za-z0-9_~:@-][A-Za-z0-9._~:@-]{0,127}$"
"""An ID is part of addresses, where `.` and `..` would be steps: it does not begin with a dot."""
RESERVED_IDS = frozenset({"batch"})
"""Words of addresses, which can be no one's id."""
PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
ALLOWED_CONTROLS = frozenset("\n\t\r")
NO_TEXT = frozenset({"Cs", "Cc"})
NOTHING = frozenset("CZ")
"""Kinds of characters that show nothing: controls, marks of direction, spaces."""


def clean_text(text: str) -> str:
    """NFC without space around it; raises `ValueError` for NUL, lone surrogates and the like."""
    if _is_plain(text):
        return text.strip()
    for character in text:
        if unicodedata.category(character) in NO_TEXT and character not in ALLOWED_CONTROLS:
            raise ValueError(f"has a character that isn't text (U+{ord(character):04X})")
    return unicodedata.normalize("NFC", text).strip()


def _is_plain(text: str) -> bool:
    """Whether it is one line of letters, signs and spaces that have no other form; most text is."""
    return text.isascii() and text.isprintable()


def one_line(text: str) -> str:
    """Clean text of one line with something to be seen in it."""
    cleaned = clean_text(text)
    if cleaned and _is_plain(cleaned):
        return cleaned
    if not any(unicodedata.category(character)[0] not in NOTHING for character in cleaned):
        raise ValueError("is empty")
    if not ALLOWED_CONTROLS.isdisjoint(cleaned):
        raise ValueError("has more than one line")
    return cleaned


def _not_reserved(identifier: str) -> str:
    if identifier in RESERVED_IDS:
        raise ValueError("is reserved; choose another ID")
    return identifier


def fold(text: str) -> str:
    """The form in which names are compared: compatible characters, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def pointer(*path: str | int) -> str:
    """The JSON pointer (RFC 6901) of a place in a body."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def unknown(kind: str, key: str, known: Iterable[str]) -> str:
    """What to say of a key that is not there: the nearest one that is."""
    near = get_close_matches(fold(key).replace(" ", "_"), list(known), n=1, cutoff=0.5)
    return f"no {kind} called “{key}”" + (f"; did you mean “{near[0]}”?" if near else "")


def to_date(value: Any) -> Any:
    """Take `2015`, `2015-06` or `2015-06-30` for a date: the first day when it is not given."""
    if not isinstance(value, str):
        if isinstance(value, date) or value is None:
            return value
        raise ValueError("must be a date like 2015-06-30")
    match = PARTIAL_DATE.match(value)
    if not match:
        raise ValueError("must be a date like 2015-06-30")
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise ValueError("must be a day of the calendar") from None


@cache
def _time_zones() -> frozenset[str]:
    """All time zones; looking them up on disk takes milliseconds."""
    return frozenset(available_timezones())


def _known_time_zone(name: str) -> str:
    if name not in _time_zones():
        raise ValueError("must be a time zone like America/New_York")
    return name


CONTROLS = r"\u0000-\u001f\u007f-\u009f"
SOMETHING: dict[str, Any] = {
    "minLength": 1,
    "pattern": rf"^[^{CONTROLS}]*[^\s{CONTROLS}][^{CONTROLS}]*$",
}
"""What the API's description says of a line; that it is clean Unicode, a schema cannot say."""
NO_OTHERS: dict[str, Any] = {"additionalProperties": False}
"""For the description of a map whose keys have a pattern: there are no keys of other forms."""
Line = Annotated[
    str, Strict(), Field(max_length=300, json_schema_extra=SOMETHING), AfterValidator(one_line)
]
LINES = {"pattern": r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"}
Text = Annotated[
    str,
    Strict(),
    Field(max_length=10_000, json_schema_extra=dict(LINES)),
    AfterValidator(clean_text),
]
Id = Annotated[str, Strict(), Field(pattern=ID_PATTERN), AfterValidator(_not_reserved)]
TimeZone = Annotated[Line, AfterValidator(_known_time_zone)]
Day = Annotated[date, BeforeValidator(to_date)]
Share = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]
