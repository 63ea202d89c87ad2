"""Queries on where notices go."""

from dataclasses import dataclass
from datetime import datetime

from app.graph import Query


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    name: str
    addresses: list[str]
    former: list[str] | None
    former_until: datetime | None


find_addressee = Query("notices/find_addressee", AddresseeRow)
