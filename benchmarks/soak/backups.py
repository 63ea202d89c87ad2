"""Backups beside everything else: killed at any moment, and one that is made in the end."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from signal import SIGKILL

from app.backups.service.files import UNFINISHED, read_contents
from app.errors import BackupRefused
from benchmarks.soak.programs import Program, intros
from tests.patience import wait_until

LATER_SECONDS = 0.2


class Backups:
    """`intros backup` as a process of its own, again and again."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._environment, self._folder = dict(environment), folder
        self._log = folder.with_suffix(".log")
        self._random = Random(1)

    def kill(self) -> None:
        """Begin a backup, and end it as `kill -9` does while it is written."""
        process = self._begin()
        wait_until(
            lambda: process.process.poll() is not None or any(self._folder.glob(f"{UNFINISHED}*"))
        )
        time.sleep(self._random.uniform(0, LATER_SECONDS))
        process.end(SIGKILL)
        for path in self._folder.glob(f"{UNFINISHED}*"):
            path.unlink()

    def faults(self, people: int) -> Iterator[str]:
        """Which of them look whole and aren't; the last one must hold so many people."""
        before = set(self._folder.glob("intros-*"))
        process = self._begin()
        wait_until(lambda: process.process.poll() is not None)
        process.end(SIGKILL)
        for path in sorted(self._folder.glob("intros-*")):
            try:
                contents = read_contents(path)
            except BackupRefused as error:
                yield f"backup: {error.detail}"
                continue
            if path not in before:
                counts = {one.workspace: one.tallies["Person"].count for one in contents.sections}
                if counts.get("soak") != people:
                    yield f"backup: {counts.get('soak')} people instead of {people}"
        if set(self._folder.glob("intros-*")) == before:
            yield f"backup: none was made: {self._log.read_text('utf-8')[-300:]}"

    def _begin(self) -> Program:
        words = ("backup", "--to", str(self._folder))
        return intros(words, self._environment, self._log)
