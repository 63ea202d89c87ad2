"""A copy of the embedded engine's files, made while it runs, and a database made from such a copy.

The engine writes a zip archive of its own at its command `backup database`, which only its HTTP
port takes. It holds everything, in the engine's own format: it can be restored in an empty data
folder, by the same engine, and nowhere else.
"""

import fcntl
import json
import os
import shutil
import subprocess
import zipfile
from base64 import b64encode
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from app.errors import BackupFailed, BackupRefused, EngineFailed
from app.graph import engine_supervisor
from app.graph.embedded import EmbeddedEngine, require_package
from app.graph.engine_supervisor import DATABASE, LOOPBACK, USER, EngineFolder, take_lock

LONGEST_SECONDS = 3600.0
RESTORE = "com.arcadedb.integration.restore.Restore"
OK = 200


def copy_engine(data_dir: Path, to: Path) -> None:
    """Write a copy of the running engine to `to`; raises `BackupFailed`.

    The caller holds the engine. Commits wait for some moments while the copy begins.
    """
    folder = EngineFolder(data_dir)
    with EmbeddedEngine(data_dir) as engine:
        password = engine.attach().password
        made = folder.path / "backups" / DATABASE / _command_backup(folder, password)
    try:
        shutil.copyfile(made, to)
    except OSError as error:
        raise BackupFailed(f"{to.parent} can’t be written: {error.strerror}.") from error
    finally:
        made.unlink(missing_ok=True)


def _command_backup(folder: EngineFolder, password: str) -> str:
    """Have the engine write its archive; returns the file's name."""
    secret = b64encode(f"{USER}:{password}".encode()).decode()
    connection = HTTPConnection(LOOPBACK, _http_port(folder), timeout=LONGEST_SECONDS)
    try:
        connection.request(
            "POST",
            f"/api/v1/command/{DATABASE}",
            json.dumps({"language": "sql", "command": "backup database"}),
            {"Content-Type": "application/json", "Authorization": f"Basic {secret}"},
        )
        answer = connection.getresponse()
        said = json.loads(answer.read())
        if answer.status != OK:
            raise BackupFailed(f"The built-in database made no copy: {said.get('error')}.")
        return Path(said["result"][0]["backupFile"]).name
    except (OSError, HTTPException, ValueError, LookupError) as error:
        raise BackupFailed(f"The built-in database made no copy: {error}.") from error
    finally:
        connection.close()


def _http_port(folder: EngineFolder) -> int:
    """The engine's other port: it takes any free one for HTTP."""
    state = folder.read_state()
    if state is not None and state.engine is not None:
        for connection in psutil.Process(state.engine).net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1] != state.port:
                return int(connection.laddr[1])
    raise BackupFailed("The built-in database isn’t running.")


def restore_engine(archive: Path, data_dir: Path) -> None:
    """Make the database of an empty data folder from an archive.

    Raises `BackupRefused` for a damaged archive, and `EngineFailed` where there is a database, or
    someone uses the folder.
    """
    require_package()
    _check_archive(archive)
    folder = EngineFolder(data_dir)
    folder.create()
    with folder.keeper_lock.open("a") as lock:
        if not take_lock(lock, fcntl.LOCK_EX):
            raise EngineFailed(f"{data_dir} is in use. Stop `intros serve` and try again.")
        database = folder.path / "databases" / DATABASE
        if database.exists():
            raise EngineFailed(
                f"{data_dir} holds a database already. Restore into an empty folder: set "
                "INTROS_DATA_DIR."
            )
        part = folder.path / "restoring"
        shutil.rmtree(part, ignore_errors=True)
        try:
            _extract(archive, part / DATABASE)
            database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (part / DATABASE).replace(database)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _check_archive(archive: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as file:
            damaged = file.testzip()
            whole = damaged is None and "schema.json" in file.namelist()
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {archive}.") from None
    except (zipfile.BadZipFile, EOFError, OSError):
        whole = False
    if not whole:
        raise BackupRefused(f"{archive.name} is cut, damaged or no copy of a database.")


def _extract(archive: Path, to: Path) -> None:
    """Have the engine's own class do it: it knows the format."""
    package = engine_supervisor.find_package()
    command = [
        str(package / "jre" / "bin" / "java"),
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        f"{package}/jars/*",
        RESTORE,
        "-f",
        archive.resolve().as_uri(),
        "-d",
        str(to),
    ]
    to.parent.mkdir(mode=0o700, parents=True)
    done = subprocess.run(
        command,
        env={"LC_ALL": "C.UTF-8"},
        umask=0o077,  # what it writes would be readable for everyone
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=LONGEST_SECONDS,
    )
    if done.returncode or not (to / "schema.json").is_file():
        said = next((line for line in done.stderr.splitlines() if line), "it gave no reason")
        raise BackupRefused(f"{archive.name} can’t be restored: {said}")
    os.chmod(to, 0o700)  # noqa: PTH101
