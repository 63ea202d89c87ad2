"""A week decided: everyone's pairs weighed, chosen together outside any transaction."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic

import structlog

from app.pairings.models import Pairing
from app.pairings.rules.evidence import explain
from app.plans.models import ConnectorPlan, LeftOut, Offer, Positions, Problem, Solution
from app.plans.rules.choosing import worth_of
from app.plans.rules.left_out import TEXTS, LeftOutExplainer
from app.plans.rules.pricing import Wanted
from app.plans.rules.solver import solve
from app.plans.service.loading import Common, Own, Week, load_common, load_own
from app.plans.service.weighing import Weighing
from app.session import Session

MOST_SECONDS = 60.0
"""How long the choice itself may take, once every pair is scored."""
AHEAD = 2
"""Connectors whose facts are read ahead."""
log = structlog.get_logger()
Tell = Callable[[int, int], None]
"""Told how many connectors' pairs are weighed, of how many."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, and the version of the facts that it was decided from."""

    facts_seq: int
    solution: Solution
    plans: tuple[ConnectorPlan, ...]
    reasons: Mapping[str, str]
    """A chosen pairing's id -> its leading reason."""
    spent: "Spent"


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that a decision took. Facts are read while candidates are weighed."""

    facts: float
    candidates: float
    choice: float
    """With the weighing of further pairs that it asked for."""
    all: float


def decide(session: Session, week: Week, connectors: Sequence[str], tell: Tell) -> Decided:
    """Choose the pairings of these connectors for a week, beside the plans that are saved."""
    begin, now = monotonic(), session.now()
    common = load_common(session, week)
    own = _Weighings(session, week, common, now)
    own.weigh_all(connectors, tell)
    problem = own.problem(connectors)
    choosing = monotonic()
    deadline = monotonic() + MOST_SECONDS

    def more(wanted: Wanted) -> dict[int, Offer]:
        return {at: own.weigh_more(connectors[at], some) for at, some in wanted.items()}

    solution = solve(problem, lambda: deadline - monotonic(), more)
    chosen_at = monotonic()
    problem = own.problem(connectors)
    where = LeftOutExplainer(problem, solution.chosen)
    plans = []
    reasons: dict[str, str] = {}
    for weighing, chosen in zip(own.all(connectors), solution.chosen, strict=True):
        pairings = tuple(_explained(weighing, *one.pair) for one in chosen)
        reasons |= {pairing.id: one.reason for pairing, one in zip(pairings, chosen, strict=True)}
        plans.append(
            ConnectorPlan(
                connector_id=weighing.offer.connector,
                objective=worth_of(weighing.offer, chosen),
                pairings=pairings,
                left_out=tuple(
                    LeftOut(person_id=person, code=code, text=TEXTS[code])
                    for person, code in where.left_out(weighing.weighed, chosen)
                ),
            )
        )
    spent = Spent(own.reading, own.weighing, chosen_at - choosing, monotonic() - begin)
    log.info(
        "week_decided",
        week=week.name,
        connectors=len(connectors),
        objective=solution.objective,
        greedy=solution.greedy,
        gap=solution.gap,
        **asdict(spent),
    )
    return Decided(common.facts_seq, solution, tuple(plans), reasons, spent)


def _explained(weighing: Weighing, a: str, b: str) -> Pairing:
    """A chosen pair with every part of its score; raises `Overtaken`."""
    if not {a, b} <= weighing.scorer.contacts.keys():
        raise Overtaken
    return explain(weighing.scorer, weighing.scorer.score(a, b), lasting=True)


class Overtaken(Exception):
    """Something that matters changed while the week was decided: decide again."""


class _Weighings:
    """Everyone's weighed pairs."""

    def __init__(self, session: Session, week: Week, common: Common, now: datetime) -> None:
        self._session, self._now = session, now
        self._week, self._common = week, common
        self._weighings: dict[str, Weighing] = {}
        self.reading = self.weighing = 0.0
        """Seconds for facts, and for the candidates that are made of them."""

    def weigh_all(self, connectors: Sequence[str], tell: Tell) -> None:
        """Weigh everyone's pairs; the next facts are read while the current ones are weighed."""
        with ThreadPoolExecutor(1, thread_name_prefix="facts") as reading:
            ahead = deque(reading.submit(self._load, one) for one in connectors[:AHEAD])
            for done, connector in enumerate(connectors):
                tell(done, len(connectors))
                own = ahead.popleft().result()
                for following in connectors[done + AHEAD : done + AHEAD + 1]:
                    ahead.append(reading.submit(self._load, following))
                begin = monotonic()
                self._weighings[connector] = Weighing(own, self._common, self._week)
                self.weighing += monotonic() - begin
        tell(len(connectors), len(connectors))

    def weigh_more(self, connector: str, positions: Positions) -> Offer:
        return self._weighings[connector].weigh(positions)

    def _load(self, connector: str) -> Own:
        begin = monotonic()
        own = load_own(self._session, connector, self._week, self._common, self._now)
        self.reading += monotonic() - begin
        return own

    def all(self, connectors: Sequence[str]) -> list[Weighing]:
        return [self._weighings[connector] for connector in connectors]

    def problem(self, connectors: Sequence[str]) -> Problem:
        return Problem(
            offers=tuple(weighing.offer for weighing in self.all(connectors)),
            caps=self._common.caps,
            cap=self._common.settings.plan_max_per_week,
        )
