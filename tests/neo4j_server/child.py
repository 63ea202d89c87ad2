"""A child process that ends with this one, however this one ends."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STOP_SECONDS = 30


@contextmanager
def child(command: list[str], log: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a program that ends when its standard input does: the system closes the pipe if we die.

    Its standard error goes to `log`, its standard output can be read.
    """
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    try:
        yield process
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def last_words(log: Path) -> str:
    """What the program said last, in one line."""
    return " ".join(log.read_text(errors="replace").split()[-40:])
