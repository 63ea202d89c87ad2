"""Queries on when connectors were last in touch."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.graph import Query


class KnownCells(NamedTuple):
    """Someone the connector knows, and when they were last in touch."""

    id: str
    name: str
    trust: float
    last_contact: date


@dataclass(frozen=True, slots=True)
class KnownRow:
    own_zone: str | None
    people: list[KnownCells]


@dataclass(frozen=True, slots=True)
class Changed:
    changed: int


load_known = Query("keep_in_touch/load_known", KnownRow)
set_last_contact = Query("keep_in_touch/set_last_contact", Changed)
