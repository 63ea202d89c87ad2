"""Backup files: whole or not there, readable for the owner alone, checked before they are used."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import IO

from app.backups.models import (
    BrokenBackup,
    Contents,
    Foot,
    Head,
    Header,
    Link,
    Node,
    Said,
    Section,
)
from app.backups.rules import lines
from app.backups.service.kinds import belongs
from app.errors import BackupFailed, BackupRefused

COMPRESSION = 1
"""The quickest: writers may have to wait while a workspace is read."""
UNFINISHED = ".unfinished-"
LONGEST_LINE = 64_000_000


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place between two sections of a file."""

    offset: int
    digest: "hashlib._Hash"
    lines: int


class BackupWriter:
    """A backup while it is written: in sections, each of which can be begun again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._lines = 0
        self._stream: gzip.GzipFile | None = None

    def write(self, text: bytes) -> None:
        if self._stream is None:
            # A member of its own: members one after the other are one file for every gzip.
            self._stream = gzip.GzipFile("", "wb", COMPRESSION, self._file, mtime=0)
        self._stream.write(text)
        self._digest.update(text)
        self._lines += 1

    def checkpoint(self) -> Checkpoint:
        """Where to go back to."""
        self._end_member()
        return Checkpoint(self._file.tell(), self._digest.copy(), self._lines)

    def back_to(self, point: Checkpoint) -> None:
        """Drop what was written since."""
        self._end_member()
        self._file.seek(point.offset)
        self._file.truncate()
        self._digest, self._lines = point.digest.copy(), point.lines

    def finish(self) -> None:
        """Write the last line, without which it is no backup."""
        self.write(lines.end_line(self._lines, self._digest.hexdigest()))
        self._end_member()

    def _end_member(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name when it is complete and on the disk; raises `BackupFailed`.

    A process that is killed leaves one whose name says that it is unfinished.
    """
    part = path.with_name(f"{UNFINISHED}{token_hex(4)}-{path.name}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(part, "xb", opener=_for_the_owner) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _keep_name(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(
            f"{path.parent} can’t be written: {error.strerror}. Nothing was saved."
        ) from error


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _keep_name(folder: Path) -> None:
    """Have the folder's new entry on the disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of a backup; raises `BackupRefused` where it is cut or altered.

    The last line is checked and not given. What came before is right only when the end was reached.
    """
    digest, number, before = hashlib.sha256(), 0, b""
    try:
        with gzip.open(path) as file:
            while text := file.readline(LONGEST_LINE):
                if before:
                    digest.update(before)
                    number += 1
                    yield before
                before = text
        _check_end(before, number, digest.hexdigest())
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {path}.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise refused(path, "it is cut or damaged") from None
    except BrokenBackup as error:
        raise refused(path, str(error)) from None
    except OSError as error:
        raise BackupRefused(f"{path} can’t be read: {error.strerror}.") from None


def refused(path: Path, why: str) -> BackupRefused:
    return BackupRefused(f"{path.name} can’t be restored: {why}. Nothing was changed.")


def _check_end(text: bytes, number: int, digest: str) -> None:
    end = lines.content(text).get("end") if text else None
    if not isinstance(end, dict):
        raise BrokenBackup("its end is missing")
    if end != {"lines": number, "sha256": digest}:
        raise BrokenBackup("it was altered after it was written")


def read(path: Path) -> Iterator[tuple[Said, bytes]]:
    """What each line of a backup says, with the line; raises `BackupRefused`."""
    try:
        for text in read_lines(path):
            yield lines.read(text), text
    except BrokenBackup as error:
        raise refused(path, str(error)) from None


def read_contents(path: Path) -> Contents:
    """Read a whole backup and check it; raises `BackupRefused`."""
    header: Header | None = None
    sections: list[Section] = []
    counted: Section | None = None
    for said, text in read(path):
        match said:
            case Header() if header is None:
                header = said
            case Head() if counted is None:
                counted = Section(said.workspace, 0)
            case Node() | Link() if counted is not None:
                if isinstance(said, Node) and not belongs(said, counted.workspace):
                    raise refused(path, f"a {said.label} is of another workspace")
                lines.count(counted, said, text)
            case Foot() if counted is not None:
                if wrong := lines.differences(said.tallies, counted.tallies):
                    raise refused(path, f"it was altered ({'; '.join(wrong)})")
                counted.seq = said.seq
                sections.append(counted)
                counted = None
            case _:
                raise refused(path, "its lines are in the wrong order")
    if header is None or counted is not None:
        raise refused(path, "it isn’t complete")
    return Contents(header, tuple(sections))
