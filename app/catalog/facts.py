"""What this domain contributes to pairings: the catalog, kept until the workspace changes it."""

from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from app.graph import Query, Reader
from app.pairings.models import Catalog, Frequency, Need


class Named(NamedTuple):
    id: str
    name: str


class MeetsCells(NamedTuple):
    profession: str
    trigger_event: str
    per_quarter: float
    source: str


class NeedCells(NamedTuple):
    trigger_event: str
    profession: str
    likelihood: float
    from_day: int
    to_day: int
    rationale: str
    source: str


@dataclass(frozen=True, slots=True)
class FactsRow:
    catalog_seq: int
    professions: list[Named]
    trigger_events: list[Named]
    meets: list[MeetsCells]
    needs: list[NeedCells]


load_facts = Query("catalog/load_facts", FactsRow)


class CatalogCache:
    """The catalogs of the workspaces used last, each until its workspace changes it."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: dict[str, tuple[int, Catalog]] = {}

    def get(self, tx: Reader, catalog_seq: int) -> Catalog:
        kept = self._kept.get(tx.workspace)
        if kept is not None and kept[0] == catalog_seq:
            return kept[1]
        row = tx.one(load_facts)
        catalog = catalog_of(row)
        with self._lock:
            if len(self._kept) >= self._most:
                self._kept.pop(next(iter(self._kept)))
            self._kept[tx.workspace] = (row.catalog_seq, catalog)
        return catalog


CATALOGS = CatalogCache()


def read_catalog(tx: Reader) -> Catalog:
    """The workspace's catalog."""
    return CATALOGS.get(tx, tx.node.catalog_seq)


def catalog_of(row: FactsRow) -> Catalog:
    """The catalog from its columns."""
    meets: dict[str, dict[str, Frequency]] = {key: {} for key, _ in row.professions}
    for profession, trigger, per_quarter, source in row.meets:
        meets[profession][trigger] = Frequency(per_quarter, source)
    needs: dict[str, dict[str, Need]] = {key: {} for key, _ in row.trigger_events}
    for need in row.needs:
        needs[need.trigger_event][need.profession] = Need(
            need.likelihood, need.from_day, need.to_day, need.rationale, need.source
        )
    return Catalog(
        profession_names=dict(row.professions),
        trigger_names=dict(row.trigger_events),
        meets=meets,
        needs=needs,
    )
