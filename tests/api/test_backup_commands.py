"""`intros backup`, `restore` and `move`, as someone types them."""

import json
from pathlib import Path

import pytest

from tests.api.test_command_line import (  # noqa: F401 (fixtures)
    Run,
    bring_in_everybody,
    environment,
    intros,
    workspace,
)


def test_a_workspace_is_saved_deleted_and_restored(
    intros: Run,  # noqa: F811
    workspace: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    bring_in_everybody(intros)
    before = json.loads(intros("pairings", "dana", "--json"))
    key = json.loads(intros("keys", "create", "--json"))["key"]
    saved = json.loads(
        intros("backup", "--workspace", workspace, "--to", str(tmp_path / "kept"), "--json")
    )
    assert [one["workspace"] for one in saved["workspaces"]] == [workspace]
    assert saved["workspaces"][0]["counts"]["Person"] == 3
    assert "exists" in intros("restore", saved["file"], exits=1)

    intros("workspace", "delete", workspace, "--yes")
    restored = json.loads(intros("restore", saved["file"], "--json"))
    assert restored["same_secret"]
    assert json.loads(intros("pairings", "dana", "--json")) == before
    assert key.split("_")[1] in intros("keys", "list")

    intros("workspace", "delete", workspace, "--yes")
    said = intros("restore", saved["file"], "--workspace", workspace)
    assert f"Restored “{workspace}”" in said
    assert "another" not in said


def test_what_cannot_be_restored_is_said_in_one_sentence(
    intros: Run,  # noqa: F811
    workspace: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert "no file" in intros("restore", "nothing.jsonl.gz", exits=1)
    (tmp_path / "notes.jsonl.gz").write_text("notes")
    assert "it is cut or damaged" in " ".join(intros("restore", "notes.jsonl.gz", exits=1).split())
    (tmp_path / "file").write_text("")
    refused = intros("backup", "--workspace", workspace, "--to", str(tmp_path / "file"), exits=1)
    assert "can’t be written" in refused


def test_a_workspace_moves_to_another_database_and_doctor_says_how_old_its_backup_is(
    intros: Run,  # noqa: F811
    workspace: str,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring_in_everybody(intros)
    before = json.loads(intros("pairings", "dana", "--json"))
    there = str(tmp_path / "there")
    moved = json.loads(
        intros("move", "embedded:", "--data-dir", there, "--workspace", workspace, "--json")
    )
    assert moved["changed"] == []
    assert moved["same_secret"]

    monkeypatch.setenv("INTROS_GRAPH__URI", "embedded:")
    monkeypatch.setenv("INTROS_DATA_DIR", there)
    assert json.loads(intros("pairings", "dana", "--json")) == before
    assert "use now" in intros("move", "embedded:", exits=1)
    assert "none in" in json.loads(intros("doctor", "--json"))["backups"]
    intros("backup")
    told = json.loads(intros("doctor", "--json"))
    assert told["backups"].startswith("1 in ")
    assert told["migrations"] == "up to date"
