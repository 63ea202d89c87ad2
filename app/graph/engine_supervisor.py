"""The keeper: a small process that owns the embedded engine of one data folder.

It starts the engine's Java server, starts it again when it dies, and ends it, and itself, when no
client is left. It is run by its path (`python -P keeper.py DATA_DIR HEAP`) and imports nothing of
ours, so it is there in a moment and stays small. See docs/decisions/0002.

File locks show who is using the engine (`flock`), which the operating system gives back however a
process ends, so no killed process can leave a lie behind:

- the keeper holds `keeper.lock` alone, for its life: there is one keeper, or none;
- each client holds `clients.lock` together with the others: the keeper that gets it alone knows
  that no one is left, and keeps it while it ends, so that no one attaches to a dying engine.
"""

import fcntl
import importlib.util
import json
import logging
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import psutil

PACKAGE = "arcadedb_embedded"
DATABASE = "neo4j"
USER = "root"
LOOPBACK = "127.0.0.1"
GRACE_SECONDS = 2.0
"""How long an engine without clients waits for the next command."""
STOP_SECONDS = 20.0
"""How long the server may take to close its files before it is killed."""
STEADY_SECONDS = 60.0
"""A server that lived this long was well: its death is not one more of a row."""
RESTART_DELAYS = (0.0, 0.5, 2.0)
"""Seconds before each restart in a row; then the keeper gives up and says so."""
LOG_BYTES = 5_000_000
PORTS = range(20_000, 32_000)
"""Below the ports that systems give to outgoing connections, which could take an engine's port
in the second while it restarts."""

logger = logging.getLogger("keeper")


@dataclass(frozen=True, slots=True)
class State:
    """What the keeper tells its clients; ports and process ids."""

    port: int
    ready: bool
    keeper: int
    engine: int | None


class EngineFolder:
    """The files of one engine, private to the user; `create` it before use."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.resolve()
        self.path = self.data_dir / "engine"
        self.keeper_lock = self.path / "keeper.lock"
        self.clients_lock = self.path / "clients.lock"
        self.password_file = self.path / "password"
        self.arguments = self.path / "engine.args"
        self.logging = self.path / "logging.properties"
        self.log = self.path / "engine.log"
        self._state = self.path / "engine.json"
        self.schema = self.path / "databases" / DATABASE / "schema.json"
        self.kept_schema = self.path / "schema.kept.json"

    def create(self) -> None:
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.mkdir(mode=0o700, exist_ok=True)
        self.path.chmod(0o700)

    def read_state(self) -> State | None:
        """The last state that a keeper wrote; None before the first one."""
        try:
            return State(**json.loads(self._state.read_bytes()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_state(self, state: State) -> None:
        write_whole(self._state, json.dumps(asdict(state)))

    def bound_log(self) -> None:
        """Keep the log and one before it. Its writers append, so it can shrink under them."""
        if not self.log.exists():
            write_whole(self.log, "This log was removed while the database ran.\n")
        if self.log.stat().st_size > LOG_BYTES:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def keep_schema(self) -> None:
        """Keep a copy: the server takes an older schema without a word when its own is damaged."""
        schema = whole_json(self.schema)
        if schema and schema != whole_json(self.kept_schema):
            write_whole(self.kept_schema, schema)

    def restore_schema(self) -> bool:
        """Put the copy back where the schema is lost or damaged; True if that was needed."""
        kept = "" if whole_json(self.schema) else whole_json(self.kept_schema)
        if kept:
            write_whole(self.schema, kept)
        return bool(kept)


def write_whole(path: Path, text: str) -> None:
    """Write so that a reader sees the old text or the new one; readable by the user alone."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def whole_json(path: Path) -> str:
    """The text of a file that holds JSON; empty for one that is damaged or not there."""
    try:
        text = path.read_text(encoding="utf-8")
        return text if json.loads(text) else ""
    except (FileNotFoundError, ValueError):
        return ""


def take_lock(file: IO[Any], kind: int) -> bool:
    """Take the lock now or return False; `kind` is `fcntl.LOCK_SH` or `fcntl.LOCK_EX`."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def find_package() -> Path:
    """The folder of the engine's package, which is not imported: that would load Java here.

    Raises `ModuleNotFoundError` where there is none for the platform.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(PACKAGE)
    return Path(spec.origin).parent


