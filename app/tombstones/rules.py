"""How someone who was deleted is recognized, without keeping who they were."""

import hmac

KEPT_CHARACTERS = 32


def tombstone_id(secret: bytes, workspace: str, identifier: str) -> str:
    """The id of a tombstone: a keyed hash of an identifier (`kind:value`, in canonical form).

    An HMAC-SHA256 with the installation's secret, cut to 128 bits: a copy of the graph tells
    neither who was deleted nor whether a guess is right.
    """
    words = "\n".join(("tombstone", workspace, identifier))
    return hmac.digest(secret, words.encode(), "sha256").hex()[:KEPT_CHARACTERS]


def key_mark(secret: bytes) -> str:
    """By what one sees that a tombstone was made with another secret, and recognizes no one."""
    return hmac.digest(secret, b"tombstone key", "sha256").hex()[:8]
