"""Create `.venv` from a lock file. Make runs it with any Python from 3.11 on."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"


def main(lock: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever runs it may have an older one)
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"Intros needs Python 3.11 or newer; this is {found}. Try: make PYTHON=python3.12 …"
        )
    if not PYTHON.exists():
        print("Creating .venv (once; about a minute) …", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    install("--require-hashes", "-r", str(ROOT / "requirements" / f"{lock}.txt"))
    install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (ENVIRONMENT / lock).touch()


def install(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.run([*command, *arguments], check=False).returncode:
        sys.exit("Installing the locked dependencies failed; the lines above say why.")


if __name__ == "__main__":
    main(sys.argv[1])
