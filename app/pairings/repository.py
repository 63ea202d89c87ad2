"""From the graph to `Facts`: what the domains contribute, with the catalog and the settings.

Facts travel as columns: one row whose fields are lists, which both engines send ten times faster
than rows. Each domain has its own statement (`app.contributions`).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.catalog.facts import CATALOGS
from app.collector import collector_paused
from app.contributions import CONTRIBUTIONS
from app.graph import Reader
from app.pairings.models import (
    Facts,
    FactsDraft,
    FactsWanted,
    ListSettings,
    PairingSettings,
)
from app.resources import shipped
from app.workspace_settings.rules import own_settings


def read_settings(tx: Reader) -> tuple[PairingSettings, int]:
    """The workspace's constants of the formula, and the version of its catalog."""
    node = tx.node
    settings = own_settings(PairingSettings, node.setting_keys, node.setting_values)
    return settings, node.catalog_seq


def read_list_settings(tx: Reader) -> ListSettings:
    """How the workspace wants its lists."""
    return own_settings(ListSettings, tx.node.setting_keys, tx.node.setting_values)


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
    circles: Callable[[str, Iterable[str]], Mapping[str, int]] | None = None,
) -> Facts | None:
    """What scoring a connector's pairs needs; None when there is no such person.

    `only`: all that is about pairs of these contacts, and nothing of others. `acts_before`: what
    people did from then on does not count, nor what they did on its day. `circles`: who else knows
    someone's contacts, where it is known already.
    """
    wanted = FactsWanted(
        connector=connector_id,
        only=None if only is None else frozenset(only),
        acts_since=activity_since(now, settings),
        acts_before=acts_before and acts_before.astimezone(UTC),
        acts_before_day=acts_before and acts_before.date(),
        circles=circles is None,
    )
    draft = _draft(tx, wanted)
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
        default_region=draft.default_region,
        circles=circles(connector_id, draft.contacts) if circles else draft.circles,
        connected=draft.connected,
        do_not_introduce=draft.do_not_introduce,
        cooling_since=draft.cooling_since,
        under_way=draft.under_way,
        snoozed_until=draft.snoozed_until,
        asks=draft.asks,
        live=draft.live,
    )


@collector_paused()
def _draft(tx: Reader, wanted: FactsWanted) -> FactsDraft:
    """What the domains contribute, one after the other."""
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
    return draft
