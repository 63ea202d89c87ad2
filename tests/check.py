"""`make check`: everything about the code that can be said without running the program."""

import subprocess
import sys
from pathlib import Path

from tests import prose
from tests.every_query import faults

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {
    "format": "ruff format --check --output-format concise .",
    "lint": "ruff check --quiet --output-format concise .",
    "types": "mypy --no-error-summary",
    "layers": "lint-imports --config .importlinter",
}


def run_tool(name: str, command: str) -> bool:
    program, *arguments = command.split()
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    said = done.stdout.rpartition("Broken contracts")[2]
    return report(name, said.strip() or "no output" if done.returncode else "")


def report(name: str, trouble: str) -> bool:
    print(f"{name:8} {'FAILED' if trouble else 'ok'}", flush=True)  # noqa: T201
    if trouble:
        print(trouble, flush=True)  # noqa: T201
    return not trouble


def main() -> int:
    passed = [run_tool(name, command) for name, command in TOOLS.items()]
    passed.append(report("queries", "\n".join(faults())))
    passed.append(report("prose", "\n".join(prose.faults())))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
