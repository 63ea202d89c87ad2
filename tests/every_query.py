"""All declared queries, and what is wrong with them and their files."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import app
from app.graph import Query
from app.graph.queries import QueryError, check, shipped_statements
from app.resources import shipped

LABELS = re.compile(r"\(\s*\w*\s*:\s*([A-Z]\w*(?:\s*\|\s*[A-Z]\w*)*)")
UNIQUE_ID = re.compile(
    r"CREATE CONSTRAINT (\w+) IF NOT EXISTS FOR \(n:(\w+)\)"
    r"\s+REQUIRE\s+\(?(?:n\.workspace, )?n\.id\b"
)
FROM_ANYWHERE = re.compile(r"\[\s*\(\s*\w*\s*:")


def every_module() -> list[str]:
    return [module.name for module in walk_packages(app.__path__, "app.")]


def declared_queries() -> dict[str, Query[Any]]:
    """Every query of the program: importing all its modules declares them."""
    for module in every_module():
        import_module(module)
    return Query.declared


def known_labels() -> set[str]:
    """Every label for which the schema has a constraint on its id."""
    text = "".join(path.read_text() for path in sorted(shipped("migrations").glob("*.cypher")))
    dropped = set(re.findall(r"DROP CONSTRAINT (\w+)", text))
    return {label for name, label in UNIQUE_ID.findall(text) if name not in dropped}


def faults() -> Iterator[str]:
    """What is wrong with the catalog of queries, one line for each fault."""
    declared = declared_queries()
    for name in sorted(set(shipped_statements()) - set(declared)):
        yield f"cypher/{name}.cypher: no code declares it"
    for query in declared.values():
        try:
            check(query)
        except QueryError as error:
            yield str(error)
            continue
        if FROM_ANYWHERE.search(query.statement.bare):
            yield (
                f"cypher/{query.name}.cypher: a pattern in a list starts at a node that is not "
                "bound; the embedded engine would look at all of them, in every workspace"
            )
        for found in LABELS.findall(query.statement.bare):
            for label in set(re.split(r"\s*\|\s*", found)) - known_labels():
                yield f"cypher/{query.name}.cypher: the schema has no constraint for :{label}"
