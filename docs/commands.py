"""`commands.md`: every command of the command line, from the functions that it calls."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from typer import Context, Typer
from typer.models import ArgumentInfo, OptionInfo

from app.cli import app

INTRODUCTION = """\
# Commands

Every command, generated from the program by `make docs`. In a checkout the program is
`.venv/bin/intros`. Commands run beside a running `intros serve`. You can leave out `--workspace`
while there is only one workspace, or when `INTROS_WORKSPACE` names it. With `--json` a command
prints JSON for a program.

Exit codes: 0 done, 1 failed (one sentence on standard error says why), 2 wrong usage, 130 ended by
Ctrl-C. `intros import` also ends with 1 when no row went in, and `intros move` when someone wrote
meanwhile.

`intros migrate --wait 60` waits up to a minute for the database, for scripts that start both.
`docker compose up --wait` waits until the service is ready, and ends with 1 if it never is.
"""
WORDS: dict[Any, str] = {str: "TEXT", int: "NUMBER", Path: "FILE"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument or option: as it is written, what it takes (empty: a switch), and its help."""

    name: str
    takes: str
    help: str
    required: bool
    is_option: bool

    @property
    def usage(self) -> str:
        if not self.is_option:
            return self.name
        shown = f"{self.name} {self.takes}".strip()
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, slots=True)
class Command:
    """One command with the words that call it, without `intros`."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]


def commands() -> list[Command]:
    """Every command, in the order in which `--help` lists them."""
    return list(_commands_of(app, ""))


def _commands_of(typer: Typer, prefix: str) -> Iterator[Command]:
    for command in typer.registered_commands:
        called = cast("Callable[..., Any]", command.callback)
        name = command.name or called.__name__.replace("_", "-")
        yield Command(prefix + name, inspect.getdoc(called) or "", tuple(_parameters(called)))
    for group in typer.registered_groups:
        inside = cast("Typer", group.typer_instance)
        alone = inside.registered_callback
        if alone is not None and alone.callback is not None:
            about = inspect.getdoc(alone.callback) or ""
            yield Command(f"{prefix}{group.name}", about, tuple(_parameters(alone.callback)))
        yield from _commands_of(inside, f"{prefix}{group.name} ")


def _parameters(called: Callable[..., Any]) -> Iterator[Parameter]:
    hints = get_type_hints(called, include_extras=True)
    for name, parameter in inspect.signature(called).parameters.items():
        if hints[name] is Context:
            continue
        kind, info = get_args(hints[name])[:2]
        is_option = isinstance(info, OptionInfo)
        # Typer takes the first word of an annotation for the default until it builds the command.
        said = [word for word in (info.default, *(info.param_decls or ())) if isinstance(word, str)]
        default = parameter.default
        yield Parameter(
            name=(said or [f"--{name.replace('_', '-')}"])[0]
            if is_option
            else info.metavar or name.upper(),
            takes=_takes(kind) if is_option else "",
            help=" ".join(filter(None, [info.help, _range(info), _default(default)])),
            required=default is inspect.Parameter.empty,
            is_option=is_option,
        )


def _takes(kind: Any) -> str:
    if isinstance(kind, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if get_origin(kind) is Literal:
        return "|".join(get_args(kind))
    return "" if kind is bool else WORDS[kind]


def _range(info: ArgumentInfo | OptionInfo) -> str:
    return "" if info.min is None else f"{info.min:g} to {info.max:g}."


def _default(default: Any) -> str:
    given = default not in (None, False, inspect.Parameter.empty)
    return f"Default: `{default}`." if given else ""


def page() -> str:
    return "\n".join([INTRODUCTION, *map(_section, commands())])


def _section(command: Command) -> str:
    usage = " ".join(["intros", command.name, *(p.usage for p in command.parameters)])
    lines = [f"## intros {command.name}\n", f"{command.help}\n", f"```\n{usage}\n```\n"]
    for parameter in command.parameters:
        lines.append(f"- `{f'{parameter.name} {parameter.takes}'.strip()}`: {parameter.help}")
    return "\n".join([*lines, ""] if command.parameters else lines)
