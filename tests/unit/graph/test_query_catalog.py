"""The catalog of queries refuses files that break its rules."""

import re
from dataclasses import dataclass
from typing import Any

import pytest

from app.graph.columns import returned_columns
from app.graph.queries import (
    NoRow,
    Query,
    QueryError,
    check,
    parse_statement,
    shipped_statements,
)
from tests.every_query import declared_queries

HEADER = "// Finds it.\n// mode: {mode}\n// returns: {returns}\n// parameters: {parameters}\n"

NODE = re.compile(r"\((\w+)[^()]*\)")
PATH = re.compile(r"\(\w*[^()]*\)(?:\s*<?-(?:\[[^\]]*\])?->?\s*\([^()]*\))+")


@dataclass(frozen=True)
class Row:
    id: str
    name: str


def checked(
    body: str,
    row: type[Any] = Row,
    mode: str = "read",
    returns: str = "many",
    parameters: str = "",
    changes: str | None = None,
) -> None:
    """Check a query whose file has this body, without a file."""
    Query.declared.pop("test/find_it", None)
    query: Query[Any] = Query("test/find_it", row)
    text = HEADER.format(mode=mode, returns=returns, parameters=parameters)
    text += (f"// changes: {changes}\n" if changes is not None else "") + body
    try:
        query.__dict__["statement"] = parse_statement("test/find_it", text)
        check(query)
    finally:
        Query.declared.pop("test/find_it", None)


WRITE = "MATCH (w:Workspace {id: $workspace}) SET w.x = 1"
GOOD = "MATCH (p:Person {workspace: $workspace}) RETURN p.id AS id, p.name AS name"


def test_a_query_that_keeps_the_rules_is_accepted() -> None:
    checked(GOOD)
    checked(WRITE, NoRow, "write", "none", changes="none")
    checked(WRITE + "$id", NoRow, "write", "none", "id", changes="person updated by id")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("MATCH (p:Person) RETURN p.id AS id, p.name AS name", "declares"),
        (GOOD.replace("name: ", "").replace("$workspace", "$workspace, id: $id"), "declares"),
        (GOOD + " //;\n;", "semicolon"),
        (GOOD.replace("p.name AS name", "p.name AS title"), "returns"),
        (GOOD.replace(" AS name", ""), "returns"),
        (GOOD.replace("RETURN", "SET p.x = 1 RETURN"), "declared read but writes"),
        ("CALL { RETURN 1 AS x } IN TRANSACTIONS " + GOOD, "forbidden"),
        ("CALL { RETURN 1 AS x } IN 4 CONCURRENT TRANSACTIONS " + GOOD, "forbidden"),
    ],
)
def test_a_query_that_breaks_a_rule_is_refused_by_name(body: str, fault: str) -> None:
    with pytest.raises(QueryError, match=fault) as error:
        checked(body)
    assert "test/find_it" in str(error.value)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (None, "says what it changes"),
        ("persons updated by id", "there is no kind “persons”"),
        ("person changed by id", "is not of the form"),
        ("person updated", "is not of the form"),
        ("person updated by id|", "is not of the form"),
        ("none of it", "is not of the form"),
        ("person updated by rows.id", "rows.*no parameter"),
        ("person updated by workspace", "workspace.*no parameter"),
        ("person updated by returned.id", "does not return"),
        ("person updated by id if changed", "does not return"),
    ],
)
def test_a_write_that_does_not_say_what_it_changes_is_refused(
    changes: str | None, fault: str
) -> None:
    with pytest.raises(QueryError, match=fault) as error:
        checked(WRITE + "$id", NoRow, "write", "none", "id", changes)
    assert "test/find_it" in str(error.value)


def test_a_read_says_nothing_of_changes() -> None:
    with pytest.raises(QueryError, match="if it writes, and only then"):
        checked(GOOD, changes="none")


def test_what_belongs_to_no_workspace_is_not_logged() -> None:
    scope = "// scope: installation\n"
    checked(scope + "MATCH (c:Clock) SET c.x = 1", NoRow, "write", "none", "", "none")
    body = scope + "MATCH (c:Clock) SET c.x = $id"
    with pytest.raises(QueryError, match="belongs to no workspace"):
        checked(body, NoRow, "write", "none", "id", "person updated by id")


@pytest.mark.parametrize("line", ["// mode: sometimes", "// returns: few", "// scope: world"])
def test_a_header_with_an_unknown_word_is_refused(line: str) -> None:
    key = line.partition(":")[0]
    header = HEADER.format(mode="read", returns="many", parameters="")
    lines = [part for part in header.splitlines() if not part.startswith(key)]
    with pytest.raises(QueryError, match="must be one of"):
        parse_statement("test/find_it", "\n".join([*lines, line, GOOD]))


def test_a_header_without_a_purpose_is_refused() -> None:
    with pytest.raises(QueryError, match="purpose"):
        parse_statement("test/find_it", "// mode: read\n// returns: many\n" + GOOD)


def test_a_file_is_declared_once() -> None:
    with pytest.raises(QueryError, match="declared twice"):
        Query("graph/take_lock", Row)


def test_a_file_that_does_not_exist_is_named() -> None:
    query = Query("test/nowhere", Row)
    try:
        with pytest.raises(QueryError, match=r"cypher/test/nowhere\.cypher does not exist"):
            check(query)
    finally:
        Query.declared.pop("test/nowhere")


def test_aliases_are_read_past_brackets_subqueries_and_strings() -> None:
    text = """
    MATCH (a) WHERE EXISTS { MATCH (a)--(b) RETURN b.x AS inner }
    RETURN collect({id: a.id, pair: [a.x, a.y]}) AS items, COUNT { (a)--() RETURN 1 AS one } AS n
    ORDER BY n DESC, items LIMIT 3
    """
    assert list(returned_columns(text)) == ["items", "n"]


def test_no_pattern_comes_back_to_where_it_was() -> None:
    """Neo4j else decides by its figures where to go in, and may compare all with all."""
    assert rings("MATCH (c)-[:KNOWS]->(a:Person)-[:KNOWS]->(b)<-[:KNOWS]-(c) RETURN 1") == ["c"]
    assert rings("MATCH (c)-[:KNOWS]->(a), (b)<-[:KNOWS]-(c) RETURN [(c)--(b) | 1]") == []
    texts = {name: declared_queries()[name].statement.text for name in shipped_statements()}
    assert {name: found for name, text in texts.items() if (found := rings(text))} == {}


def rings(text: str) -> list[str]:
    """The variables that a path of a statement has twice."""
    paths = [NODE.findall(path[0]) for path in PATH.finditer(text)]
    return [name for names in paths for name in dict.fromkeys(names) if names.count(name) > 1]
