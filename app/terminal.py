"""How answers look on a terminal: tables and sentences for a person, JSON for a program."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from app.errors import FieldError, IntrosError, InvalidInput
from app.imports.models import ImportReport
from app.pairings.models import ExplainedPairing, Pairing, PairingList, PairingPerson
from app.plans.models import Plan
from app.workspace_settings.models import GROUP_TEXTS, SettingList
from app.workspace_settings.rules import range_in_words, value_in_words

Model = TypeVar("Model", bound=BaseModel)
PIPE_WIDTH = 200
"""Columns for a reader through a pipe: IDs are never cut."""
out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Console(stderr=True, highlight=False)
MOST_ERRORS_SHOWN = 20
IN_WORDS = (
    *("No", "One", "Two", "Three", "Four", "Five"),
    *("Six", "Seven", "Eight", "Nine", "Ten"),
)


def say(text: str) -> None:
    """Print plain text as it is, for people and for pipes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


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


def show_held(held: dict[str, list[dict[str, Any]]]) -> None:
    """What is held about a person; days and times as in the API."""
    say(json.dumps(held, indent=2, ensure_ascii=False, default=lambda value: value.isoformat()))


def show_rows(name: str, rows: Sequence[BaseModel], *, as_json: bool) -> None:
    if as_json:
        say(json.dumps({name: [row.model_dump(mode="json") for row in rows]}))
        return
    if not rows:
        say(f"No {name} yet.")
        return
    columns = list(type(rows[0]).model_fields)
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


def show_settings(found: SettingList, *, as_json: bool) -> None:
    """Settings, group after group; what the workspace has changed is bold."""
    if as_json:
        say(found.model_dump_json())
        return
    for group, settings in groupby(found.items, key=lambda one: one.group):
        out.print(Text(f"\n{GROUP_TEXTS[group].title}", style="bold"))
        table = Table("setting", "value", "default", "range", "meaning", box=None)
        for one in settings:
            style = "" if one.is_default else "bold"
            table.add_row(
                Text(one.key, style=style),
                Text(value_in_words(one.value), style=style),
                value_in_words(one.default),
                range_in_words(one),
                one.meaning,
            )
        out.print(table)


def show_pairings(connector: str, found: PairingList, *, as_json: bool) -> None:
    if as_json:
        say(found.model_dump_json())
        return
    out.print()
    out.print(Text(f"{_counted(len(found.items))} for {connector}", style="bold"))
    for rank, pairing in enumerate(found.items, start=1):
        _show_pairing(f"{rank:>2}. ", pairing)
    if found.note:
        out.print(Padding(found.note, (1, 0)))


def _counted(introductions: int) -> str:
    """“Ten introductions”, “One introduction”, “12 introductions”."""
    word = IN_WORDS[introductions] if introductions < len(IN_WORDS) else str(introductions)
    return f"{word} introduction{'' if introductions == 1 else 's'}"


def show_explained(explained: ExplainedPairing, *, as_json: bool) -> None:
    if as_json:
        say(explained.model_dump_json())
        return
    _show_pairing("", explained)
    if not explained.eligible:
        out.print(Text("\nWhy not:", style="bold"))
        for reason in explained.reasons:
            out.print(Padding(f"{reason.text} ({reason.code})", (0, 0, 0, 4)))
    _show_parts(explained)


def show_plan(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        say(plan.model_dump_json())
        return
    for own in plan.connectors:
        lead = "Preview" if plan.dry_run else "Planned"
        out.print(Text(f"\n{lead} for {own.connector_id}, week {plan.week}", style="bold"))
        for rank, pairing in enumerate(own.pairings, start=1):
            _show_pairing(f"{rank:>2}. ", pairing)
        if not own.pairings:
            out.print(Padding("No strong match this week.", (1, 0)))
        out.print()
        reasons = Counter(one.text for one in own.left_out)
        for text, times in reasons.most_common():
            out.print(Text(f"{times} not this week: {text}", style="dim"))


def _show_pairing(lead: str, pairing: Pairing) -> None:
    title = Text.assemble(
        f"\n{lead}",
        *_named(pairing.a),
        ("  and  ", "dim"),
        *_named(pairing.b),
        (f"   {pairing.score:.3f}", "dim"),
    )
    out.print(title)
    indent = (0, 0, 0, len(lead))
    out.print(Padding(pairing.sentence, indent))
    for text in _leading_evidence(pairing):
        out.print(Padding(Text(f"· {text}", style="dim"), indent))
    if pairing.needs_rating:
        names = " and ".join(
            person.name for person in (pairing.a, pairing.b) if person.id in pairing.needs_rating
        )
        out.print(Padding(Text(f"? How well do you know {names}?", style="yellow"), indent))


def _named(person: PairingPerson) -> tuple[tuple[str, str], ...]:
    """A name with the id that `intros why` takes."""
    return ((person.name, "bold"), (f" [{person.id}]", "dim"))


def _leading_evidence(pairing: Pairing, most: int = 2) -> Iterable[str]:
    leading = sorted(pairing.components, key=lambda c: c.value * c.weight, reverse=True)
    texts = [evidence.text for component in leading for evidence in component.evidence]
    return dict.fromkeys(texts[:most])


def _show_parts(pairing: Pairing) -> None:
    table = Table("part", "value", "weight", "why", box=None, header_style="bold")
    for part in pairing.components:
        why = " ".join(evidence.text for evidence in part.evidence)
        table.add_row(part.name, f"{part.value:.3f}", f"{part.weight:.2f}", why)
    out.print(Padding(table, (1, 0)))
    out.print(
        f"score {pairing.score:.4f} = acceptance {pairing.acceptance:.4f}"
        f" × relationship {pairing.relationship:.2f} × value {pairing.value:.4f}"
    )


def show_import(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        say(report.model_dump_json())
        return
    verb = "would be" if report.status == "previewed" else "were"
    rows = "row" if report.rows == 1 else "rows"
    say(
        f"{report.rows} {rows}: {report.created} {verb} added, {report.updated} updated "
        f"({report.merged} matched), {report.unchanged} unchanged, {report.refused} not imported"
    )
    if report.message:
        err.print(Text(report.message))
    if report.ignored_columns:
        err.print(f"  columns not used: {', '.join(report.ignored_columns)}", markup=False)
    if report.warnings:
        err.print(f"  {len(report.warnings)} warnings about imported rows (see --json)")
    for error in report.errors[:MOST_ERRORS_SHOWN]:
        err.print(Text(f"  line {error.line}, {error.column or 'row'}: {error.message}"))
    if len(report.errors) > MOST_ERRORS_SHOWN:
        err.print(f"  … and {len(report.errors) - MOST_ERRORS_SHOWN} more (see --json)")
