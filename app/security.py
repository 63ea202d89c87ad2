"""Who is calling: API keys, scopes, and what a caller may do (SPEC: who sees what).

A key reads `in_<id>_<secret>`; the secret has 256 random bits. The graph holds the id and the
SHA-256 of the secret, so a copy of the data opens nothing.
"""

import hmac
import re
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from typing import Literal

from app.errors import BreakGlassRequired, Forbidden

Scope = Literal["read", "write", "admin"]
RANK: dict[Scope, int] = {"read": 1, "write": 2, "admin": 3}
KEY = re.compile(r"^in_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: `text` is shown once and never stored."""

    id: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever presented a valid key; every act of theirs stays in their workspace."""

    key_id: str
    workspace: str
    scope: Scope
    connector: str | None = None
    """The person that the key is bound to: it acts as them and sees what they see."""
    break_glass: str | None = None
    """Why an administrator needs to see trust now; recorded with each use."""

    def require(self, scope: Scope) -> None:
        """Raise `Forbidden` unless the key's scope is this one or a higher one."""
        if RANK[self.scope] < RANK[scope]:
            raise Forbidden(f"This key has the scope “{self.scope}”; this needs “{scope}”.")

    def act_as(self, person_id: str) -> None:
        """Raise `Forbidden` when the key is bound to somebody else.

        Decided before anything is looked up, so that the answer tells nothing about the other.
        """
        if self.connector is not None and self.connector != person_id:
            raise Forbidden("This key is bound to another person and acts only as them.")

    def see_trust_of(self, person_id: str) -> None:
        """Raise unless the caller may read what `person_id` thinks of others."""
        self.act_as(person_id)
        if self.scope == "admin" and self.connector is None and not self.break_glass:
            raise BreakGlassRequired(
                "Send the header Intros-Break-Glass with the reason; its use is recorded."
            )


def make_key() -> NewKey:
    key_id, secret = token_hex(8), token_urlsafe(32)
    return NewKey(key_id, f"in_{key_id}_{secret}", hash_secret(secret))


def hash_secret(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def split_key(text: str) -> tuple[str, str] | None:
    """The id and the secret of a key, or None when it is not of a key's form."""
    match = KEY.match(text)
    return (match[1], match[2]) if match else None


def secret_matches(secret: str, stored_hash: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(hash_secret(secret), stored_hash)
