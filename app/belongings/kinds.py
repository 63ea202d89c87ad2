"""The words in which a domain declares what it keeps in the graph: see `app.belongings`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from app.graph import Query

Type = Literal[
    "text",
    "texts",
    "JSON",
    "whole number",
    "whole numbers",
    "number",
    "numbers",
    "yes or no",
    "day",
    "time",
    "times",
]
Deletion = Literal["delete", "detach", "keep"]
"""`delete`: goes with the person. `detach`: stays, and no longer names them. `keep`: stays as it
is, and may name their id."""
Merging = Literal["move", "delete", "keep"]
"""Two entries turn out to be one person. `move`: becomes the other's. `keep`: stays as it is."""
Anonymizing = Literal["delete", "clear", "keep"]
"""A person becomes no one in particular. `clear`: stays, without what tells who they were."""
Exporting = Literal["told", "implied", "withheld"]
"""A person asks what is held about them. `implied`: told by the node that it leads to."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property: what kind of value, what it means and in which unit or range."""

    type: Type
    meaning: str
    unit: str = ""
    withheld: bool = False
    """Never told to the person: a secret's hash, a copy made for searching, another's view."""


@dataclass(frozen=True, slots=True)
class Follows:
    """How something that holds a person follows them."""

    delete: Deletion
    merge: Merging
    anonymize: Anonymizing
    export: Exporting
    held_by: tuple[str, ...] = ()
    """What holds the person: relationship types that lead to them, and properties that name their
    id. A relationship type may also lead to a label that itself follows a person."""
    why: str = ""
    """Why something stays, or is withheld; a sentence."""


NOT_ABOUT_PEOPLE = None
"""What names no one, and stays when people go."""


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of node. Each has an `id`, unique in its workspace."""

    name: str
    meaning: str
    follows: Follows | None
    properties: Mapping[str, Property] = field(default_factory=dict)
    """Those that query files name."""
    mapped: Mapping[str, Property] = field(default_factory=dict)
    """Those that queries write from a map, without naming them."""
    is_planned: bool = False
    """Read by queries already, and written by none yet."""

    @property
    def all_properties(self) -> dict[str, Property]:
        return {**self.properties, **self.mapped}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A type of relationship, and which labels it joins: from, to."""

    name: str
    meaning: str
    joins: tuple[tuple[str, str], ...]
    follows: Follows | None
    properties: Mapping[str, Property] = field(default_factory=dict)
    mapped: Mapping[str, Property] = field(default_factory=dict)
    is_planned: bool = False

    @property
    def all_properties(self) -> dict[str, Property]:
        return {**self.properties, **self.mapped}


Kind = Label | Relationship

COMMON: Mapping[str, Property] = MappingProxyType(
    {
        "workspace": Property("text", "the workspace that it belongs to", withheld=True),
        "id": Property("text", "unique in the workspace for its label"),
    }
)
"""What every node has, besides those of the installation, which belong to no workspace."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Something that is held about a person."""

    kind: str
    """Its label or relationship type."""
    other: str | None
    """For a relationship the id of who or what is at its other end."""
    properties: dict[str, Any | date]


@dataclass(frozen=True, slots=True)
class Gone:
    """Something that went with a person, or lost them; the change log has its id from here."""

    id: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that one domain keeps in the graph."""

    labels: tuple[Label, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    delete: tuple[Query[Any], ...] = ()
    """Delete or detach what follows a person, in this order, each by their `id`."""
    demote: tuple[Query[Any], ...] = ()
    """Delete what a person has only as a connector, when they stop being one, by their `id`."""
    tell: Query[HeldRow] | None = None
    """Lists what a person may be told of, by their `id`."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return (*self.labels, *self.relationships)
