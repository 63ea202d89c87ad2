"""Goals: how far one is, the hours, and what they brought."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.errors import InvalidInput
from app.goals import service
from app.goals.models import Gathering, GatheringIn, Goal, GoalIn, ReturnOnTime
from app.people.service import list_groups
from app.web.access import FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import checked, number_in, whole_in
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
HEIGHT, COLUMN, TOP, MARGIN = 120, 28, 16, 4
KINDS = {"one_to_one": "one-to-one", "event": "event", "call": "call"}
PERS = {"day": "a day", "week": "a week", "month": "a month"}
GATHERINGS_SHOWN = 10
MOST_GROUPS = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One period of the chart: a bar from zero."""

    x: int
    y: float
    height: float
    made: int
    label: str
    met: bool


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    columns: tuple[Column, ...]
    goal_y: float
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsPage(Page):
    template: ClassVar[str] = "goals.html"
    section: ClassVar[str] = "goals"
    goal: Goal
    chart: Chart
    returned: ReturnOnTime
    gatherings: tuple[Gathering, ...]
    kinds: dict[str, str]
    pers: dict[str, str]
    groups: dict[str, str]
    today: date


@router.get("/goals")
def show_goals(request: Request, signed_in: SignedInDep, saved: str = "") -> Response:
    """The goal, the last periods, hours and what they brought."""
    me = signed_in.connector
    goal = service.get_goal(signed_in.session, me)
    groups = list_groups(signed_in.session, limit=MOST_GROUPS).items
    page = GoalsPage(
        title="Goals",
        goal=goal,
        chart=chart_of(goal),
        returned=service.return_on_time(signed_in.session, me),
        gatherings=service.list_gatherings(signed_in.session, me, GATHERINGS_SHOWN).items,
        kinds=KINDS,
        pers=PERS,
        groups={group.id: group.name for group in groups},
        today=signed_in.session.now().date(),
    )
    return render(request, page, signed_in, notice=Notice("Saved.") if saved else None)


@router.post("/goals")
def save_goal(signed_in: SignedInDep, form: FormDep) -> Response:
    """Aim for something else."""
    values = {"per": form.text("per"), "introductions": whole_in(form.text("introductions"))}
    goal = checked(GoalIn, values)
    if isinstance(goal, list):
        raise InvalidInput("Enter how many introductions you want to make, from 1 to 100.")
    service.put_goal(signed_in.session, signed_in.connector, goal)
    return go_to("/goals?saved=1")


@router.post("/goals/hours")
def log_hours(signed_in: SignedInDep, form: FormDep) -> Response:
    """Log hours."""
    values = {
        "connector_id": signed_in.connector,
        "kind": form.text("kind"),
        "on": form.text("on"),
        "hours": number_in(form.text("hours")),
        "group": form.text("group") or None,
        "note": form.text("note") or None,
    }
    hours = checked(GatheringIn, values)
    if isinstance(hours, list):
        raise InvalidInput("Enter a date and the hours, up to 24.")
    service.log_gathering(signed_in.session, hours)
    return go_to("/goals?saved=1")


def chart_of(goal: Goal) -> Chart:
    """A bar for each period, from zero; the goal is a line."""
    most = max(goal.introductions, *(period.made for period in goal.periods))
    scale = (HEIGHT - TOP) / most
    columns = tuple(
        Column(
            x=number * COLUMN,
            y=round(HEIGHT - period.made * scale, 1),
            height=round(period.made * scale, 1),
            made=period.made,
            # Every second one, from the last: all would not fit.
            label=f"{period.first:%-d %b}" if (len(goal.periods) - number) % 2 else "",
            met=period.met,
        )
        for number, period in enumerate(goal.periods)
    )
    met = sum(period.met for period in goal.periods)
    return Chart(
        width=len(columns) * COLUMN + MARGIN,
        height=HEIGHT + 20,
        columns=columns,
        goal_y=round(HEIGHT - goal.introductions * scale, 1),
        description=f"The goal was met in {met} of the last {len(columns)} periods.",
    )
