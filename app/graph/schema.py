"""Whether the constraints and indexes are there that the migrations make.

A migration is recorded once, and no one looks at its work again. What someone dropped in the
database, or what a damaged schema file forgot, would be noticed only by how slow everything is, or
by two of one kind where only one may be.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.graph.migration_files import shipped_migrations
from app.graph.queries import Query
from app.graph.transactions import Graph

CREATES = re.compile(
    r"^CREATE\s+(?:CONSTRAINT|INDEX)\s+(?P<name>\w+) IF NOT EXISTS\s+FOR\s+.*?:(?P<of>\w+)[)\]]"
    r".*?(?:REQUIRE|ON)\s+(?P<properties>.+?)(?P<unique>\s+IS UNIQUE)?$",
    re.DOTALL,
)
DROPS = re.compile(r"^DROP\s+(?:CONSTRAINT|INDEX)\s+(?P<name>\w+) IF EXISTS$")
PROPERTY = re.compile(r"\w\.(\w+)")


@dataclass(frozen=True, slots=True)
class IndexRow:
    labels: list[str] | None
    properties: list[str] | None
    constraint: str | None
    """The name of the constraint that it serves; None for an index by itself."""


list_indexes = Query("graph/list_indexes", IndexRow)


@dataclass(frozen=True, slots=True)
class Index:
    """A constraint or an index; the engines give them names of their own."""

    of: str
    """The label or the type of relationship."""
    properties: tuple[str, ...]
    is_unique: bool


def restore_indexes(graph: Graph) -> list[str]:
    """Make the constraints and indexes that are missing; returns their names."""
    missing = missing_indexes(graph)
    for statement in missing.values():
        graph.change_schema(statement)
    return list(missing)


def missing_indexes(graph: Graph) -> dict[str, str]:
    """The names of what is missing, each with the statement that makes it."""
    rows = graph.read_all_workspaces(lambda tx: tx.many(list_indexes))
    there = {
        Index(row.labels[0], tuple(row.properties), row.constraint is not None)
        for row in rows
        if row.labels and row.properties
    }
    statements = [one for migration in shipped_migrations() for one in migration.statements]
    return {
        name: statement
        for name, (index, statement) in wanted(statements).items()
        if index not in there
    }


def wanted(statements: Iterable[str]) -> dict[str, tuple[Index, str]]:
    """What exists after these statements of migrations, by name."""
    made: dict[str, tuple[Index, str]] = {}
    for statement in statements:
        if found := CREATES.match(statement):
            properties = tuple(PROPERTY.findall(found["properties"]))
            index = Index(found["of"], properties, is_unique=bool(found["unique"]))
            made.setdefault(found["name"], (index, statement))
        elif found := DROPS.match(statement):
            made.pop(found["name"], None)
    return made
