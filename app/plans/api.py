"""The weekly plan over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, FastAPI, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from app.dependencies import ReadSession, WriteSession
from app.people.api import PersonId
from app.plans import service
from app.plans.models import WEEK_PATTERN, NewPlan, Plan


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Plannings under way end before the graph is closed."""
    app.state.plans = service.UnderWay()
    yield
    await run_in_threadpool(app.state.plans.stop)


router = APIRouter(tags=["plans"], lifespan=lifespan)


@router.post("/v1/plans", responses={202: {"model": Plan, "description": "Still running."}})
def create_plan(
    request: Request,
    response: Response,
    body: NewPlan,
    session: WriteSession,
) -> Plan:
    """Plan a week. A second time gives the same plan and writes nothing; only one
    without any pair is made again when, after a minute, facts have changed.

    When it takes more than ten seconds, the answer is 202 with the status `running`. Send the
    same request again, or read a connector's plan, to see the progress.
    """
    job = service.prepare(session, body)
    plan: Plan = request.app.state.plans.plan(session, job)
    if plan.status == "running":
        response.status_code = 202
    return plan


@router.get("/v1/connectors/{connector_id}/plans/{week}")
def get_plan(
    connector_id: PersonId,
    week: Annotated[str, Path(pattern=WEEK_PATTERN, description="For example 2026-W48.")],
    session: ReadSession,
) -> Plan:
    """Read a connector's plan of a week, with why everyone else was left out."""
    return service.get_plan(session, connector_id, week)
