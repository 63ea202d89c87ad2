"""The commands, from an empty workspace to introductions, on each engine.

How they look and fail is tested in tests/graph/test_command_line.py, in processes of their own.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx
import pytest

from app import cli
from app.security import split_key
from tests.engines import Engine
from tests.neo4j_server.jars import free_port

PEOPLE = """id,name,connector,professions,regions,role
dana,Dana Whitfield,yes,mediator,US/NY/Kings,partner
"""
CONTACTS = """id,name,professions,regions,role
ann,Ann Osei,divorce_attorney,US/NY/Kings,partner
lee,Lee Park,mortgage_broker,US/NY/Kings,partner
"""
RELATIONSHIPS = "from,to,trust,since\ndana,ann,0.9,2020-01-01\ndana,lee,0.6,2020-01-01\n"

Run = Callable[..., str]


@pytest.fixture
def environment(engine: Engine) -> dict[str, str]:
    graph = engine.settings.graph
    return {
        "INTROS_GRAPH__URI": graph.uri,
        "INTROS_GRAPH__USER": graph.user,
        "INTROS_GRAPH__PASSWORD": graph.password.get_secret_value(),
        "INTROS_DATA_DIR": str(engine.settings.data_dir),
    }


@pytest.fixture
def intros(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """Runs a command and gives what it printed; `exits` is the code that it must end with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, exits: int = 0) -> str:
        monkeypatch.setattr(sys, "argv", ["intros", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert (ended.value.code or 0) == exits, said.out + said.err
        return said.out if exits == 0 else said.err

    return run


@pytest.fixture
def workspace(intros: Run, monkeypatch: pytest.MonkeyPatch) -> str:
    """A workspace that the commands use without being told."""
    made: str = json.loads(intros("workspace", "create", f"Test {token_hex(6)}", "--json"))[
        "workspace"
    ]
    monkeypatch.setenv("INTROS_WORKSPACE", made)
    return made


def bring_in(intros: Run, name: str, content: str, *options: str) -> Any:
    Path(name).write_text(content)
    return json.loads(intros("import", name, *options, "--json"))


def bring_in_everybody(intros: Run) -> None:
    assert bring_in(intros, "me.csv", PEOPLE, "--format", "people")["created"] == 1
    contacts = bring_in(intros, "c.csv", CONTACTS, "--format", "people", "--connector", "dana")
    assert contacts["created"] == 2
    trust = bring_in(intros, "r.csv", RELATIONSHIPS, "--format", "relationships")
    assert trust["refused"] == 0


def test_files_become_introductions_with_reasons(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    found = json.loads(intros("pairings", "dana", "--json"))["items"]
    assert [(pairing["a"]["id"], pairing["b"]["id"]) for pairing in found] == [("ann", "lee")]
    shown = intros("pairings", "dana")
    assert "Ann Osei [ann]  and  Lee Park [lee]" in shown
    assert found[0]["sentence"].split()[0] in shown
    explained = intros("why", "dana", "lee", "ann")
    assert f"{found[0]['score']:.4f}" in explained
    assert json.loads(intros("why", "dana", "ann", "lee", "--json"))["eligible"]


def test_why_not_is_told_too(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    bring_in(intros, "a.csv", "a,b\nann,lee\n", "--format", "acquaintances")
    shown = intros("why", "dana", "ann", "lee")
    assert "Not proposed, because:" in shown
    assert "(connected)" in shown
    assert json.loads(intros("pairings", "dana", "--json"))["items"] == []
    assert intros("pairings", "dana").strip()


def test_a_week_is_planned_once(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    tried = json.loads(intros("week", "dana", "--dry-run", "--json"))
    saved = json.loads(intros("week", "dana", "--week", tried["week"], "--json"))
    assert tried["connectors"] == saved["connectors"]
    (own,) = saved["connectors"]
    assert [(p["a"]["id"], p["b"]["id"]) for p in own["pairings"]] == [("ann", "lee")]
    assert json.loads(intros("week", "dana", "--json")) == saved
    assert "Planned for dana" in intros("week", "dana")
    assert "Ann Osei [ann]  and  Lee Park [lee]" in intros("week", "dana")
    assert "2020-W10 is over" in intros("week", "dana", "--week", "2020-W10", exits=1)
    assert "--week" in intros("week", "dana", "--week", "soon", exits=1)


def test_a_second_time_changes_nothing(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    again = bring_in(intros, "c.csv", CONTACTS, "--format", "people", "--connector", "dana")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)
    Path("c.csv").write_text(CONTACTS)
    assert "2 unchanged" in intros("import", "c.csv", "--format", "people", "--connector", "dana")


def test_a_workspace_is_listed_and_deleted_with_everybody_in_it(
    intros: Run, workspace: str
) -> None:
    bring_in_everybody(intros)
    assert workspace in intros("workspace", "list")
    assert workspace in intros("workspace", "delete", workspace, "--yes")
    assert workspace not in intros("workspace", "list")
    assert workspace in intros("pairings", "dana", exits=1)


def test_a_key_stands_alone_so_that_a_shell_can_keep_it(intros: Run, workspace: str) -> None:
    assert split_key(intros("keys", "create", "--scope", "write").removesuffix("\n"))


def test_doctor_and_migrate_say_that_all_is_well(intros: Run, workspace: str) -> None:
    assert json.loads(intros("migrate", "--json")) == {"applied": []}
    report = json.loads(intros("doctor", "--json"))
    assert report["answers"] is True
    assert workspace in report["workspaces"]


def test_serve_answers_until_it_is_interrupted(
    intros: Run, workspace: str, environment: dict[str, str], tmp_path: Path
) -> None:
    key = json.loads(intros("keys", "create", "--scope", "read", "--json"))["key"]
    port = free_port()
    service = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        env=environment | {"INTROS_HTTP__PORT": str(port)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address, service)
        answer = httpx.get(
            f"{address}/v1/people", headers={"Authorization": f"Bearer {key}"}, timeout=30
        )
        assert answer.status_code == 200
    finally:
        service.send_signal(signal.SIGINT)
        said, _ = service.communicate(timeout=60)
    assert service.returncode in {0, -signal.SIGINT, 128 + signal.SIGINT}, said
    assert "Traceback" not in said
    assert key not in said


def wait_until_ready(address: str, service: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while service.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/readyz", timeout=10).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the service did not answer")
