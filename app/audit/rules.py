"""What is a reason to look at what someone keeps for themselves."""

LEAST_CHARACTERS = 10
LEAST_DIFFERENT = 5
"""Letters and digits that differ: keys that were held down, or hit at random, give no reason."""


def read_reason(text: str) -> str:
    """The reason in one line; raises `ValueError` with what is missing."""
    reason = " ".join(text.split())
    if len(reason) < LEAST_CHARACTERS:
        raise ValueError(f"must have at least {LEAST_CHARACTERS} characters")
    if len({c.casefold() for c in reason if c.isalnum()}) < LEAST_DIFFERENT:
        raise ValueError("must say why, in words")
    return reason
