"""How answers look on a terminal: tables and sentences for a person, JSON for a program.

Here is what every command needs. How pairings, plans, imports and settings look is in modules of
their own, so that a command loads only its own.
"""

import codecs
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, TextIO, TypeVar

from pydantic import BaseModel, ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from app.errors import FieldError, IntrosError, InvalidInput

Model = TypeVar("Model", bound=BaseModel)
PIPE_WIDTH = 200
"""Columns for a reader through a pipe: IDs are never cut."""
out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Console(stderr=True, highlight=False)
PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "×": "x"}
"""What a terminal without these characters shows instead."""


def print_on_any_terminal() -> None:
    """Let a terminal that isn't UTF-8 show plain characters, instead of failing at the others."""
    codecs.register_error("plain", _in_plain_characters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not _is_unicode(stream):
            stream.reconfigure(errors="plain")


def _is_unicode(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding or "ascii").name.startswith("utf")


def _in_plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(character: str) -> str:
    letter = unicodedata.normalize("NFKD", character)[0]
    return PLAIN.get(character) or (letter if letter.isascii() else "?")


def say_json(answer: BaseModel) -> None:
    """Print an answer of the API, in ASCII where the terminal has no other characters."""
    if _is_unicode(sys.stdout):
        say(answer.model_dump_json())
    else:
        say(json.dumps(answer.model_dump(mode="json")))


def say(text: str) -> None:
    """Print plain text as it is, for people and for pipes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def note(text: str, *, as_json: bool) -> None:
    """Say something beside the answer: on standard error where a program reads the answer."""
    stream = sys.stderr if as_json else sys.stdout
    stream.write(text + "\n")
    stream.flush()


def warn(text: str) -> None:
    """Say what isn't as it should be, beside the answer."""
    err.print(Text(text, style="bold red"))


def complain(error: IntrosError) -> None:
    """Print what is wrong: each field by itself, or one sentence where no field is meant."""
    if not error.errors:
        err.print(Text(f"{error.title}. {error.detail}", style="bold red"))
        return
    err.print(Text(f"{error.title}.", style="bold red"))
    for field in error.errors:
        err.print(Text(f"  {field.pointer}: {field.message}".replace("  : ", "  ")))


def checked(model: type[Model], **values: Any) -> Model:
    """Make a model from options; raises `InvalidInput` naming each option that does not fit."""
    try:
        return model(**values)
    except ValidationError as error:
        fields = [
            FieldError(
                pointer="--" + "-".join(map(str, fault["loc"])).replace("_", "-"),
                message=fault["msg"],
            )
            for fault in error.errors(include_url=False)
        ]
        raise InvalidInput("Check the options below.", errors=fields) from None


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error while a person looks; gives the function that moves it."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        disable=not err.is_terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def show_record(record: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say(json.dumps(record))
        return
    for name, value in record.items():
        shown = ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
        say(f"{name}: {shown}")


def show_done(sentence: str, record: dict[str, Any], *, as_json: bool) -> None:
    """What was done: a sentence for a person, a record for a program."""
    if as_json:
        show_record(record, as_json=True)
    else:
        say(sentence)


def show_held(held: dict[str, list[dict[str, Any]]]) -> None:
    """What is held about a person; days and times as in the API."""
    plain = not _is_unicode(sys.stdout)
    say(json.dumps(held, indent=2, ensure_ascii=plain, default=lambda value: value.isoformat()))


def show_rows(
    name: str, rows: Sequence[BaseModel], *, as_json: bool, columns: Sequence[str] = ()
) -> None:
    """A table of rows, for a person with these columns only; for a program all of it."""
    if as_json:
        say(json.dumps({name: [row.model_dump(mode="json") for row in rows]}))
        return
    if not rows:
        say(f"No {name} yet.")
        return
    columns = columns or list(type(rows[0]).model_fields)
    table = Table(*columns, box=None, header_style="bold")
    for row in rows:
        values = row.model_dump(mode="json")
        table.add_row(*("" if values[c] is None else str(values[c]) for c in columns))
    out.print(table)


def value_typed(text: str) -> object:
    """A value of a setting as someone types it: a number, yes, no, or what no setting can be."""
    if text in ("yes", "no"):
        return text == "yes"
    try:
        return json.loads(text)
    except ValueError:
        return text