def free_port(wanted: int) -> int:
    """A port that no one listens on, the wanted one if possible."""
    for port in [wanted, *secrets.SystemRandom().sample(PORTS, 100)]:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((LOOPBACK, port))
            return port
    raise OSError("no free port")


def java_arguments(folder: EngineFolder, port: int, heap: str) -> str:
    """The argument file: nothing of it, least of all the password, shows in a process list.

    Production mode flushes the write-ahead log at each commit and turns the web tool off.
    HTTP cannot be turned off: it gets any free port of the loopback interface.
    """
    options = [
        f"-Xmx{heap}",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        f"-XX:ErrorFile={folder.path}/crash.log",
        f"-Djava.util.logging.config.file={folder.logging}",
        "-Djava.net.preferIPv4Stack=true",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        "--add-exports=java.management/sun.management=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        f"-Darcadedb.server.rootPath={folder.path}",
        f"-Darcadedb.server.databaseDirectory={folder.path}/databases",
        f"-Darcadedb.server.rootPasswordPath={folder.password_file}",
        f"-Darcadedb.server.defaultDatabases={DATABASE}[{USER}]",
        "-Darcadedb.server.mode=production",
        "-Darcadedb.server.plugins=Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        f"-Darcadedb.bolt.host={LOOPBACK}",
        f"-Darcadedb.bolt.port={port}",
        f"-Darcadedb.server.httpIncomingHost={LOOPBACK}",
        "-Darcadedb.server.httpIncomingPort=0",
        "-cp",
        f"{find_package()}/jars/*",
        "com.arcadedb.server.ArcadeDBServer",
    ]
    quoted = (option.replace("\\", "\\\\").replace('"', '\\"') for option in options)
    return "".join(f'"{option}"\n' for option in quoted)


JAVA_LOGGING = """\
handlers = java.util.logging.ConsoleHandler
.level = INFO
"""
"""To the console, which is our bounded log; by default also to files of 100 MB."""

WATCHDOG = 'read -r end; kill -9 "$1"'
"""A shell that kills the server when its standard input, held by the keeper alone, closes."""


class Engine:
    """One life of the Java server, which ends with the keeper's however that ends."""

    def __init__(self, folder: EngineFolder, port: int, heap: str) -> None:
        self._log, self._port = folder.log, port
        write_whole(folder.arguments, java_arguments(folder, port, heap))
        with self._log.open("ab") as log:
            self._log_start = log.tell()
            self._java = subprocess.Popen(
                [find_package() / "jre" / "bin" / "java", f"@{folder.arguments}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder.path,
                env={"LC_ALL": "C.UTF-8"},  # for paths; and no JAVA_TOOL_OPTIONS of the user's
            )
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", WATCHDOG, str(folder.path), str(self._java.pid)],
            stdin=subprocess.PIPE,
        )
        self.pid = self._java.pid
        self.started = time.monotonic()

    def listens(self) -> bool:
        """Whether this very process has the port, and no other that was faster."""
        with suppress(psutil.Error):
            return any(
                connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (self._port,)
                for connection in psutil.Process(self.pid).net_connections("tcp")
            )
        return False

    def has_ended(self) -> bool:
        return self._java.poll() is not None

    def has_failed_to_start(self) -> bool:
        """Whether its main thread failed; its other threads would keep it here for ever."""
        with self._log.open("rb") as file:
            file.seek(self._log_start)
            return b'Exception in thread "main"' in file.read()

    def stop(self) -> int:
        """End it cleanly, or by force when it takes too long; return its exit code."""
        self._java.terminate()
        try:
            self._java.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            logger.warning("the engine did not end within %s s and is killed", STOP_SECONDS)
            self._java.kill()
            self._java.wait()
        self._watchdog.kill()
        self._watchdog.communicate()
        return self._java.returncode


