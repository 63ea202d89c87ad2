"""Settings refuse what would be unsafe or unknown, in one readable line each."""

from pathlib import Path

import pytest

from app.errors import BadSettings
from app.settings import load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_embedded_engine_on_loopback_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INTROS_GRAPH__URI", "INTROS_HTTP__HOST"):
        monkeypatch.delenv(name, raising=False)
    settings = load_settings()
    assert settings.graph.embedded
    assert settings.http.host == "127.0.0.1"


def test_a_nested_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROS_GRAPH__URI", "neo4j+s://graph.example")
    assert load_settings().graph.uri == "neo4j+s://graph.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTROS_GRAPH__URI", "http://graph.example"),
        ("INTROS_HTTP__PORT", "70000"),
        ("INTROS_GRAPH__HEAP", "lots"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=name.rsplit("__", 1)[0]):
        load_settings()


def test_listening_to_others_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROS_HTTP__HOST", "0.0.0.0")  # noqa: S104
    with pytest.raises(BadSettings, match="INTROS_SECRET"):
        load_settings()
    monkeypatch.setenv("INTROS_SECRET", "x" * 32)
    assert load_settings().http.host == "0.0.0.0"  # noqa: S104


def test_an_unknown_name_in_the_settings_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "intros.env").write_text("INTROS_GRAHP__URI=embedded:\n")
    with pytest.raises(BadSettings, match="GRAHP"):
        load_settings()
