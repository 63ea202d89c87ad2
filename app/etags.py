"""Versions of what is read and changed: entity tags and the conditions on them (RFC 9110)."""

import re
from hashlib import sha256

from app.errors import VersionMismatch

TAGS = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def etag_of(version: int) -> str:
    """The tag of something that counts its versions."""
    return f'"{version}"'


def etag_of_content(content: str) -> str:
    """The tag of something that has no count: another content has another tag."""
    return f'"{sha256(content.encode()).hexdigest()[:16]}"'


def is_current(if_none_match: str | None, etag: str) -> bool:
    """Whether someone has this version already: `*`, or a tag of the list, weak ones too."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or etag in {tag for _, tag in TAGS.findall(if_none_match)}


def require_version(if_match: str | None, etag: str | None) -> None:
    """Raise `VersionMismatch` unless `If-Match` lets this version be changed.

    It does when it is not sent, with `*` when something is there, and with a list that has the
    tag; a weak tag never counts, as it says only that two versions are alike. `etag`: None when
    nothing is there.
    """
    if if_match is None:
        return
    wanted = {tag for weak, tag in TAGS.findall(if_match) if not weak}
    if etag is None or (if_match.strip() != "*" and etag not in wanted):
        now = "no longer exists" if etag is None else f"now has the version {etag}"
        raise VersionMismatch(f"It {now}; read it again, then save.")
