"""What query files write and mention, read from their text; what migrations constrain and index."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from app.graph.queries import Statement, read_statement, shipped_statements
from app.resources import shipped

CLAUSE = re.compile(
    r"(?<![:\w.|$])(?<!STARTS )(?<!ENDS )"
    r"(OPTIONAL\s+MATCH|MATCH|CREATE|MERGE|SET|REMOVE|DETACH\s+DELETE|DELETE|WITH|WHERE|RETURN|"
    r"UNWIND|FOREACH|CALL|ORDER\s+BY)\b"
)
NODE = re.compile(r"\((\w*)\s*(?::\s*([A-Z]\w*(?:\s*\|\s*[A-Z]\w*)*))?\s*(\{[^{}]*\})?\s*\)")
EDGE = re.compile(r"\[(\w*)\s*:\s*([A-Z_]+(?:\s*\|\s*[A-Z_]+)*)\s*(\{[^{}]*\})?\s*\]")
KEY = re.compile(r"(\w+)\s*:")
SET_ONE = re.compile(r"(\w+)\.(\w+)\s*=(?![=~])")
SET_MAP = re.compile(r"(\w+)\s*\+=")
GIVEN = re.compile(r"(\w+)\.(\w+)")
PROPERTY = re.compile(r"n\.(\w+)|r\.(\w+)")
SCHEMA = re.compile(
    r"CREATE\s+(CONSTRAINT|INDEX)\s+(\w+)\s+IF NOT EXISTS\s+FOR\s+"
    r"(?:\(n:(\w+)\)|\(\)-\[r:(\w+)\]-\(\))\s+(?:REQUIRE|ON)\s+(.*?)(IS UNIQUE)?;",
    re.DOTALL,
)
DROPPED = re.compile(r"^DROP\s+(?:CONSTRAINT|INDEX)\s+(\w+)", re.MULTILINE)
WORDS = {"CONSTRAINT": "unique", "INDEX": "index"}


@dataclass(slots=True)
class Written:
    """What queries do with the nodes of a label, or with the relationships of a type."""

    properties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Property -> the queries that name it when they write."""
    by_map: set[str] = field(default_factory=set)
    """Queries that write properties from a map, without naming them."""
    queries: set[str] = field(default_factory=set)
    """All queries that create or change one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint or an index of the schema."""

    kind: str
    name: str
    on: str
    """The label or the relationship type."""
    properties: tuple[str, ...]


@cache
def all_written() -> dict[str, Written]:
    """What all shipped queries write, by label and relationship type."""
    return written_by(map(read_statement, shipped_statements()))


def written_by(statements: Iterable[Statement]) -> dict[str, Written]:
    found: dict[str, Written] = defaultdict(Written)
    for statement in statements:
        if statement.mode == "write":
            _read(statement, found)
    return dict(found)


def _read(statement: Statement, found: dict[str, Written]) -> None:
    """Add what one query writes; a variable means the kinds that its patterns name."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for name, named, _ in _patterns(statement.bare):
        kinds[name] += named

    def note(kind: str, properties: Iterable[str]) -> None:
        found[kind].queries.add(statement.name)
        for each in properties:
            found[kind].properties[each].add(statement.name)

    for clause, text in clauses(statement.bare):
        if clause in ("CREATE", "MERGE"):
            for _, named, properties in _patterns(text):
                for kind in named:
                    note(kind, KEY.findall(properties))
        elif clause == "SET":
            for name, key in SET_ONE.findall(text):
                for kind in kinds[name]:
                    note(kind, [key])
            for kind in (kind for name in SET_MAP.findall(text) for kind in kinds[name]):
                note(kind, ())
                found[kind].by_map.add(statement.name)
        elif clause == "REMOVE":
            for kind in (kind for name, _ in GIVEN.findall(text) for kind in kinds[name]):
                note(kind, ())


def _patterns(text: str) -> Iterator[tuple[str, list[str], str]]:
    """The nodes and relationships in a text, where they name a kind: variable, kinds, map."""
    for name, kinds, properties in (*NODE.findall(text), *EDGE.findall(text)):
        if kinds:
            yield name, re.split(r"\s*\|\s*", kinds), properties


def clauses(bare: str) -> Iterator[tuple[str, str]]:
    """The clauses of a statement, each with the text that follows its keyword."""
    marks = list(CLAUSE.finditer(bare))
    ends = [mark.start() for mark in marks[1:]] + [len(bare)]
    for mark, end in zip(marks, ends, strict=True):
        yield " ".join(mark[1].split()), bare[mark.end() : end]


def mentioned() -> dict[str, set[str]]:
    """Each label and relationship type that a query, a constraint or an index mentions -> where."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in shipped_statements():
        for _, kinds, _ in _patterns(read_statement(name).bare):
            for kind in kinds:
                found[kind].add(name)
    for rule in rules():
        found[rule.on].add(f"the {rule.kind} {rule.name}")
    return found


def rules() -> list[Rule]:
    """The constraints and indexes that are there after all migrations, in their order."""
    found: dict[str, Rule] = {}
    for path in sorted(shipped("migrations").glob("*.cypher")):
        text = path.read_text(encoding="utf-8")
        for kind, name, label, type_, properties, _ in SCHEMA.findall(text):
            names = tuple(node or edge for node, edge in PROPERTY.findall(properties))
            found[name] = Rule(WORDS[kind], name, label or type_, names)
        for name in DROPPED.findall(text):
            del found[name]
    return list(found.values())
