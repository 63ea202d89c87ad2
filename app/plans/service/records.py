"""Plans as the graph keeps them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.plans.models import ConnectorPlan
from app.plans.service.deciding import Decided
from app.plans.service.loading import Week


def plan_id(connector: str, week: str) -> str:
    """Unique in a workspace: a connector has one plan for a week."""
    return f"{connector}|{week}"


def row_of(
    plan: ConnectorPlan, week: Week, decided: Decided, run: str, now: datetime, seq: int
) -> dict[str, Any]:
    """A plan's node, saved as this change of the workspace.

    Codes and people left out are two lists of equal length.
    """
    return {
        "id": plan_id(plan.connector_id, week.name),
        "values": {
            "connector": plan.connector_id,
            "week": week.name,
            "run": run,
            "objective": plan.objective,
            "run_objective": decided.solution.objective,
            "run_bound": decided.solution.bound,
            "seconds": decided.spent.all,
            "left_out": [one.person_id for one in plan.left_out],
            "left_out_codes": [one.code for one in plan.left_out],
            "created_at": now,
            "seq": seq,
        },
    }


def proposal_rows(
    plan: ConnectorPlan, week: str, reasons: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Two relationships for each pairing; the pairing as it is shown is at the first side.

    `reasons`: a pairing's id -> its leading reason.
    """
    for rank, pairing in enumerate(plan.pairings, start=1):
        for side, person in (("a", pairing.a.id), ("b", pairing.b.id)):
            values: dict[str, Any] = {
                "pair": f"{plan_id(plan.connector_id, week)}|{rank}",
                "rank": rank,
                "side": side,
                "score": pairing.score,
                "reason": reasons[pairing.id],
            }
            if side == "a":
                values["pairing"] = pairing.model_dump_json()
            yield {
                "plan": plan_id(plan.connector_id, week),
                "person": person,
                "values": values,
            }
