"""Pages of lists: opaque cursors, and how many a caller may ask for at once."""

import base64
import binascii
import json
from typing import Annotated

from fastapi import Query

from app.errors import FieldError, InvalidInput

Limit = Annotated[int, Query(ge=1, le=200, description="How many, at most 200.")]
Cursor = Annotated[
    str | None, Query(max_length=2000, description="The `next_cursor` of the page before.")
]


def encode_cursor(*position: str) -> str:
    """The cursor after this position."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def decode_cursor(cursor: str | None, parts: int) -> tuple[str, ...]:
    """The position that a cursor stands for, the start without one; raises `InvalidInput`."""
    if cursor is None:
        return ("",) * parts
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, binascii.Error):
        position = None
    if (
        not isinstance(position, list)
        or len(position) != parts
        or not all(isinstance(part, str) for part in position)
    ):
        message = "is not a cursor of this list; start again without one"
        raise InvalidInput(f"cursor: {message}", errors=[FieldError("?cursor", message)])
    return tuple(position)
