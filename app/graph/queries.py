"""The catalog of queries: every statement is a file with a header, checked before it is used.

A file is at `cypher/<domain>/<verb_noun>.cypher` and begins with its purpose in one sentence
and the lines `// mode: read|write`, `// returns: one|optional|many|none` and
`// parameters: names` (besides `$workspace`). One that writes says what it changes, in lines that
`app.graph.changes` reads. A repository declares it once, with the type of its rows:
`find_person = Query("people/find_person", PersonRow)`.
"""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Generic, Literal, TypeVar, get_args

from app.graph.changes import RETURNED, Changes, parse_changes
from app.graph.columns import Convert, converters, fault_in, returned_columns
from app.resources import shipped

Row = TypeVar("Row")
Mode = Literal["read", "write"]
Returns = Literal["one", "optional", "many", "none"]
Scope = Literal["workspace", "installation"]

WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DETACH|DROP|FOREACH)\b", re.IGNORECASE)
IN_TRANSACTIONS = re.compile(r"\bIN\s+(?:\d+\s+CONCURRENT\s+)?TRANSACTIONS\b", re.IGNORECASE)
PARAMETER = re.compile(r"\$(\w+)")
HEADER = re.compile(r"^// (\w+):\s*(.*)$")
COMMENT_OR_STRING = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL
)
NAME = re.compile(r"^[a-z_]+/[a-z][a-z0-9_]*$")
KIND_NAME = re.compile(r"^[A-Z][A-Za-z_]{0,60}$")


class QueryError(Exception):
    """A query file breaks the rules of the catalog; the message names the file."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A query file, read: what its header says, and its text."""

    name: str
    purpose: str
    mode: Mode
    returns: Returns
    scope: Scope
    parameters: frozenset[str]
    changes: tuple[Changes, ...]
    text: str

    @property
    def bare(self) -> str:
        """The text without comments and with its string literals emptied."""
        return COMMENT_OR_STRING.sub(lambda m: "''" if m[0][0] in "'\"" else "", self.text)


class Query(Generic[Row]):
    """A declared query: the file's name, and the dataclass that its rows become.

    A file is declared once in the whole program: a second declaration raises `QueryError`.
    """

    declared: ClassVar[dict[str, "Query[Any]"]] = {}

    def __init__(self, name: str, row: type[Row]) -> None:
        if name in self.declared:
            raise QueryError(f"cypher/{name}.cypher is declared twice; use the first declaration")
        self.name = name
        self.row = row
        self.declared[name] = self

    @cached_property
    def statement(self) -> Statement:
        return read_statement(self.name)

    @cached_property
    def converters(self) -> Mapping[str, Convert]:
        """The fields whose declared type needs a conversion: only these, for speed."""
        return converters(self.row)

    def about(self, **kinds: str) -> "Query[Row]":
        """The same query about other labels and relationship types: `about(Person="Group")`.

        For what is done with every kind alike, such as a backup. The file is written for one kind
        and holds for it; only names are exchanged. Raises `QueryError` for what is no name.
        """
        for name in kinds.values():
            if not KIND_NAME.match(name):
                raise QueryError(f"“{name}” is no label or relationship type")
        named = re.compile(rf":({'|'.join(kinds)})\b")
        text = named.sub(lambda found: f":{kinds[found[1]]}", self.statement.text)
        other = copy(self)
        vars(other)["statement"] = replace(self.statement, text=text)
        return other

    def read_row(self, record: Mapping[str, Any]) -> Row:
        """Turn a record into a row; `record` has the driver's own temporal values."""
        values = dict(record)
        for name, convert in self.converters.items():
            values[name] = convert(values[name])
        return self.row(**values)


class NoRow:
    """The row type of queries that return nothing."""


def read_statement(name: str) -> Statement:
    """Read `cypher/<name>.cypher` and its header; raises `QueryError`."""
    if not NAME.match(name):
        raise QueryError(f"{name}: a query is named <domain>/<verb_noun>")
    path = shipped("cypher") / f"{name}.cypher"
    if not path.is_file():
        raise QueryError(f"cypher/{name}.cypher does not exist")
    return parse_statement(name, path.read_text(encoding="utf-8"))


