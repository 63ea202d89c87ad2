"""Resolve the dependencies again into the lock files: names, versions and hashes only.

Needs `uv` on the PATH. Universal: one file serves Linux and macOS and every Python from 3.11 on.
"""

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]


def compile_lock(name: str, *arguments: str, source: Path = HERE.parent / "pyproject.toml") -> None:
    subprocess.run(
        ["uv", "pip", "compile", *OPTIONS, "--python-version", "3.11", *arguments,
         str(source), "--output-file", str(HERE / name)],
        check=True,
    )  # fmt: skip


compile_lock("runtime.txt", "--extra", "build")
compile_lock(
    "dev.txt", "--extra", "build", "--extra", "dev", "--constraint", str(HERE / "runtime.txt")
)
compile_lock("clients.txt", source=HERE / "clients.in")
