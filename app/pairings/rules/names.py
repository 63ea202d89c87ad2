"""What two people are called in a sentence about them."""

import re

PLAIN = re.compile(r"[A-Z][^\W\d_]*[a-zà-ÿ](?:[-'’][^\W\d_]+)*")
"""A given name that is written like one."""
TITLES = frozenset(
    {
        *("dr", "mr", "mrs", "ms", "prof", "professor", "rabbi", "rev", "reverend", "father", "fr"),
        *("sister", "sr", "imam", "pastor", "judge", "hon", "atty", "sir", "dame", "the"),
    }
)


def call_names(one: str, other: str) -> tuple[str, str]:
    """Given names where both are sure and differ, else the names as they are written."""
    a, b = _given(one), _given(other)
    return (a, b) if a and b and a != b else (one, other)


def _given(name: str) -> str | None:
    """“Ann” of “Ann Osei”; None where it isn't sure which part that is."""
    first, *rest = name.split() or [""]
    sure = rest and PLAIN.fullmatch(first) and first.casefold() not in TITLES
    return first if sure else None
