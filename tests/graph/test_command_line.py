"""The command line as its users type it, in processes of its own, on the embedded engine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.graph.embedded import EmbeddedEngine

ROOT = Path(__file__).resolve().parents[2]


class Terminal:
    """Types `intros …` with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"INTROS_DATA_DIR": str(folder / "data")}

    def type(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def json(self, *words: str) -> dict[str, object]:
        done = self.type(*words, "--json")
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A terminal in front of a small network that was brought in from files.

    The engine is held while the tests run: otherwise most commands would start it anew.
    """
    folder = tmp_path_factory.mktemp("terminal")
    with EmbeddedEngine(folder / "data") as engine:
        engine.attach()
        yield prepared(Terminal(folder))


def prepared(terminal: Terminal) -> Terminal:
    assert terminal.json("workspace", "create", "Hudson Valley") == {"workspace": "hudson-valley"}
    people = terminal.folder / "people.csv"
    people.write_text(
        "id,name,connector,professions,regions\n"
        "dana,Dana Osei,yes,mediator,US/NY/Kings\n"
        "ann,Ann Li,no,divorce_attorney,US/NY/Kings\n"
        "lee,Lee Park,no,mortgage_broker,US/NY/Kings\n"
        "sam,Sam Roy,no,nonsense,US/NY/Kings\n"
    )
    relationships = terminal.folder / "relationships.csv"
    relationships.write_text("from,to,trust\ndana,ann,0.9\ndana,lee,0.6\n")
    report = terminal.json("import", str(people), "--format", "people")
    assert (report["created"], report["refused"]) == (3, 1)
    assert terminal.json("import", str(relationships), "--format", "relationships")["created"] == 2
    return terminal


def test_pairings_are_printed_with_their_reasons(terminal: Terminal) -> None:
    done = terminal.type("pairings", "dana")
    assert done.returncode == 0
    assert "Ann Li [ann]  and  Lee Park [lee]" in done.stdout
    assert "our estimate" in done.stdout


def test_why_says_what_stands_against_a_pair(terminal: Terminal) -> None:
    assert terminal.json("why", "dana", "ann", "lee")["eligible"] is True


def test_a_bad_row_is_told_by_line_and_column(terminal: Terminal) -> None:
    done = terminal.type("import", str(terminal.folder / "people.csv"), "--format", "people")
    assert "line 5" in done.stderr
    assert "professions" in done.stderr
    assert "0 were created" in done.stdout


def test_a_dry_run_changes_nothing(terminal: Terminal) -> None:
    more = terminal.folder / "more.csv"
    more.write_text("id,name\nzoe,Zoe Kerr\n")
    words = ("import", str(more), "--format", "people")
    assert terminal.json(*words, "--dry-run")["status"] == "previewed"
    assert terminal.json(*words, "--dry-run")["created"] == 1
    assert terminal.json(*words)["created"] == 1


def test_the_printed_statement_can_be_pasted(terminal: Terminal) -> None:
    done = terminal.type("pairings", "dana", "--as-cypher")
    assert done.stdout.startswith(":param workspace")
    assert "ORDER BY round(score, 12) DESC" in done.stdout


def test_keys_are_made_listed_and_revoked(terminal: Terminal) -> None:
    key = str(terminal.json("keys", "create", "--scope", "read", "--connector", "dana")["key"])
    key_id = key.split("_")[1]
    listed = terminal.type("keys", "list", "--json").stdout
    assert key_id in listed
    assert key not in listed
    assert terminal.type("keys", "revoke", key_id).returncode == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["pairings", "nobody"], 1, "nobody"),
        (["pairings", "dana", "--workspace", "elsewhere"], 1, "elsewhere"),
        (["keys", "create", "--connector", "nobody"], 1, "nobody"),
        (["keys", "revoke", "0000"], 1, "0000"),
        (["workspace", "create", "Hudson Valley"], 1, "already"),
        (["workspace", "create", "X", "--country", "Ireland"], 1, "--country"),
        (["import", "nowhere.csv", "--format", "people"], 1, "nowhere.csv"),
        (["import", "x.csv", "--format", "papyrus"], 2, "papyrus"),
        (["pairings"], 2, "pairings"),
        (["pairings", "dana", "--limit", "0"], 2, "limit"),
        (["dance"], 2, "dance"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_right_exit_code(
    terminal: Terminal, words: list[str], code: int, said: str
) -> None:
    done = terminal.type(*words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_graph_that_is_away_is_said_in_one_sentence(terminal: Terminal) -> None:
    away = Terminal(terminal.folder)
    away.environment = away.environment | {
        "INTROS_GRAPH__URI": "bolt://127.0.0.1:9",
        "INTROS_GRAPH__RETRY_SECONDS": "0.2",
    }
    done = away.type("doctor")
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr
