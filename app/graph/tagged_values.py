"""Values of the graph as JSON, so that each comes back as it was, to the last digit.

What JSON has stays as it is: text, whole numbers, fractions (Python writes the shortest text that
gives the same number back), truth values, lists. Everything else is an object with one key that
says what it is: `{"$date": "2026-03-01"}`. Properties are never maps, so nothing is mistaken.
"""

import math
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from neo4j.time import Date, DateTime, Duration, Time


def _moment(text: str) -> DateTime:
    return DateTime.from_iso_format(text.removesuffix("Z")).replace(tzinfo=UTC)


def _iso(moment: DateTime) -> str:
    """All times are UTC: the embedded engine gives them without saying so."""
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{utc.replace(tzinfo=None).iso_format()}Z"


WRITERS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (DateTime, "$datetime", _iso),
    (Date, "$date", Date.iso_format),
    (Time, "$time", Time.iso_format),
    (Duration, "$duration", Duration.iso_format),
    (bytes, "$bytes", lambda value: b64encode(value).decode()),
)
READERS: Mapping[str, Callable[[str], Any]] = {
    "$date": Date.from_iso_format,
    "$datetime": _moment,
    "$time": Time.from_iso_format,
    "$duration": Duration.from_iso_format,
    "$bytes": b64decode,
    "$float": float,
}


def tagged(value: Any) -> Any:
    """A property's value as JSON has it; raises `TypeError` for what no property can be."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list):
        return [tagged(each) for each in value]
    for kind, tag, write in WRITERS:
        if isinstance(value, kind):
            return {tag: write(value)}
    raise TypeError(f"a property can't be a {type(value).__name__}")


def untagged(value: Any) -> Any:
    """The value again; raises `ValueError` for a tag that does not exist."""
    match value:
        case list():
            return [untagged(each) for each in value]
        case dict():
            ((tag, text),) = value.items() if len(value) == 1 else (("", ""),)
            if tag not in READERS:
                raise ValueError(f"there is no value {sorted(value)}")
            return READERS[tag](text)
    return value
