"""How dates and numbers are written on pages."""

from datetime import date


def day(value: date) -> str:
    """“March 3, 2026”."""
    return f"{value:%B} {value.day}, {value.year}"


def number(value: float, digits: int = 2) -> str:
    """A number with as many digits behind the point as are worth reading."""
    return f"{value:.{digits}f}"


def plain(value: float) -> str:
    """A figure as someone typed it: 2 instead of 2.0."""
    return f"{value:g}"
