"""What a command loads: no more than it needs, so that small ones are quick."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
sys.argv = ["intros", *sys.argv[1:]]
from app.cli import main
try:
    main()
finally:
    print(*(name for name in sys.modules if "." not in name), *(
        name for name in sys.modules if name.startswith("app.")), sep="\\n", file=sys.stderr)
"""
GRAPH = {"neo4j", "numpy"}
"""The driver itself loads numpy where it is installed."""
SERVICE = {"fastapi", "starlette", "uvicorn", "jinja2", "scipy", "phonenumbers", "icalendar"}
NOT_SMALL = {"app.main", "app.workers", "app.plans.rules", "app.pairings.rules", "app.web"}


def loaded_by(*words: str, folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        cwd=ROOT,
        env={"INTROS_DATA_DIR": str(folder), "INTROS_GRAPH__URI": "bolt://127.0.0.1:1",
             "INTROS_GRAPH__RETRY_SECONDS": "0.1"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    modules = set(done.stderr.split())
    assert "typer" in modules, done.stderr
    return modules


def test_help_loads_neither_the_graph_nor_the_service(tmp_path: Path) -> None:
    modules = loaded_by("--help", folder=tmp_path)
    assert modules & (GRAPH | SERVICE | NOT_SMALL | {"app.settings", "structlog"}) == set()


@pytest.mark.parametrize(
    "command",
    [
        ("workspace", "list"),
        ("keys", "list"),
        ("keys", "create"),
        ("jobs", "list"),
        ("settings",),
        ("login", "dana"),
        ("migrate",),
        ("doctor",),
        ("backup",),
        ("restore", "none.jsonl.gz"),
    ],
    ids=" ".join,
)
def test_a_small_command_loads_the_graph_and_nothing_of_the_service(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    modules = loaded_by(*command, folder=tmp_path)
    assert "neo4j" in modules
    assert modules & (SERVICE | NOT_SMALL) == set()
