"""What a backup holds: every label and relationship type that a domain declares, but for a few."""

from collections.abc import Iterator

from app.backups.models import Node
from app.belongings.kinds import Label, Relationship
from app.belongings.registry import KINDS

LEFT_OUT = {
    "Workspace": "Its own node is the first line of its section.",
    "Migration": "It belongs to the installation: the new one migrates itself.",
    "MigrationLock": "It belongs to the installation.",
    "Clock": "It belongs to the installation.",
    "Session": "Those who signed out since would be signed in. Everyone signs in again.",
    "SignInLink": "It works once, within minutes.",
    "IdempotencyRecord": "It holds answers to requests of the last day, which may name people.",
}
"""Labels without a place in backups, and why."""


def belongs(node: Node, workspace: str) -> bool:
    """Whether a node may be part of a workspace's backup."""
    return node.label not in LEFT_OUT and node.properties.get("workspace") == workspace


def labels() -> Iterator[str]:
    """The labels that a backup holds."""
    for kind in KINDS.values():
        if isinstance(kind, Label) and kind.name not in LEFT_OUT:
            yield kind.name


def joins() -> Iterator[tuple[str, str, str]]:
    """The relationships that a backup holds: type, and the labels from and to."""
    for kind in KINDS.values():
        if isinstance(kind, Relationship):
            for source, target in kind.joins:
                if source not in LEFT_OUT and target not in LEFT_OUT:
                    yield kind.name, source, target