def parse_statement(name: str, text: str) -> Statement:
    """Read a query file's header; raises `QueryError` when something is missing in it."""
    purpose: list[str] = []
    header: dict[str, str] = {}
    changes: list[str] = []
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        match = HEADER.match(line)
        if match and match[1] == "changes":
            changes.append(match[2].strip())
        elif match and match[1] in {"mode", "returns", "parameters", "scope"}:
            header[match[1]] = match[2].strip()
        else:
            purpose.append(line[2:].strip())
    if not any(purpose):
        raise QueryError(f"cypher/{name}.cypher: the header lacks a sentence of purpose")
    mode = _choice(name, header, "mode", get_args(Mode))
    return Statement(
        name=name,
        purpose=" ".join(purpose).strip(),
        mode=mode,
        returns=_choice(name, header, "returns", get_args(Returns)),
        scope=_choice(name, {"scope": "workspace"} | header, "scope", get_args(Scope)),
        parameters=frozenset(re.findall(r"\w+", header.get("parameters", ""))),
        changes=_changes(name, mode, changes),
        text=text,
    )


def _changes(name: str, mode: Mode, lines: list[str]) -> tuple[Changes, ...]:
    where = f"cypher/{name}.cypher"
    if (mode == "write") != bool(lines):
        raise QueryError(f"{where}: a query says what it changes if it writes, and only then")
    try:
        return parse_changes(lines)
    except ValueError as error:
        raise QueryError(f"{where}: {error}") from None


def _choice(name: str, header: dict[str, str], key: str, allowed: tuple[Any, ...]) -> Any:
    value = header.get(key)
    if value not in allowed:
        raise QueryError(f"cypher/{name}.cypher: `// {key}:` must be one of {', '.join(allowed)}")
    return value


def check(query: Query[Any]) -> None:
    """Hold a declared query against its file; raises `QueryError` with the first fault."""
    statement = query.statement
    bare = statement.bare
    where = f"cypher/{query.name}.cypher"
    used = frozenset(PARAMETER.findall(bare))
    declared = statement.parameters | ({"workspace"} if statement.scope == "workspace" else set())
    if used != declared:
        raise QueryError(f"{where}: uses {sorted(used)} but declares {sorted(declared)}")
    if statement.mode == "read" and WRITING.search(bare):
        raise QueryError(f"{where}: is declared read but writes")
    if IN_TRANSACTIONS.search(bare):
        raise QueryError(f"{where}: CALL … IN TRANSACTIONS is forbidden")
    if bare.rstrip().endswith(";"):
        raise QueryError(f"{where}: is one statement, without a semicolon at its end")
    _check_columns(query, where, bare)
    for changes in statement.changes:
        _check_changes(query, where, changes)


def _check_changes(query: Query[Any], where: str, changes: Changes) -> None:
    statement = query.statement
    if statement.scope == "installation":
        raise QueryError(f"{where}: what belongs to no workspace is not logged; `changes: none`")
    if unknown := changes.roots - statement.parameters - {RETURNED}:
        raise QueryError(f"{where}: `changes` begins at {sorted(unknown)}, which is no parameter")
    if missing := changes.columns - returned_columns(statement.bare).keys():
        raise QueryError(f"{where}: `changes` needs {sorted(missing)}, which it does not return")


def _check_columns(query: Query[Any], where: str, bare: str) -> None:
    returned = sorted(returned_columns(bare))
    if query.statement.returns == "none":
        if returned or query.row is not NoRow:
            raise QueryError(f"{where}: `returns: none` goes with no RETURN and the row type NoRow")
        return
    if not is_dataclass(query.row):
        raise QueryError(f"{where}: its row type {query.row.__name__} must be a dataclass")
    expected = sorted(field.name for field in fields(query.row))
    if returned != expected:
        raise QueryError(f"{where}: returns {returned}, but {query.row.__name__} has {expected}")
    if fault := fault_in(query.row, bare):
        raise QueryError(f"{where}: {fault}")


def shipped_statements() -> list[str]:
    """The names of all query files, without those of `cypher/oracle/`."""
    root = shipped("cypher")
    return sorted(
        name
        for path in root.rglob("*.cypher")
        if not (name := _name(root, path)).startswith("oracle/")
    )


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).with_suffix("").as_posix()
