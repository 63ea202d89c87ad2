"""The commands as their users type them, from an empty workspace to introductions, on each engine.

They run in this process; the last two tests are about processes.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from socket import create_server
from typing import Any

import httpx
import pytest

from app import cli
from app.graph.embedded import EmbeddedEngine
from app.security.tokens import read_key
from tests.engines import Engine
from tests.neo4j_server.jars import free_port
from tests.patience import PATIENCE_SECONDS, request, wait_until

ROOT = Path(__file__).resolve().parents[2]
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
    """Runs a command and gives what it printed; `exits` is the code that it must end with.

    What it printed on standard error is given where it fails, or with `complains`.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, exits: int = 0, complains: bool = False) -> str:
        monkeypatch.setattr(sys, "argv", ["intros", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert (ended.value.code or 0) == exits, said.out + said.err
        assert complains or not (exits == 0 and said.err)
        return str(said.err if exits or complains else said.out)

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
    assert "Why not:" in shown
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


def test_what_is_held_about_a_person_is_printed(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    held = json.loads(intros("export", "--person", "dana"))
    assert [entry["name"] for entry in held["Person"]] == ["Dana Whitfield"]
    assert {(row["other"], row["since"]) for row in held["KNOWS"]} == {
        ("ann", "2020-01-01"),
        ("lee", "2020-01-01"),
    }
    assert "KNOWS" not in json.loads(intros("export", "--person", "ann"))
    assert "“zoe”" in intros("export", "--person", "zoe", exits=1)


def test_a_bad_row_is_told_by_line_and_column(intros: Run, workspace: str) -> None:
    content = CONTACTS + "sam,Sam Roy,nonsense,US/NY/Kings,partner\n"
    report = bring_in(intros, "c.csv", content, "--format", "people")
    assert (report["created"], report["refused"]) == (2, 1)
    told = intros("import", "c.csv", "--format", "people", complains=True)
    assert "line 4" in told
    assert "professions" in told


def test_a_dry_run_changes_nothing(intros: Run, workspace: str) -> None:
    words = ("c.csv", CONTACTS, "--format", "people")
    for _ in range(2):
        tried = bring_in(intros, *words, "--dry-run")
        assert (tried["status"], tried["created"]) == ("previewed", 2)
    assert bring_in(intros, *words)["created"] == 2


def test_the_printed_statement_can_be_pasted(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    printed = intros("pairings", "dana", "--as-cypher")
    assert printed.startswith(":param workspace")
    assert "ORDER BY round(score, 12) DESC" in printed


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
    assert read_key(intros("keys", "create", "--scope", "write").removesuffix("\n"))


def test_keys_are_listed_without_their_secret_and_revoked(intros: Run, workspace: str) -> None:
    bring_in_everybody(intros)
    wanted = ("--scope", "read", "--connector", "dana", "--name", "Sync", "--expires", "2999-01-31")
    made = json.loads(intros("keys", "create", *wanted, "--json"))
    key_id = made["key"].split("_")[1]
    listed = intros("keys", "list", "--json")
    assert made["key"] not in listed
    (key,) = json.loads(listed)["keys"]
    assert (key["id"], key["name"], key["last_used_at"]) == (key_id, "Sync", None)
    assert key["expires_at"] == "2999-02-01T00:00:00Z"
    intros("keys", "revoke", key_id)
    assert json.loads(intros("keys", "list", "--json"))["keys"][0]["revoked_at"]
    assert "Sync" in intros("keys", "list")


def value_of(intros: Run, key: str) -> Any:
    listed = json.loads(intros("settings", "--json"))["items"]
    return next(one["value"] for one in listed if one["key"] == key)


def test_settings_are_listed_changed_together_and_set_back(intros: Run, workspace: str) -> None:
    table = intros("settings")
    assert "plan_goal" in table
    assert "1 to 50" in table
    assert "Introductions for each connector in a week" in table
    told = intros("settings", "set", "weight_ask", "0.15", "weight_live", "0.02")
    assert "weight_ask" in told
    assert "plan_goal" not in told
    intros("settings", "set", "allow_competitors", "yes")
    assert (value_of(intros, "weight_live"), value_of(intros, "allow_competitors")) == (0.02, True)
    intros("settings", "reset", "weight_live", "weight_ask")
    assert (value_of(intros, "weight_live"), value_of(intros, "allow_competitors")) == (0.07, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["settings", "set", "plan_goal", "0"], 1, "must be a whole number between 1 and 50"),
        (["settings", "set", "plan_goal", "many"], 1, "must be a whole number between 1 and 50"),
        (["settings", "set", "allow_competitors", "1"], 1, "must be true or false"),
        (["settings", "set", "plan_gaol", "4"], 1, "did you mean “plan_goal”"),
        (["settings", "set", "weight_ask", "0.2"], 1, "must add up to 1"),
        (["settings", "set", "plan_goal"], 2, "KEY VALUE"),
        (["settings", "--json", "reset", "plan_goal"], 2, "after “reset”"),
        (["pairings", "nobody"], 1, "nobody"),
        (["pairings", "dana", "--workspace", "elsewhere"], 1, "elsewhere"),
        (["keys", "create", "--connector", "nobody"], 1, "nobody"),
        (["keys", "revoke", "0000"], 1, "0000"),
        (["keys", "create", "--expires", "soon"], 2, "90d"),
        (["keys", "create", "--expires", "2020-01-31"], 1, "future"),
        (["workspace", "create", "X", "--country", "Ireland"], 1, "--country"),
        (["import", "nowhere.csv", "--format", "people"], 1, "nowhere.csv"),
        (["import", "x.csv", "--format", "papyrus"], 2, "papyrus"),
        (["pairings"], 2, "pairings"),
        (["pairings", "dana", "--limit", "0"], 2, "limit"),
        (["dance"], 2, "dance"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_right_exit_code(
    intros: Run, workspace: str, words: list[str], code: int, said: str
) -> None:
    assert said in intros(*words, exits=code)


def test_a_workspace_is_made_once(intros: Run, workspace: str) -> None:
    assert "already" in intros("workspace", "create", workspace, exits=1)


def test_a_graph_that_is_away_is_said_in_one_sentence(
    intros: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTROS_GRAPH__URI", f"bolt://127.0.0.1:{free_port()}")
    monkeypatch.setenv("INTROS_GRAPH__RETRY_SECONDS", "0.2")
    assert "can't reach the database" in intros("doctor", exits=1)


def test_doctor_and_migrate_say_that_all_is_well(intros: Run, workspace: str) -> None:
    assert json.loads(intros("migrate", "--json")) == {"applied": [], "made_again": []}
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
        wait_until(lambda: service.poll() is not None or is_ready(address))
        answer = request("GET", f"{address}/v1/people", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200
    finally:
        service.send_signal(signal.SIGINT)
        said, _ = service.communicate(timeout=PATIENCE_SECONDS)
    assert service.returncode in {0, -signal.SIGINT, 128 + signal.SIGINT}, said
    assert "Traceback" not in said
    assert key not in said


def is_ready(address: str) -> bool:
    with suppress(httpx.TransportError):
        return request("GET", f"{address}/readyz").status_code == 200
    return False


class Terminal:
    """Types `intros …` with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def type(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *words],
            cwd=ROOT,
            env=os.environ | {"INTROS_DATA_DIR": str(self.folder)} | environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE_SECONDS,
            check=False,
        )


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The engine is held meanwhile: otherwise most commands would start it anew."""
    with EmbeddedEngine(tmp_path) as engine:
        engine.attach()
        yield Terminal(tmp_path)


def test_the_only_workspace_need_not_be_named(terminal: Terminal) -> None:
    made = terminal.type("workspace", "create", "Hudson Valley", "--json")
    assert json.loads(made.stdout) == {"workspace": "hudson-valley"}
    there = terminal.type("keys", "create", "--scope", "read")
    assert (there.returncode, there.stderr) == (0, "")
    assert read_key(there.stdout.strip())
    refused = terminal.type("pairings", "nobody")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nobody" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_is_not_utf_8_shows_plain_characters(
    terminal: Terminal, encoding: str
) -> None:
    terminal.type("workspace", "create", "Café “Łódź”", "--json")
    listed = terminal.type("workspace", "list", PYTHONIOENCODING=encoding)
    assert (listed.returncode, listed.stderr) == (0, "")
    as_json = terminal.type("workspace", "list", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(as_json.stdout)["workspaces"][0]["name"] == "Café “Łódź”"
    settings = terminal.type("settings", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(settings.stdout)["items"]
    refused = terminal.type("why", "nobody", "a", "b", PYTHONIOENCODING=encoding)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nobody" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_that_is_taken_is_said_in_one_sentence(terminal: Terminal) -> None:
    with create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = terminal.type("serve", INTROS_HTTP__PORT=port)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"Another program already uses 127.0.0.1 port {port}" in " ".join(refused.stderr.split())
    assert "Traceback" not in refused.stderr


def test_json_is_all_that_json_prints(terminal: Terminal) -> None:
    """Also where a command says more to a person; what it says beside it goes to standard error."""
    for command in (
        ("migrate", "--wait", "1"),
        ("workspace", "create", "Hudson Valley"),
        ("workspace", "list"),
        ("keys", "create"),
        ("keys", "list"),
        ("jobs", "list"),
        ("settings",),
        ("settings", "set", "plan_goal", "4"),
        ("migrate",),
        ("doctor",),
    ):
        said = terminal.type(*command, "--json")
        assert (said.returncode, said.stderr) == (0, ""), command
        json.loads(said.stdout)
    key = json.loads(terminal.type("keys", "list", "--json").stdout)["keys"][0]["id"]
    revoked = terminal.type("keys", "revoke", key, "--json")
    assert json.loads(revoked.stdout) == {"revoked": key}
    deleted = terminal.type("workspace", "delete", "hudson-valley", "--yes", "--json")
    assert json.loads(deleted.stdout) == {"deleted": "hudson-valley"}
