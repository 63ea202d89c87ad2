"""Processes of an installation that can be killed and come back at the same address."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import app
from tests.patience import PATIENCE_SECONDS


class Program:
    """A command as a process; started again after it was killed."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self.log = command, environment, log
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=self.log.parent,
                stdin=subprocess.PIPE,  # the database of the tests ends when this does
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it as `kill -9` does, and start it again."""
        self.end(signal.SIGKILL)
        self.start()

    def end(self, by: signal.Signals) -> None:
        self.process.send_signal(by)
        self.process.communicate(timeout=PATIENCE_SECONDS)


def intros(words: tuple[str, ...], environment: dict[str, str], log: Path) -> Program:
    """A command of Intros, such as `serve`, with these settings alone."""
    own = {name: text for name, text in os.environ.items() if not name.startswith("INTROS_")}
    given = {
        "PYTHONPATH": str(Path(app.__file__).parents[1]),
        "INTROS_SETTINGS_FILE": str(log.parent / "none.env"),
    }
    return Program([sys.executable, "-m", "app.cli", *words], own | given | environment, log)
