"""`make newest`: the checks and the unit tests on the newest Python that the locks support.

That Python is the system's own, if it has one, else CPython from a jar that Maven loads once.
"""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from tests.engines import must_run
from tests.neo4j_server import Unavailable
from tests.neo4j_server.jars import cached, copy_artifact

ROOT = Path(__file__).resolve().parent.parent
NEWEST = "3.14"
JAR = "org.bytedeco:cpython:3.14.3-1.5.13:jar:linux-x86_64"
JAR_SHA256 = "eb5f1a6fe2dc498ac18927189a37f28a47b0ba06ae6bd85112eff023fe2eb46f"
INSIDE = "org/bytedeco/cpython/linux-x86_64"
ENVIRONMENT = ROOT / ".cache" / "newest"
STEPS = (
    ("-m", "tests.check"),
    ("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit", "tests/architecture"),
)


def find_python(names: Iterable[str | None]) -> Path | None:
    """The first that is the newest and complete; a shim on the path may stand for none."""
    question = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    for name in names:
        if name is None:
            continue
        asked = subprocess.run([name, "-c", question], capture_output=True, text=True, check=False)
        if asked.returncode == 0 and asked.stdout.strip() == NEWEST:
            return Path(name)
    return None


def load_python() -> Path:
    """The one from the jar; raises `Unavailable`."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise Unavailable(f"no python{NEWEST} on the path, and none to load for this machine")

    def load(folder: Path) -> None:
        copy_artifact(JAR, folder)
        (jar,) = folder.glob("*.jar")
        if sha256(jar.read_bytes()).hexdigest() != JAR_SHA256:
            raise Unavailable(f"{jar.name} is not the file that was asked for")
        with ZipFile(jar) as files:
            files.extractall(folder, [n for n in files.namelist() if n.startswith(f"{INSIDE}/")])
        jar.unlink()
        (folder / INSIDE / "bin" / f"python{NEWEST}").chmod(0o755)

    return cached(JAR.replace(":", "-"), load) / INSIDE / "bin" / f"python{NEWEST}"


def run(*command: str | Path) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def main() -> int:
    try:
        python = find_python([sys.executable, shutil.which(f"python{NEWEST}")]) or load_python()
    except Unavailable as error:
        print(f"NOT RUN on Python {NEWEST}: {error}", flush=True)  # noqa: T201
        return int(must_run())
    print(f"Python {NEWEST}: {python}", flush=True)  # noqa: T201
    bootstrap = ROOT / "requirements" / "bootstrap.py"
    own = ENVIRONMENT / "bin" / "python"
    steps = [(python, bootstrap, "dev", ENVIRONMENT), *((own, *step) for step in STEPS)]
    return int(not all(run(*step) for step in steps))


if __name__ == "__main__":
    sys.exit(main())
