"""Backups: what a file says of itself, and what was saved or restored."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.base_models import Model

FORMAT = "intros backup"
FORMAT_VERSION = 1
"""Raised when an older program could no longer read what a newer one writes."""


class BrokenBackup(ValueError):
    """A file that is cut, altered or no backup; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: what the file is, and which schema its data has."""

    made_at: datetime
    schema: str
    """The name of the last migration that the data went through."""
    secret: str
    """By what an installation's secret can be recognized, and not guessed."""


@dataclass(slots=True)
class Tally:
    """How many there are of a label or relationship type, and a sum of what they are.

    The sum does not depend on their order: two graphs that hold the same have the same.
    """

    count: int = 0
    digest: int = 0


@dataclass(slots=True)
class Section:
    """One workspace of a backup."""

    workspace: str
    seq: int
    """The write after which the workspace was like this."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    joins: set[tuple[str, str, str]] = field(default_factory=set)
    """The relationship types, each with the labels from and to."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole backup that was checked."""

    header: Header
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Node:
    label: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship, and the labels and ids of the two nodes that it joins."""

    type: str
    source: tuple[str, str]
    target: tuple[str, str]
    properties: dict[str, Any]


Entry = Node | Link


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a workspace: what its own node holds."""

    workspace: str
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Foot:
    """The last line of a workspace: what it came to."""

    seq: int
    tallies: dict[str, Tally]


Said = Header | Head | Entry | Foot
"""What a line can say, besides the last one of all."""


class SavedWorkspace(Model):
    """A workspace in a backup: its nodes and relationships by label and type."""

    workspace: str
    seq: int
    counts: dict[str, int]


class SavedBackup(Model):
    """A backup that was written."""

    file: str
    made_at: datetime
    size: int
    """In bytes."""
    workspaces: tuple[SavedWorkspace, ...]


class RestoredWorkspace(SavedWorkspace):
    """A workspace that was restored, counted and compared."""

    kept_out: int = 0
    """People in the backup who were deleted after it, and so were not restored."""
    not_recognized: int = 0
    """Details of deleted people that another secret hid: whether they are back can't be said."""
    parked: int = 0
    """Emails that waited when the backup was made, and may have been sent since."""


class Restored(Model):
    """What was restored from a backup."""

    made_at: datetime
    same_secret: bool
    """Whether links that were sent earlier still open."""
    workspaces: tuple[RestoredWorkspace, ...]


class Moved(Model):
    """Workspaces that are in another database now, too."""

    workspaces: tuple[RestoredWorkspace, ...]
    same_secret: bool
    changed: tuple[str, ...]
    """Those in which someone wrote meanwhile."""


class EngineCopy(Model):
    """A copy of the built-in database's files."""

    file: str
    made_at: datetime
    size: int
    """In bytes."""
    workspaces: tuple[str, ...]
    kept_out: int = 0
    """People in the copy who were deleted after it was made."""


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """What there is in the folder of backups."""

    folder: str
    count: int
    hours: float | None
    """Since the newest was made; None without any."""
