"""Answer links: 256 bits that nobody can guess and that can be shown again without being stored.

They are derived from the installation's secret; the graph keeps their SHA-256 only.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import blake2b

from app.introductions.models import Side

TOKEN = re.compile(r"^([0-9a-f]{32})_([A-Za-z0-9_-]{43})$")


def link_id(workspace: str, introduction: str, side: Side) -> str:
    """The id under which a link is found; it opens nothing by itself."""
    return blake2b("\n".join((workspace, introduction, side)).encode(), digest_size=16).hexdigest()


def link_secret(secret: bytes, workspace: str, introduction: str, side: Side) -> str:
    """The secret half of a link."""
    said = "\n".join(("answer", workspace, introduction, side)).encode()
    return urlsafe_b64encode(hmac.digest(secret, said, "sha256")).decode().rstrip("=")


def split_token(token: str) -> tuple[str, str] | None:
    """The id and the secret of a link, or None when it is not of a link's form."""
    match = TOKEN.match(token)
    return (match[1], match[2]) if match else None
