"""The package that is installed holds all that the program needs: no checkout stands beside it."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel, and with the dependencies of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(sys.executable, *build, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    python = environment / "bin" / "python"
    pip = ["-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    run(sys.executable, *pip, cwd=folder)
    # A line in a .pth file adds the packages, but not the links to a checkout among them.
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_the_program_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import app; print(app.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(installed.parent.parent)


def test_the_demo_runs_without_a_checkout(installed: Path, tmp_path: Path) -> None:
    intros = installed.parent / "intros"
    said = run(intros, "demo", "--once", cwd=tmp_path, INTROS_DATA_DIR=str(tmp_path / "data"))
    assert "Dana" in said
