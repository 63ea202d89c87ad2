"""What this domain contributes to pairings: the catalog, kept until the workspace changes it."""

from dataclasses import dataclass
from threading import Lock
from typing import Literal, NamedTuple

from app.graph import Query, Reader
from app.pairings.models import Catalog, Frequency, Need


class ProfessionCells(NamedTuple):
    id: str
    name: str
    sphere: str | None
    segments: list[str] | None
    competes_with: list[str] | None
    no_flow_to: list[str] | None


class TriggerEventCells(NamedTuple):
    id: str
    name: str
    occasion: str | None
    when_clients: str | None


class MeetsCells(NamedTuple):
    profession: str
    trigger_event: str
    per_quarter: float
    day: int | None
    source: str


class NeedCells(NamedTuple):
    trigger_event: str
    profession: str
    likelihood: float
    open: float | None
    from_day: int
    to_day: int
    rationale: str
    source: str


@dataclass(frozen=True, slots=True)
class FactsRow:
    catalog_seq: int
    professions: list[ProfessionCells]
    trigger_events: list[TriggerEventCells]
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
    meets: dict[str, dict[str, Frequency]] = {one.id: {} for one in row.professions}
    for profession, trigger, per_quarter, day, source in row.meets:
        meets[profession][trigger] = Frequency(per_quarter, source, day)
    needs: dict[str, dict[str, Need]] = {one.id: {} for one in row.trigger_events}
    for need in row.needs:
        needs[need.trigger_event][need.profession] = Need(
            need.likelihood, need.from_day, need.to_day, need.rationale, need.source, need.open
        )
    return Catalog(
        profession_names={one.id: one.name for one in row.professions},
        trigger_names={one.id: one.name for one in row.trigger_events},
        meets=meets,
        needs=needs,
        clauses={one.id: one.when_clients for one in row.trigger_events if one.when_clients},
        occasions={one.id: one.occasion for one in row.trigger_events if one.occasion},
        spheres={one.id: one.sphere for one in row.professions if one.sphere},
        segments={one.id: tuple(one.segments) for one in row.professions if one.segments},
        competes_with=_named(row.professions, "competes_with"),
        no_flow_to=_named(row.professions, "no_flow_to"),
    )


def _named(
    professions: list[ProfessionCells], what: Literal["competes_with", "no_flow_to"]
) -> dict[str, frozenset[str]]:
    """Profession -> the others that it names so, of those that name any."""
    named = ((one.id, getattr(one, what)) for one in professions)
    return {key: frozenset(others) for key, others in named if others}
