"""`queries.md`: every statement under `cypher/`, as its header and its file say it."""

from itertools import groupby

from app.graph.queries import Statement, read_statement, shipped_statements

INTRODUCTION = """\
# Queries

Every statement that Intros sends to the graph, generated from [cypher/](../cypher/) by `make docs`.
Each runs unmodified on Neo4j and on the built-in database, inside a transaction.

`returns` says how many rows come back: `one`, `optional` (one or none), `many` or `none`. A query
of the scope *workspace* also gets `$workspace`, from the caller's key and never from the request;
one of the scope *installation* looks across workspaces. `changes` is what a query writes into the
change log: a kind, what happens, and where the ids are among the parameters or, after `returned`,
in the rows. The whole formula as one statement, for reading and for Neo4j Browser, is printed by
`intros pairings CONNECTOR --as-cypher`.
"""


def page() -> str:
    parts = [INTRODUCTION]
    for domain, of_domain in groupby(
        map(read_statement, shipped_statements()), lambda statement: statement.name.split("/")[0]
    ):
        parts.append(f"## {domain}\n")
        parts.extend(_section(statement) for statement in of_domain)
    return "\n".join(parts)


def _section(statement: Statement) -> str:
    parameters = ", ".join(f"`{name}`" for name in sorted(statement.parameters)) or "none"
    return "\n".join(
        [
            f"### {statement.name}\n",
            f"{statement.purpose}\n",
            f"- mode: {statement.mode}; returns: {statement.returns}; scope: {statement.scope}",
            f"- parameters: {parameters}",
            *_changes(statement),
            "",
            f"```cypher\n{_without_header(statement.text)}\n```\n",
        ]
    )


def _changes(statement: Statement) -> list[str]:
    if statement.mode == "read":
        return []
    changes = [f"`{line}`" for line in statement.changes]
    return [f"- changes: {', '.join(changes) or 'none'}"]


def _without_header(text: str) -> str:
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if not line.startswith("//"))
    return "\n".join(lines[first:]).strip()
