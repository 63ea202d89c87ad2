"""Create an environment from a lock file, in `.venv` or another folder, with this Python.

One that was left half-made, by Ctrl-C or by a Python without `ensurepip`, is made again.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH")
"""Settings of the user's that would have pip install somewhere else."""


def main(lock: str, folder: str = ".venv") -> None:
    environment = ROOT / folder
    if sys.version_info < (3, 11):  # noqa: UP036 (the one that runs it may be older)
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"Intros needs Python 3.11 or newer; this is {found}. Try: make PYTHON=python3.12 …"
        )
    python = prepare(environment)
    install(python, "--require-hashes", "-r", str(ROOT / "requirements" / f"{lock}.txt"))
    install(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (environment / lock).touch()


def prepare(environment: Path) -> Path:
    """The Python of an environment that has pip, made when it is missing or not complete."""
    python = environment / "bin" / "python"
    if has_pip(python):
        return python
    if os.pathsep in str(environment):
        sys.exit(
            f"{environment.parent} has a “{os.pathsep}” in its path, where Python can’t make an "
            "environment. Rename the folder, or move the checkout."
        )
    if not can_install_pip():
        sys.exit(
            "This Python can’t make environments: ensurepip is missing. On Debian and Ubuntu, "
            "install python3-venv; or try: make PYTHON=python3.12 …"
        )
    print(f"Creating {environment.name} (once; about a minute) …", flush=True)
    try:
        # As `python -m venv` does: a copy would not find a library that lies beside the original.
        venv.create(environment, symlinks=True, with_pip=True, clear=True)
    except BaseException as error:
        shutil.rmtree(environment, ignore_errors=True)
        if isinstance(error, OSError | subprocess.CalledProcessError):
            sys.exit(f"{environment.name} can’t be created: {error}")
        raise
    return python


def has_pip(python: Path) -> bool:
    if not python.exists():
        return False
    asked = [str(python), "-I", "-m", "pip", "--version"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def can_install_pip() -> bool:
    try:
        return importlib.util.find_spec("ensurepip") is not None
    except ValueError:
        return False


def install(python: Path, *arguments: str) -> None:
    """Install into the environment, whatever settings of pip the user has."""
    own = {name: text for name, text in os.environ.items() if name not in ELSEWHERE}
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    done = subprocess.run([*command, *arguments], env=own | {"PIP_USER": "0"}, check=False)
    if done.returncode:
        sys.exit("Installing the locked dependencies failed; the lines above say why.")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Interrupted. Run it again: it goes on from here.")
