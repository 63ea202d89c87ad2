"""What the source may not contain."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.every_query import faults

ROOT = Path(__file__).resolve().parents[2]
APP = sorted((ROOT / "app").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES = 400
CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+\$|\bDETACH\s+DELETE\b")
OUTSIDE_MANAGED = {"begin_transaction", "execute_query"}
LEAVING_OUT = {"skip", "skipif", "xfail", "importorskip", "exit"}


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_the_catalog_of_queries_has_no_fault() -> None:
    assert list(faults()) == []


def test_cypher_stands_in_files_and_never_in_python() -> None:
    """Neither as an f-string nor otherwise: only the catalog's statements reach the engine."""
    found = [
        where(path, node)
        for path in APP
        for node in nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CYPHER.search(node.value)
    ]
    assert found == []


def test_nothing_runs_outside_a_managed_transaction() -> None:
    """On the embedded engine an auto-commit statement that fails keeps its first half."""
    found = []
    for path in APP:
        for node in nodes(path):
            if not isinstance(node, ast.Attribute):
                continue
            receiver = ast.unparse(node.value).lower()
            if node.attr in OUTSIDE_MANAGED or (node.attr == "run" and "session" in receiver):
                found.append(where(path, node))
    assert found == []


def test_a_file_can_be_read_in_one_sitting() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in [*APP, *TESTS]}
    assert {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_test_of_graph_or_api_can_be_left_out() -> None:
    """An engine that cannot run is told by the `engine` fixture, and by nothing else."""
    found = [
        where(path, node)
        for path in TESTS
        if path.relative_to(ROOT / "tests").parts[0] in {"graph", "api"}
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in LEAVING_OUT
        and ast.unparse(node.value) in {"pytest", "pytest.mark"}
    ]
    assert found == []
