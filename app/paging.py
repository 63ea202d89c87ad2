"""Pages of lists: opaque cursors."""

import base64
import binascii
import json

from app.errors import FieldError, InvalidInput


def encode_cursor(*position: str) -> str:
    """The cursor after this position."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def decode_cursor(cursor: str | None, parts: int) -> tuple[str, ...]:
    """The position that a cursor stands for, the start without one; raises `InvalidInput`."""
    if cursor is None:
        return ("",) * parts
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        whole = len(position) == parts and all(is_text(part) for part in position)
        # Neither decoder is strict: only what this module wrote is a cursor.
        whole = whole and encode_cursor(*position) == cursor
    except (ValueError, TypeError, RecursionError, binascii.Error):
        whole = False
    if not whole:
        message = "isn't a cursor of this list; start again without one"
        raise InvalidInput(
            f"cursor: {message}", errors=[FieldError(pointer="?cursor", message=message)]
        )
    return tuple(position)


def is_text(value: object) -> bool:
    """Whether a value is a text that the graph takes: no half characters."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)
