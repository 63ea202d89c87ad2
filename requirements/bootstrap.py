"""Create an environment from a lock file, in `.venv` or another folder, with this Python."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(lock: str, folder: str = ".venv") -> None:
    environment = ROOT / folder
    python = environment / "bin" / "python"
    if sys.version_info < (3, 11):  # noqa: UP036 (the one that runs it may be older)
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"Intros needs Python 3.11 or newer; this is {found}. Try: make PYTHON=python3.12 …"
        )
    if not python.exists():
        print(f"Creating {environment.name} (once; about a minute) …", flush=True)
        # As `python -m venv` does: a copy would not find a library that lies beside the original.
        venv.create(environment, symlinks=True, with_pip=True)
    install(python, "--require-hashes", "-r", str(ROOT / "requirements" / f"{lock}.txt"))
    install(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (environment / lock).touch()


def install(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.run([*command, *arguments], check=False).returncode:
        sys.exit("Installing the locked dependencies failed; the lines above say why.")


if __name__ == "__main__":
    main(*sys.argv[1:])
