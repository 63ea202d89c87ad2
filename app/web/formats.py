"""How dates and numbers are written on pages."""

from datetime import date


def day(value: date) -> str:
    """“3 March 2026”."""
    return f"{value.day} {value:%B %Y}"


def number(value: float, digits: int = 2) -> str:
    """A number with as many digits behind the point as are worth reading."""
    return f"{value:.{digits}f}"


def plain(value: float) -> str:
    """A figure as somebody typed it: 2 instead of 2.0."""
    return f"{value:g}"
