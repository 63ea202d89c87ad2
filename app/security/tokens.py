"""Every secret that leaves the process: how it is made, read and compared.

Three kinds, each with one way to do it:

- *Stored* tokens are an id and 256 random bits; the graph keeps the SHA-256 of the secret, so that
  a copy of the data lets no one in: API keys, sign-in links, sign-ins, calendar addresses.
- *Derived* tokens come from the installation's secret, so that they can be shown again without
  being stored: the links on which two people answer.
- *Signed* tokens say what they are about, with a signature of the installation: unsubscribing,
  the links of the weekly email, what a browser has answered, and confirming an answer.

Secrets are compared in constant time.
"""

import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from secrets import token_hex, token_urlsafe

KEY_PREFIX = "in_"
STORED = re.compile(r"^([0-9a-f]{16})_([A-Za-z0-9_-]{43})$")
ANSWER = re.compile(r"^([0-9a-f]{32})_([A-Za-z0-9_-]{43})$")
UNSUBSCRIBE = re.compile(r"^([a-z0-9][a-z0-9-]{0,62})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$")


@dataclass(frozen=True, slots=True)
class NewToken:
    """A stored token just made: `text` is shown once and never stored."""

    id: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Presented:
    """The two halves of a token as it was presented: whose it is, and what proves it."""

    id: str
    secret: str

    def matches(self, stored_hash: str) -> bool:
        """Whether the secret is the one that was stored, compared in constant time."""
        return hmac.compare_digest(hash_of(self.secret), stored_hash)


# ── stored: keys, sign-in links, sign-ins, calendar addresses ────────────────────────────────


def new_token() -> NewToken:
    """A new token: 16 hex digits to find it by, and 256 random bits."""
    token_id, secret = token_hex(8), token_urlsafe(32)
    return NewToken(token_id, f"{token_id}_{secret}", hash_of(secret))


def new_key() -> NewToken:
    """A new API key, which begins with `in_`."""
    token = new_token()
    return NewToken(token.id, KEY_PREFIX + token.text, token.hash)


def read_token(text: str | None) -> Presented | None:
    """The halves of a stored token; None for a text of another form."""
    match = STORED.match(text or "")
    return Presented(match[1], match[2]) if match else None


def read_key(text: str) -> Presented | None:
    """The halves of an API key; None for a text of another form."""
    return read_token(text.removeprefix(KEY_PREFIX)) if text.startswith(KEY_PREFIX) else None


def form_token(secret: str) -> str:
    """What the forms of a sign-in carry; only pages that know its secret can show it."""
    return hmac.new(secret.encode(), b"csrf", "sha256").hexdigest()


# ── derived: answer links ────────────────────────────────────────────────────────────────────


def answer_link(secret: bytes, workspace: str, introduction: str, side: str) -> NewToken:
    """The link on which one side of an introduction answers: always the same one."""
    what = (workspace, introduction, side)
    link_id = blake2b("\n".join(what).encode(), digest_size=16).hexdigest()
    own = _mac(secret, "answer", *what)
    return NewToken(link_id, f"{link_id}_{own}", hash_of(own))


def read_answer_link(text: str) -> Presented | None:
    """The halves of an answer link; None for a text of another form."""
    match = ANSWER.match(text)
    return Presented(match[1], match[2]) if match else None


def new_browser_secret() -> str:
    """What tells one browser from others on an answer page: 256 random bits."""
    return token_urlsafe(32)


# ── signed: unsubscribing, links of the weekly email ─────────────────────────────────────────


def suppression_id(secret: bytes, workspace: str, address: str) -> str:
    """What is kept of an address that wants no email: no one can read the address from it."""
    return _mac(secret, "suppression", workspace, address)


def address_mark(secret: bytes, workspace: str, address: str) -> str:
    """By which an address is known again that someone was asked at; no one can read it from it."""
    return _mac(secret, "asked", workspace, address.casefold())


def unsubscribe_token(secret: bytes, workspace: str, address: str) -> str:
    """The token of the link by which the owner of an address unsubscribes."""
    suppression = suppression_id(secret, workspace, address)
    return f"{workspace}.{suppression}.{_mac(secret, 'unsubscribe', workspace, suppression)}"


def read_unsubscribe_token(secret: bytes, token: str) -> tuple[str, str] | None:
    """The workspace and the suppression's id that a token stands for; None for a made-up one."""
    match = UNSUBSCRIBE.match(token)
    if match is None:
        return None
    workspace, suppression, mac = match.groups()
    genuine = hmac.compare_digest(mac, _mac(secret, "unsubscribe", workspace, suppression))
    return (workspace, suppression) if genuine else None


def digest_token(secret: bytes, words: Sequence[str]) -> str:
    """The token of a link of the weekly email, which says these words."""
    return signed_words(secret, "monday", words)


def read_digest_token(secret: bytes, token: str) -> list[str] | None:
    """The parts of a token; None when it was not made here."""
    return read_signed_words(secret, "monday", token)


def signed_words(secret: bytes, purpose: str, words: Sequence[str], *context: str) -> str:
    """A token that says these words, for one purpose, and holds only in this context."""
    said = _encoded(json.dumps(list(words), ensure_ascii=True).encode())
    return f"{said}.{_mac(secret, purpose, said, *context)}"


def read_signed_words(secret: bytes, purpose: str, token: str, *context: str) -> list[str] | None:
    """The words of a token; None when it was not made here, for this purpose and context."""
    said, _, signature = token.partition(".")
    genuine = _mac(secret, purpose, said, *context)
    if not hmac.compare_digest(signature.encode(), genuine.encode()):
        return None
    try:
        words = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    except (Error, ValueError):
        return None
    return [str(word) for word in words] if isinstance(words, list) else None


def hash_of(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hexadecimal."""
    return sha256(secret.encode()).hexdigest()


def _mac(secret: bytes, *words: str) -> str:
    return _encoded(hmac.digest(secret, "\n".join(words).encode(), "sha256"))


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
