"""Links of a letter: they say whom they are about, and are signed, so that nobody makes one up."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import astuple
from datetime import date, timedelta

from app.digest.models import SuggestionLink

VALID = timedelta(days=14)


def link_token(secret: bytes, idea: SuggestionLink) -> str:
    said = _encoded(json.dumps(astuple(idea), ensure_ascii=True).encode())
    return f"{said}.{_signature(secret, said)}"


def read_token(secret: bytes, token: str) -> SuggestionLink | None:
    """What a token stands for; None when it was not made here."""
    said, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(secret, said).encode()):
        return None
    try:
        return SuggestionLink(*json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4))))
    except (Error, ValueError, TypeError):
        return None


def is_over(monday: date, today: date) -> bool:
    """Whether a letter of the week that began on this Monday opens nothing any more."""
    return today >= monday + VALID


def _signature(secret: bytes, said: str) -> str:
    return _encoded(hmac.digest(secret, f"monday\n{said}".encode(), "sha256"))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
