"""Occasions as trigger events may name them."""

from collections.abc import Mapping


def circular_occasion(key: str, occasion: str, occasions: Mapping[str, str]) -> str | None:
    """What is wrong when an event names this occasion; `occasions` are those of all events.

    An occasion is the key of an event that stands for itself, or a word of its own: never an event
    that is part of another occasion, for then nothing would end the search for it.
    """
    if occasion == key:
        return None
    beyond = occasions.get(occasion, occasion)
    if beyond != occasion:
        circle = "that would be circular" if beyond == key else f"name “{beyond}”"
        return f"“{occasion}” is itself part of “{beyond}”; {circle}"
    parts = sorted(other for other, named in occasions.items() if named == key and other != key)
    if parts:
        return f"“{key}” is the occasion of “{parts[0]}”, so it can't be part of “{occasion}”"
    return None
