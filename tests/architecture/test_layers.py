"""Who may know whom (the contracts in .importlinter), and which files a domain has."""

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
DOMAIN_FILES = {
    "__init__",
    "models",
    "rules",
    "repository",
    "belongings",
    "facts",
    "service",
    "api",
}
NOT_DOMAINS = {
    *("cli", "belongings", "graph", "middleware", "resources", "security", "terminal", "web"),
}


def domains() -> list[Path]:
    folders = (path.parent for path in APP.glob("*/__init__.py"))
    return sorted(folder for folder in folders if folder.name not in NOT_DOMAINS)


def test_the_contracts_between_the_layers_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--config", ".importlinter", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_domain_is_under_the_contracts() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    containers = contracts["importlinter:contract:layers"]["containers"].split()
    assert containers == [f"app.{folder.name}" for folder in domains()]


def test_a_domain_has_only_files_whose_names_say_their_part() -> None:
    """A part that grows is split inside a folder of its name, such as `service/`."""
    strange = [
        path.relative_to(ROOT).as_posix()
        for domain in domains()
        for path in domain.iterdir()
        if path.name != "__pycache__" and path.stem not in DOMAIN_FILES
    ]
    assert strange == []
