"""What the source may not contain."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.every_query import faults

ROOT = Path(__file__).resolve().parents[2]
APP = sorted((ROOT / "app").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES = 400
CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE)\s*\(|\bUNWIND\s+\$|\bDETACH\s+DELETE\b")
REFUSALS = {"Forbidden", "BreakGlassRequired"}
WHO_IT_IS = re.compile(r"\bprincipal\.(kind|scope|connector)\b|\bsession\.connector\b")
OUTSIDE_MANAGED = {"begin_transaction", "execute_query"}
LEAVING_OUT = {"skip", "skipif", "xfail", "importorskip", "exit"}
PATIENT = [ROOT / "tests" / "patience.py", *(ROOT / "tests" / "neo4j_server").glob("*.py")]
CLOCKS = {"time.monotonic", "time.perf_counter", "time.time"}
IMPATIENT = {f"httpx.{name}" for name in ("Client", "get", "post", "put", "patch", "request")}
"""Without a timeout these give up after five seconds."""
WAITING = {"wait", "join", "result", "communicate"}
RUNS_OUT = 1.0
"""Seconds: a timeout as short as this is one that a test wants to run out."""


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


def test_only_the_clock_asks_what_time_it_is() -> None:
    """Else a test could not set the time."""
    found = [
        where(path, node)
        for path in APP
        if path != ROOT / "app" / "clock.py"
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and ast.unparse(node.value) in {"datetime", "date", "datetime.datetime", "datetime.date"}
    ]
    assert found == []


def test_only_the_policy_decides_what_a_principal_may_do() -> None:
    """Whoever looks for where a key is checked finds one place: app/security/policy.py."""
    found = [
        where(path, node)
        for path in APP
        if path.parent != ROOT / "app" / "security"
        for node in nodes(path)
        if (isinstance(node, ast.Call) and ast.unparse(node.func) in REFUSALS)
        or (isinstance(node, ast.Compare) and WHO_IT_IS.search(ast.unparse(node)))
    ]
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


def test_no_test_judges_by_time() -> None:
    """A busy machine is no fault of the program: what is waited for, `tests.patience` waits for."""
    found = [
        where(path, node)
        for path in TESTS
        if path not in PATIENT
        for node in nodes(path)
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS)
        or (isinstance(node, ast.Call) and is_hurried(node))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("call", "hurried"),
    [
        ("httpx.get(url)", True),
        ("run(command, timeout=30)", True),
        ("thread.join(20)", True),
        ("run(command, timeout=0.2)", False),
        ("thread.join(PATIENCE_SECONDS)", False),
        ("', '.join(names)", False),
    ],
)
def test_a_call_in_a_hurry_would_be_seen(call: str, hurried: bool) -> None:
    (node,) = (n for n in ast.walk(ast.parse(call)) if isinstance(n, ast.Call))
    assert is_hurried(node) is hurried


def is_hurried(call: ast.Call) -> bool:
    """Whether it gives up after a number of seconds of its own."""
    waits = isinstance(call.func, ast.Attribute) and call.func.attr in WAITING
    limits = [word.value for word in call.keywords if word.arg == "timeout"]
    limits += call.args if waits else []
    return ast.unparse(call.func) in IMPATIENT or any(
        isinstance(limit, ast.Constant)
        and isinstance(limit.value, int | float)
        and limit.value > RUNS_OUT
        for limit in limits
    )
