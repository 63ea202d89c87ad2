"""How someone who was deleted is recognized, without keeping who they were."""

import hmac

OWN_ID = "@id"
"""The kind of the ID that a person has here; no other system has this name."""
LOOSE = "~"
"""Before the simpler form of an identifier, which is kept apart from what someone really had."""
GMAIL = frozenset({"gmail.com", "googlemail.com"})
KEPT_CHARACTERS = 32


def tombstone_id(secret: bytes, workspace: str, identifier: str) -> str:
    """The id of a tombstone: a keyed hash of an identifier (`kind:value`, in canonical form).

    An HMAC-SHA256 with the installation's secret, cut to 128 bits: a copy of the graph tells
    neither who was deleted nor whether a guess is right.
    """
    words = "\n".join(("tombstone", workspace, identifier))
    return hmac.digest(secret, words.encode(), "sha256").hex()[:KEPT_CHARACTERS]


def simplified(identifier: str) -> str:
    """The form that other spellings of an identifier (`kind:value`) share.

    Mail to `ann+list@…` reaches `ann@…`, and Gmail reads no dots; other systems rarely tell cases
    apart. It may unite two people, which is right only to keep someone out.
    """
    kind, _, value = identifier.partition(":")
    if kind != "email":
        return f"{kind}:{value.casefold()}"
    name, _, domain = value.casefold().rpartition("@")
    name = name.partition("+")[0] or name
    if domain in GMAIL:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"email:{name}@{domain}"


def kept_forms(identifier: str) -> frozenset[str]:
    """What is kept of someone who is deleted: the identifier, and the form of other spellings."""
    simple = simplified(identifier)
    return frozenset({identifier} if simple == identifier else {identifier, LOOSE + simple})


def looked_for(identifier: str) -> frozenset[str]:
    """By which forms an identifier is recognized as that of someone who was deleted."""
    simple = simplified(identifier)
    return frozenset({identifier, simple, LOOSE + simple})


def key_mark(secret: bytes) -> str:
    """By what one sees that a tombstone was made with another secret, and recognizes no one."""
    return hmac.digest(secret, b"tombstone key", "sha256").hex()[:8]
