"""From the graph to `Facts`: what the domains contribute, with the catalog and the settings.

Facts travel as columns: one row whose fields are lists, which both engines send ten times faster
than rows. Each domain has its own statement (`app.contributions`).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from typing import Any, NamedTuple

from app.contributions import CONTRIBUTIONS
from app.graph import Query, Reader
from app.pairings.models import (
    Catalog,
    Facts,
    FactsDraft,
    FactsWanted,
    Frequency,
    Need,
    PairingSettings,
)
from app.resources import shipped
from app.workspace_settings.rules import own_settings


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
class CatalogRow:
    catalog_seq: int
    professions: list[Named]
    trigger_events: list[Named]
    meets: list[MeetsCells]
    needs: list[NeedCells]


load_catalog = Query("pairings/load_catalog", CatalogRow)


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
        row = tx.one(load_catalog)
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


def read_settings(tx: Reader) -> tuple[PairingSettings, int]:
    """The workspace's constants of the formula, and the version of its catalog."""
    node = tx.node
    settings = own_settings(PairingSettings, node.setting_keys, node.setting_values)
    return settings, node.catalog_seq


def activity_since(now: datetime, settings: PairingSettings) -> datetime:
    """From when acts count for networking: midnight UTC of the first of these days."""
    return datetime.combine(now.date() - timedelta(settings.activity_days), time(), tzinfo=UTC)


def oracle_statement() -> str:
    """The whole formula in one statement, for tests and for Neo4j Browser."""
    path = shipped("cypher") / "oracle" / "introduce_these_two.cypher"
    return path.read_text(encoding="utf-8")


def literal(value: Any) -> str:
    """A parameter's value as Cypher writes it."""
    match value:
        case datetime():
            return f"datetime('{value.isoformat()}')"
        case date():
            return f"date('{value.isoformat()}')"
        case dict():
            return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(literal(item) for item in value) + "]"
        case _:
            return json.dumps(value)


def load_facts(
    tx: Reader,
    connector_id: str,
    now: datetime,
    settings: PairingSettings,
    catalog_seq: int,
    *,
    only: Iterable[str] | None = None,
    acts_before: datetime | None = None,
) -> Facts | None:
    """What scoring a connector's pairs needs; None when there is no such person.

    `only`: all that is about pairs of these contacts, and nothing of others. `acts_before`: what
    people did from then on does not count, nor what they did on its day.
    """
    wanted = FactsWanted(
        connector=connector_id,
        only=None if only is None else frozenset(only),
        acts_since=activity_since(now, settings),
        acts_before=acts_before and acts_before.astimezone(UTC),
        acts_before_day=acts_before and acts_before.date(),
    )
    draft = FactsDraft()
    add: Callable[[FactsDraft], None] | None = None
    for contribution in CONTRIBUTIONS:
        # The engine works on this one while the rows of the last one become facts.
        started = contribution(tx, wanted)
        if add:
            add(draft)
        add = started
    if add:
        add(draft)
    if not draft.found:
        return None
    return Facts(
        workspace=tx.workspace,
        connector_id=connector_id,
        now=now,
        catalog=CATALOGS.get(tx, catalog_seq),
        contacts=tuple(draft.contacts.values()),
        connector_professions=draft.connector_professions,
        connector_groups=draft.connector_groups,
        connector_name=draft.connector_name,
        connector_zone=draft.connector_zone,
        connected=draft.connected,
        do_not_introduce=draft.do_not_introduce,
        cooling_since=draft.cooling_since,
        snoozed_until=draft.snoozed_until,
        asks=draft.asks,
        live=draft.live,
    )


def catalog_of(row: CatalogRow) -> Catalog:
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
