"""Queries on when connectors were last in touch."""

from dataclasses import dataclass
from typing import Annotated, Any

from app.graph import Query


@dataclass(frozen=True, slots=True)
class KnownRow:
    keys: list[str] | None
    values: list[str] | None
    workspace_zone: str
    own_zone: str | None
    people: Annotated[list[list[Any]], "with date values"]


@dataclass(frozen=True, slots=True)
class Changed:
    changed: int


load_known = Query("keep_in_touch/load_known", KnownRow)
set_last_contact = Query("keep_in_touch/set_last_contact", Changed)
