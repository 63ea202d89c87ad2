"""Links of the weekly email: signed, so that no one makes one up, with the pair they are about."""

from dataclasses import astuple, fields
from datetime import date, timedelta

from app.digest.models import SuggestionLink
from app.security.tokens import digest_token, read_digest_token

VALID = timedelta(days=14)


def link_token(secret: bytes, link: SuggestionLink) -> str:
    """The token of a link of the weekly email."""
    return digest_token(secret, astuple(link))


def read_link(secret: bytes, token: str) -> SuggestionLink | None:
    """What a token is about; None when it was not made here."""
    words = read_digest_token(secret, token)
    if words is None or len(words) != len(fields(SuggestionLink)):
        return None
    return SuggestionLink(*words)


def is_over(monday: date, today: date) -> bool:
    """Whether links of the week that began on this Monday have expired."""
    return today >= monday + VALID
