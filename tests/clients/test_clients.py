"""Clients in Python and TypeScript, generated from the API's description, go README's whole way.

Each is made as others make theirs: in an environment of its own, with pinned tools, and checked
strictly before it runs. What they are made with is kept in `.cache`.
"""

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from app.graph import Graph
from app.keys.service import create_key
from tests.api.conftest import new_workspace, serving
from tests.conftest import cannot_run
from tests.engines import EMBEDDED, JOBS_ONLY, Engine
from tests.patience import PATIENCE_SECONDS, request
from tests.sessions import acting

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache" / "clients"
on_one_engine = pytest.mark.parametrize("engine", [EMBEDDED], indirect=True)


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """Run a command to its end; what it says, or a failure that quotes it."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture
def account(engine: Engine, graph: Graph) -> Iterator[Mapping[str, str]]:
    """A service, and a key for a new workspace of it, as a client is told of them."""
    with serving(engine.settings.model_copy(update={"worker": JOBS_ONLY})) as address:
        key = create_key(acting(graph, new_workspace(graph)), "write")
        yield {"INTROS_ADDRESS": address, "INTROS_KEY": key.key}


@pytest.fixture
def description(account: Mapping[str, str], tmp_path: Path) -> Path:
    """The API's description, as the service gives it to anyone."""
    path = tmp_path / "openapi.json"
    answer = request("GET", f"{account['INTROS_ADDRESS']}/openapi.json")
    path.write_text(json.dumps(answer.raise_for_status().json()), encoding="utf-8")
    return path


def kept(name: str, *made_from: Path) -> Path:
    """A folder in the cache, another one as soon as what it is made from changes."""
    digest = sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()[:12]
    return CACHE / f"{name}-{digest}"


@pytest.fixture
def python() -> Path:
    """A Python with the generator and what its clients need, and nothing of ours."""
    lock = ROOT / "requirements" / "clients.txt"
    folder = kept("python", lock)
    python = folder / "bin" / "python"
    if not (folder / "made").exists():
        venv.create(folder, symlinks=True, with_pip=True, clear=True)
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "-r", lock, folder=ROOT, HOME=str(folder))  # fmt: skip
        (folder / "made").touch()
    return python


@on_one_engine
def test_a_python_client_goes_the_whole_way(
    account: Mapping[str, str], description: Path, python: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("post_hooks: []\n")
    said = run(
        python.with_name("openapi-python-client"), "generate", "--path", description,
        "--meta", "none", "--output-path", "intros_client", "--config", settings,
        folder=tmp_path,
    )  # fmt: skip
    assert "Warning" not in said, "the client is incomplete"
    shutil.copy(HERE / "python" / "use.py", tmp_path)
    run(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=",
        "--python-executable", python, "use.py", folder=tmp_path)  # fmt: skip
    assert run(python, "use.py", folder=tmp_path, **account) == "done\n"


@pytest.fixture
def node(request: pytest.FixtureRequest) -> Path:
    """A folder with the TypeScript tools in it; says so where there is no Node."""
    if not (shutil.which("npm") and shutil.which("node")):
        cannot_run(request, "the TypeScript client needs Node.js 20 and npm")
    sources = HERE / "typescript"
    folder = kept("node", sources / "package-lock.json")
    if not (folder / "made").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(sources / name, folder)
        run("npm", "ci", "--no-audit", "--no-fund", folder=folder, HOME=str(folder))
        (folder / "made").touch()
    return folder


@on_one_engine
def test_a_typescript_client_goes_the_whole_way(
    account: Mapping[str, str], description: Path, node: Path, tmp_path: Path
) -> None:
    for name in ("package.json", "tsconfig.json", "use.ts"):
        shutil.copy(HERE / "typescript" / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(node / "node_modules")
    tools = node / "node_modules" / ".bin"
    run(tools / "openapi-typescript", description, "--default-non-nullable=false",
        "--output", "schema.d.ts", folder=tmp_path)  # fmt: skip
    run(tools / "tsc", folder=tmp_path)
    assert run("node", "built/use.js", folder=tmp_path, **account) == "done\n"
