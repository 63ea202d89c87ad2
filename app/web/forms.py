"""Between forms and bodies: what is typed, and what is wrong with it said at its field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from app.errors import FieldError
from app.field_types import pointer
from app.pairings.rules.phrasing import QUARTERS
from app.web.access import Form

Model = TypeVar("Model", bound=BaseModel)
NUMBERED = re.compile(r"^(\d+)-(\w+)$")
Faults = Mapping[str, tuple[str, ...]]
"""Field of a form -> what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The content of the fields of a form, and what is wrong with them."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, list[dict[str, str]]] = field(default_factory=dict)
    """Tables of a form by their names: each row its fields."""
    faults: Faults = field(default_factory=dict)
    problem: str = ""
    """What concerns the form as a whole."""


def checked(model: type[Model], values: Mapping[str, object]) -> Model | list[FieldError]:
    """The model made of what was typed, or what is wrong at each field."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        return [
            FieldError(
                pointer=pointer(*fault["loc"]), message=fault["msg"].removeprefix("Value error, ")
            )
            for fault in error.errors(include_url=False, include_input=False)
        ]


def faults_of(errors: Iterable[FieldError]) -> dict[str, tuple[str, ...]]:
    """What is wrong, by the field of the form: the first part of each pointer."""
    found: dict[str, tuple[str, ...]] = {}
    for error in errors:
        name, _, place = error.pointer.removeprefix("/").partition("/")
        number = place.partition("/")[0]
        text = f"{int(number) + 1}: {error.message}" if number.isdigit() else error.message
        found[name] = (*found.get(name, ()), text)
    return found


def rows_of(form: Form, table: str) -> list[dict[str, str]]:
    """The rows of a table in a form (`needs-0-profession`), in their order."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in form.starting(f"{table}-").items():
        match = NUMBERED.match(name)
        if match:
            rows.setdefault(int(match[1]), {})[match[2]] = value
    return [rows[number] for number in sorted(rows)]


def number_in(text: str) -> object:
    """A number as typed (`2`, `2.5`, `2,5`), or the text itself for the model to refuse."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def per_quarter_in(per_year: str) -> object:
    """Clients a year as typed, per quarter as the API takes them."""
    amount = number_in(per_year)
    return amount / QUARTERS if isinstance(amount, float) else amount


def per_year_of(per_quarter: float) -> str:
    """Clients per quarter as they are typed, per year."""
    return f"{per_quarter * QUARTERS:g}"


def whole_in(text: str) -> object:
    """A whole number as typed, or the text itself for the model to refuse."""
    try:
        return int(text)
    except ValueError:
        return text


def nothing(text: str) -> str | None:
    """The text, or None where nothing was typed."""
    return text or None
