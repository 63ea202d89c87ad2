"""A week's plan: the settings it follows, the problem that is solved, and the answers.

A candidate's `worth` is its score · fairness · freshness. All sums of worth are without unit, a
score being a chance times a value in 0..1; days and weeks are counted from a Monday.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.base_models import Model
from app.pairings.models import Pair, Pairing
from app.workspace_settings.models import Days, SettingGroup, SettingsSection, Share, Unit

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]

PlanStatus = Literal["running", "done", "failed"]
LeftOutCode = Literal[
    "opted_out",
    "away",
    "not_now",
    "below_floor",
    "too_new",
    "cap_reached",
    "no_good_pair",
    "not_among_best",
    "resting",
    "given_to_another",
    "partners_full",
    "better_pairs",
]
PROVEN = 1e-6
"""A gap that rounding alone can make is none."""
WEEK_PATTERN = r"^\d{4}-W\d{2}$"


class PlanSettings(SettingsSection):
    """The constants of the weekly plan; a workspace may change each of them."""

    plan_goal: Annotated[int, Field(ge=1, le=50), Unit.NUMBER, SettingGroup.WEEK] = 3
    """Introductions for each connector in a week"""
    plan_max_per_week: Annotated[int, Field(ge=0, le=50), Unit.NUMBER, SettingGroup.WEEK] = 2
    """Introductions that one person is in per week, unless they set a limit themselves"""
    plan_most_shown: Annotated[int, Field(ge=1, le=52), Unit.WEEKS, SettingGroup.WEEK] = 4
    """How often a pair is shown without result before it is left out for a while"""
    plan_rest_days: Annotated[Days, SettingGroup.WEEK] = 60
    """How long such a pair is then left out"""
    plan_fairness: Annotated[Share, SettingGroup.CHOICE] = 0.25
    """What a person gains at most by not having been introduced in a while"""
    plan_fairness_weeks: Annotated[int, Field(ge=1, le=520), Unit.WEEKS, SettingGroup.CHOICE] = 12
    """After how long without an introduction a person gains the most"""
    plan_freshness: Annotated[Share, SettingGroup.CHOICE] = 0.8
    """What a pair keeps of its score with each week in which it was shown without result"""
    plan_reason_penalty: Annotated[Share, SettingGroup.CHOICE] = 0.1
    """Part of the mean score that each pair of one leading reason costs beyond half the goal"""
    plan_max_per_kind: Annotated[int, Field(ge=1, le=50), Unit.NUMBER, SettingGroup.WEEK] = 1
    """How often the same two professions are in one connector’s week"""
    plan_variety: Annotated[Share, SettingGroup.CHOICE] = 0.8
    """What a pair keeps of its worth when its two professions were in the week lately"""
    plan_variety_weeks: Annotated[int, Field(ge=1, le=52), Unit.WEEKS, SettingGroup.CHOICE] = 3
    """How many weeks in a row have different professions, unless others are worth far less"""


# ── the problem ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that a connector could be proposed; a < b by their ids."""

    a: str
    b: str
    score: float
    worth: float
    reason: str
    """The occasion through which most flows, else the component with the largest weight · value."""
    kind: tuple[str, str]
    """What the two practice first, the smaller key first."""

    @property
    def pair(self) -> Pair:
        return (self.a, self.b)


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Pairs of a connector that were not weighed: none is worth more than is said here."""

    people: tuple[str, ...]
    ones: NDArray[np.int32]
    others: NDArray[np.int32]
    """The two of each pair, by their positions among the people."""
    most: NDArray[np.float32]
    """What each pair can be worth at most."""
    firsts: tuple[str, ...] = ()
    """What each of the people practices first."""
    beyond: float = 0.0
    """What any other pair can be worth at most; 0: there is no other."""


NOTHING_CUT = Cut((), np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Offer:
    """What one connector could be proposed."""

    connector: str
    candidates: tuple[Candidate, ...]
    goal: int
    penalty: float
    """Cost of each pairing of one leading reason beyond half of the goal."""
    cut: Cut = NOTHING_CUT
    """The pairs that are no candidates."""
    per_kind: int = 1
    """How many pairings may be of one kind."""

    @property
    def free_of_reason(self) -> int:
        """How many pairings of one leading reason cost nothing: half of the goal, rounded up."""
        return -(-self.goal // 2)


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the choice of a week depends on."""

    offers: tuple[Offer, ...]
    caps: Mapping[str, int] = field(default_factory=dict)
    """Person -> in how many more introductions of this week they may be."""
    cap: int = 2
    """The same for anyone who is not named in `caps`."""

    def cap_of(self, person: str) -> int:
        return max(0, self.caps.get(person, self.cap))


Chosen = tuple[tuple[Candidate, ...], ...]
"""For each offer the candidates taken, the one worth most first."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A choice, and how good it can be at most."""

    chosen: Chosen
    objective: float
    bound: float
    """No choice among all pairs, those that were cut too, has a higher objective."""
    method: Literal["greedy", "integer program"]
    greedy: float
    """What the greedy choice among the first candidates reaches."""

    @property
    def gap(self) -> float:
        """How far the objective may be from the best, as a share of the bound: 0..1."""
        return gap_of(self.objective, self.bound)


def gap_of(objective: float, bound: float) -> float:
    """(bound − objective) / bound: 0 when the choice is proven to be the best."""
    gap = (bound - objective) / bound if bound > 0 else 0.0
    return gap if gap > PROVEN else 0.0


@dataclass(frozen=True, slots=True)
class Showing:
    """A pair that stood in an earlier plan of this connector."""

    pair: Pair
    monday: int
    """The Monday of that week, as `date.toordinal` counts days."""


# ── requests and answers ─────────────────────────────────────────────────────────────────────


class NewPlan(Model):
    """A request for a week's plan."""

    week: Annotated[
        str, Field(pattern=WEEK_PATTERN, description="An ISO week, for example 2026-W48.")
    ]
    connectors: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9._~:@-]{1,128}$")], ...] | None,
        Field(
            min_length=1,
            max_length=10_000,
            description="Who to plan for; default: all connectors, with a connector's key its own.",
        ),
    ] = None
    dry_run: Annotated[bool, Field(description="Preview the plan; nothing is saved.")] = False


class LeftOut(Model):
    """One of a connector's partners who is not in the plan, and why not."""

    person_id: str
    code: LeftOutCode
    text: str


class ConnectorPlan(Model):
    """One connector's pairings of the week, the one worth most first."""

    connector_id: str
    objective: float
    """This connector's own share of the objective."""
    pairings: tuple[Pairing, ...]
    left_out: tuple[LeftOut, ...]


class Plan(Model):
    """A week's plan: what was chosen, and a bound that no choice among all pairs can exceed."""

    week: str
    dry_run: bool
    status: PlanStatus
    objective: float | None = None
    """Of everything that was decided together with these; null while it is not known."""
    bound: float | None = None
    gap: float | None = None
    seconds: float | None = None
    """How long loading, scoring and choosing took."""
    done: int = 0
    """Connectors whose pairs are scored, of `total`."""
    total: int = 0
    message: str | None = None
    """Why it failed, and what to do."""
    connectors: tuple[ConnectorPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """When a plan was decided, and how good it is; the same for all decided together."""

    run: str
    objective: float
    bound: float
    seconds: float
    at: datetime
