"""Plans as they are shown: saved ones, one that is only tried, one that is under way."""

from collections import defaultdict
from collections.abc import Sequence

from app.base_models import Model
from app.errors import FieldError, InvalidInput, NotFound, PlanOvertaken, UnknownWorkspace
from app.jobs import service as jobs
from app.jobs.models import Job
from app.pairings.models import Pairing
from app.plans import repository
from app.plans.models import ConnectorPlan, LeftOut, LeftOutCode, Plan, gap_of
from app.plans.repository import PlanRow
from app.plans.rules.left_out import TEXTS
from app.plans.rules.weeks import BadWeek, current_week, monday_of
from app.plans.service.deciding import Decided
from app.security import policy
from app.session import Session
from app.workspaces.repository import find_workspace

STOPPED = "It was stopped. Plan it again."


def zone_of(session: Session) -> str:
    """The workspace's time zone."""
    row = session.read(lambda tx: tx.optional(find_workspace))
    if row is None:
        raise UnknownWorkspace(f"There is no workspace “{session.workspace}”.")
    return row.time_zone


def this_week(session: Session) -> str:
    """The ISO week that it is in the workspace's time zone."""
    return current_week(session.now(), zone_of(session))


def get_plan(session: Session, connector: str, week: str) -> Plan:
    """A connector's plan for a week, weeks that are over too; raises `NotFound`.

    While the week is planned the status is `running`; of a planning that failed it says why.
    """
    policy.demand(session.principal, "see_private", connector)
    try:
        monday_of(week)
    except BadWeek as error:
        message = str(error)
        raise InvalidInput(
            f"{message}.", errors=[FieldError(pointer="/week", message=message)]
        ) from None
    plan = read_plans(session, week, [connector])
    if any(own.pairings for own in plan.connectors):
        return plan
    there = session.read(lambda tx: jobs.list_lane(tx, lane_of(week)))
    job = next((job for job in there if connector in _payload(job).connectors), None)
    if plan.connectors and not (job and job.is_open):
        return plan
    if job is None or job.status == "done":
        raise NotFound(f"“{connector}” has no plan for {week}. Create it with POST /v1/plans.")
    if job.is_open:
        return running_plan(week, job.done, job.total)
    return failed_plan(week, job)


class PlanPayload(Model):
    """What a process has to know to perform a planning."""

    week: str
    zone: str
    connectors: tuple[str, ...]
    dry_run: bool


def _payload(job: Job) -> PlanPayload:
    return PlanPayload.model_validate_json(job.payload)


def lane_of(week: str) -> str:
    """Plannings of one week run one after the other: each goes by the plans that are there."""
    return f"plan|{week}"


def running_plan(week: str, done: int, total: int, *, dry_run: bool = False) -> Plan:
    """What is known of a planning that has not come to its end."""
    return Plan(week=week, dry_run=dry_run, status="running", done=done, total=total)


def failed_plan(week: str, job: Job, *, dry_run: bool = False) -> Plan:
    """Why a planning did not come to its end: of what concerns another connector nothing."""
    told = STOPPED if job.code else f"{job.message} Plan it again."
    if job.code == PlanOvertaken.code:
        told = job.message or STOPPED
    return Plan(
        week=week,
        dry_run=dry_run,
        status="failed",
        done=job.done,
        total=job.total,
        message=told,
    )


def read_plans(session: Session, week: str, connectors: Sequence[str]) -> Plan:
    """The saved plans of these connectors; those without one are left out."""
    rows = session.read(
        lambda tx: tx.many(repository.find_plans, week=week, connectors=list(connectors))
    )
    runs = {row.run: row for row in rows}.values()
    objective, bound = sum(r.run_objective for r in runs), sum(r.run_bound for r in runs)
    return Plan(
        week=week,
        dry_run=False,
        status="done",
        objective=objective,
        bound=bound,
        gap=gap_of(objective, bound),
        seconds=sum(row.seconds for row in runs),
        done=len(rows),
        total=len(rows),
        connectors=tuple(_saved(row) for row in rows),
    )


def _saved(row: PlanRow) -> ConnectorPlan:
    """A plan without the pairs of which one person is no longer here."""
    shown: dict[int, str] = {}
    sides: dict[int, set[str]] = defaultdict(set)
    for rank, side, _, pairing in row.proposed:
        sides[rank].add(side)
        if pairing is not None:
            shown[rank] = pairing
    codes: list[LeftOutCode] = list(row.left_out_codes)  # type: ignore[arg-type]
    return ConnectorPlan(
        connector_id=row.connector,
        objective=row.objective,
        pairings=tuple(
            Pairing.model_validate_json(shown[rank])
            for rank in sorted(shown)
            if sides[rank] == {"a", "b"}
        ),
        left_out=tuple(
            LeftOut(person_id=person, code=code, text=TEXTS[code])
            for person, code in zip(row.left_out, codes, strict=True)
        ),
    )


def decided_plan(week: str, decided: Decided, saved: Plan, seconds: float) -> Plan:
    """What was decided, beside what is saved, as it would be shown."""
    objective = decided.solution.objective + (saved.objective or 0.0)
    bound = decided.solution.bound + (saved.bound or 0.0)
    plans = sorted((*saved.connectors, *decided.plans), key=lambda one: one.connector_id)
    return Plan(
        week=week,
        dry_run=True,
        status="done",
        objective=objective,
        bound=bound,
        gap=gap_of(objective, bound),
        seconds=seconds,
        done=len(plans),
        total=len(plans),
        connectors=tuple(plans),
    )