class Keeper:
    """Keeps the engine running while there are clients."""

    def __init__(self, folder: EngineFolder, heap: str, clients: IO[Any]) -> None:
        self._folder, self._heap, self._clients = folder, heap, clients
        before = folder.read_state()
        self._port = before.port if before else secrets.choice(PORTS)
        self._engine: Engine | None = None
        self._ready = False
        self._deaths = 0
        self._start_at = self._last_client = time.monotonic()
        self._told_to_stop = False
        self._untidy = ""
        signal.signal(signal.SIGTERM, self._stop_soon)

    def run(self) -> int:
        """Return the exit code: 0 when no one needs the engine, 1 when it will not run."""
        self._announce(ready=False)
        end_leftovers(self._folder)
        prepare(self._folder)
        try:
            while not self._told_to_stop and not self._is_abandoned():
                if not self._look_after_engine():
                    return 1
                self._tidy_up()
                time.sleep(0.25 if self._ready else 0.05)
            return 0
        finally:
            with suppress(OSError):
                self._announce(ready=False)
            if self._engine:
                self._engine.stop()
            self._tidy_up()

    def _tidy_up(self) -> None:
        """Keep log and schema in order. A full disk is no reason to end the engine."""
        try:
            self._folder.bound_log()
            self._folder.keep_schema()
        except OSError as error:
            if str(error) != self._untidy:
                logger.warning("cannot keep log and schema in order: %s", error)
            self._untidy = str(error)

    def _look_after_engine(self) -> bool:
        """One look; False when the engine has died too often."""
        engine = self._engine
        if engine is None:
            if time.monotonic() >= self._start_at:
                self._start()
        elif engine.has_ended() or (not self._ready and engine.has_failed_to_start()):
            return self._bury(engine)
        elif not self._ready and engine.listens():
            self._announce(ready=True)
        return True

    def _start(self) -> None:
        if self._folder.restore_schema():
            logger.warning("the schema of the database was damaged; the kept copy is put back")
        self._port = free_port(self._port)
        self._engine = Engine(self._folder, self._port, self._heap)
        self._announce(ready=False)

    def _bury(self, engine: Engine) -> bool:
        """Plan the next life of a dead engine; False when there have been too many."""
        code = engine.stop()
        self._engine = None
        self._announce(ready=False)
        lived = time.monotonic() - engine.started
        self._deaths = 1 if lived > STEADY_SECONDS else self._deaths + 1
        if self._deaths > len(RESTART_DELAYS):
            logger.error("the engine died %d times in a row; giving up", self._deaths)
            return False
        delay = RESTART_DELAYS[self._deaths - 1]
        logger.warning("the engine ended (%d) after %.1f s; next in %s s", code, lived, delay)
        self._start_at = time.monotonic() + delay
        return True

    def _is_abandoned(self) -> bool:
        """Whether no one has been here for the grace; from then on no one can come."""
        if not self._folder.clients_lock.exists():
            return True  # The folder was removed.
        if not take_lock(self._clients, fcntl.LOCK_EX):
            self._last_client = time.monotonic()
        elif time.monotonic() - self._last_client > GRACE_SECONDS:
            return True
        else:
            fcntl.flock(self._clients, fcntl.LOCK_UN)
        return False

    def _announce(self, *, ready: bool) -> None:
        self._ready = ready
        pid = self._engine.pid if self._engine else None
        self._folder.write_state(State(self._port, ready, os.getpid(), pid))

    def _stop_soon(self, *_: object) -> None:
        self._told_to_stop = True


def prepare(folder: EngineFolder) -> None:
    """Write what the server reads; a password that was lost is replaced on both sides."""
    write_whole(folder.logging, JAVA_LOGGING)
    if not folder.password_file.exists():
        (folder.path / "config" / "server-users.jsonl").unlink(missing_ok=True)
        write_whole(folder.password_file, secrets.token_urlsafe(32))


def end_leftovers(folder: EngineFolder) -> None:
    """End a server that outlived its keeper, which takes that its watchdog was killed too.

    It is known by its argument file, so no other program can be meant.
    """
    for process in psutil.process_iter(["cmdline"]):
        if (process.info["cmdline"] or [])[1:] == [f"@{folder.arguments}"]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
                process.wait(STOP_SECONDS)


def main(data_dir: str, heap: str) -> int:
    os.umask(0o077)
    logging.basicConfig(format="\n%(asctime)s keeper: %(message)s", level=logging.INFO)
    folder = EngineFolder(Path(data_dir))
    folder.create()
    with folder.keeper_lock.open("a") as lock, folder.clients_lock.open("a") as clients:
        for _ in range(20):  # a client that looks whether there is a keeper holds it for a moment
            if take_lock(lock, fcntl.LOCK_EX):
                return Keeper(folder, heap, clients).run()
            time.sleep(0.02)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
