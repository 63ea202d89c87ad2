"""The environment that `make` creates: it heals itself, and says in one sentence what it can't."""

import os
import subprocess
import sys
import venv
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "requirements" / "bootstrap.py"


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    spec = spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def has_pip(python: Path) -> bool:
    asked = [str(python), "-m", "pip", "--version"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def healed(bootstrap: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that was half-made, as Ctrl-C leaves it, or a Python without ensurepip."""
    environment = tmp_path_factory.mktemp("half") / ".venv"
    venv.create(environment, symlinks=True, with_pip=False)
    assert not has_pip(environment / "bin" / "python")
    python: Path = bootstrap.prepare(environment)
    return python


def test_an_environment_that_was_left_half_made_is_made_again_and_then_stays(
    bootstrap: ModuleType, healed: Path
) -> None:
    assert has_pip(healed)
    inside = healed.parent.parent / "stays"
    inside.touch()
    assert bootstrap.prepare(healed.parent.parent) == healed
    assert inside.exists()


def test_what_cannot_be_made_leaves_nothing_and_is_one_sentence(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="has a “:” in its path"):
        bootstrap.prepare(tmp_path / "a:b" / ".venv")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="ensurepip is missing"):
        bootstrap.prepare(tmp_path / ".venv")

    def interrupt(environment: Path, **_: object) -> None:
        environment.mkdir()
        raise KeyboardInterrupt

    monkeypatch.undo()
    monkeypatch.setattr(venv, "create", interrupt)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.prepare(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_settings_of_pip_that_lead_elsewhere_do_not_count(
    bootstrap: ModuleType, healed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = tmp_path / "made_up-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("made_up.py", "")
        file.writestr(
            "made_up-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: made-up\nVersion: 1\n"
        )
        file.writestr(
            "made_up-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        file.writestr("made_up-1.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", str(tmp_path / "target"))
    bootstrap.install(healed, "--no-index", "--no-deps", str(wheel))
    assert not (tmp_path / "target").exists()
    assert (
        subprocess.run(
            [str(healed), "-c", "import made_up"], env=os.environ, check=False
        ).returncode
        == 0
    )
