"""Queries on tombstones."""

from dataclasses import dataclass

from app.belongings.kinds import Gone
from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class Found:
    ids: list[str]


put_tombstones = Query("tombstones/put_tombstones", NoRow)
find_tombstones = Query("tombstones/find_tombstones", Found)
lift_tombstones = Query("tombstones/lift_tombstones", Gone)
