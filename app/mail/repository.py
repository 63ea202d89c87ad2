"""Queries on addresses and on who wants no mail."""

from dataclasses import dataclass
from datetime import datetime

from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class AddressRow:
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class SuppressionRow:
    created_at: datetime


list_addresses = Query("mail/list_addresses", AddressRow)
find_suppression = Query("mail/find_suppression", SuppressionRow)
suppress = Query("mail/suppress", NoRow)
