"""The weekly plan over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.api_description import refuses
from app.dependencies import ReadSession, WriteSession
from app.errors import BreakGlassRequired, NotFound, PlanOvertaken
from app.opened_by_reason import OpenedByReason
from app.people.api import PersonId
from app.plans import service
from app.plans.models import WEEK_PATTERN, NewPlan, Plan

RETRY_SECONDS = "5"

router = APIRouter(tags=["plans"], route_class=OpenedByReason)


@router.post(
    "/v1/plans",
    responses={202: {"model": Plan, "description": "Still running."}},
    openapi_extra=refuses(PlanOvertaken, NotFound),
)
def create_plan(response: Response, body: NewPlan, session: WriteSession) -> Plan:
    """Plan a week. A second time gives the same plan and writes nothing; only one
    without any pair is made again when, after a minute, facts have changed.

    When it takes more than ten seconds, the answer is 202 with the status `running`. Send the
    same request again, or read a connector's plan, to see the progress.
    """
    planning = service.prepare(session, body)
    plan = service.plan(session, planning)
    if plan.status == "running":
        response.status_code = 202
        response.headers["Retry-After"] = RETRY_SECONDS
        if not plan.dry_run:
            where = f"/v1/connectors/{planning.connectors[0]}/plans/{plan.week}"
            response.headers["Location"] = where
    return plan


@router.get("/v1/connectors/{connector_id}/plans/{week}", openapi_extra=refuses(BreakGlassRequired))
def get_plan(
    connector_id: PersonId,
    week: Annotated[str, Path(pattern=WEEK_PATTERN, description="For example 2026-W48.")],
    session: ReadSession,
) -> Plan:
    """Read a connector's plan of a week, with why everyone else was left out."""
    return service.get_plan(session, connector_id, week)
