"""A week planned while others change the workspace, and what of earlier weeks counts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from neo4j import Driver

from app.errors import NotFound, PlanOvertaken
from app.goals.repository import put_goal
from app.graph import Graph, Query, Writer
from app.imports.repository import record_progress
from app.jobs.service import JobRunner, cancel_job, list_jobs
from app.keep_in_touch.repository import set_last_contact
from app.outbox.repository import put_entry
from app.plans import service
from app.plans.models import NewPlan, Plan
from app.plans.rules.weeks import monday_of, week_of
from app.plans.service.loading import Week, load_common, load_own
from app.relationships.repository import change_knows
from app.sign_in.repository import create_session
from app.workers import JOBS
from tests.graph.networks import Network, add, write_networks
from tests.graph.working_jobs import working
from tests.patience import wait_until
from tests.sessions import acting, installed

NOW = datetime.now(UTC)
NEXT = week_of((NOW + timedelta(7)).date())
MONDAY = monday_of(NEXT)
LAST = week_of(MONDAY - timedelta(7))
BEFORE = week_of(MONDAY - timedelta(14))


def at(days: int) -> datetime:
    """So many days before the Monday that is planned, at noon."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, 12, tzinfo=UTC) - timedelta(days)


PEOPLE: dict[str, Any] = {
    "nodes": {
        "Profession law": {"name": "Attorney"},
        "Profession loan": {"name": "Mortgage broker"},
        "TriggerEvent divorce": {"name": "Divorce"},
        "Person dana": {"name": "Dana", "connector": True},
        "Person ann": {"name": "Ann", "role": "partner"},
        "Person lee": {"name": "Lee", "role": "partner", "max_per_week": 5},
        "Person mia": {"name": "Mia", "role": "partner"},
    },
    "relationships": [
        {"law MEETS divorce": {"per_quarter": 6.0, "source": "judgement"}},
        {"loan MEETS divorce": {"per_quarter": 2.0, "source": "judgement"}},
        {"divorce NEEDS loan": {
            "likelihood": 0.7, "from_day": 0, "to_day": 60, "rationale": "homes", "source": "x",
        }},
        {"divorce NEEDS law": {
            "likelihood": 0.7, "from_day": 0, "to_day": 60, "rationale": "law", "source": "x",
        }},
        *({f"dana KNOWS {one}": {"trust": 0.9, "rated": True}} for one in ("ann", "lee", "mia")),
        {"ann PRACTICES law": {"position": 0}},
        {"lee PRACTICES loan": {"position": 0}},
        {"mia PRACTICES law": {"position": 0}},
    ],
}  # fmt: skip


@pytest.fixture
def known(driver: Driver, workspace: str) -> str:
    """A workspace in which Dana knows two attorneys and a broker."""
    bring_in(driver, workspace, PEOPLE)
    return workspace


def bring_in(driver: Driver, workspace: str, *forms: dict[str, Any]) -> None:
    network = Network(workspace)
    for form in forms:
        add(network, form)
    write_networks(driver, [network])


def plan(graph: Graph, workspace: str, tell: Callable[[int, int], None]) -> Plan:
    session = acting(graph, workspace)
    return service.perform(session, service.prepare(session, NewPlan(week=NEXT)), tell)


def change(graph: Graph, workspace: str) -> None:
    """Change a fact: somebody is rated anew."""

    def work(tx: Writer) -> None:
        row = {"source": "dana", "target": "mia", "properties": {"trust": 0.9}}
        tx.do(change_knows, rows=[row])

    graph.write(workspace, work)


def read(graph: Graph, workspace: str) -> Plan:
    return service.get_plan(acting(graph, workspace, "read"), "dana", NEXT)


def test_a_week_is_decided_again_when_facts_changed(graph: Graph, known: str) -> None:
    told: list[int] = []

    def tell(done: int, _: int) -> None:
        told.append(done)
        if len(told) == 1:
            change(graph, known)

    planned = plan(graph, known, tell)
    assert told == [0, 1, 0, 1]
    assert {p.id for own in planned.connectors for p in own.pairings}
    assert read(graph, known) == planned


def write_what_decides_nothing(graph: Graph, workspace: str, number: int) -> None:
    """Five writes, as of people who sign in, send email, import and note whom they met."""
    name = f"n{number}"
    expires = NOW + timedelta(1)
    writes: dict[Query[Any], dict[str, Any]] = {
        create_session: {
            "id": name, "hash": "h", "scope": "write", "connector": "dana",
            "created_at": NOW, "expires_at": expires,
        },
        set_last_contact: {"connector": "dana", "person": "ann", "day": NOW.date()},
        put_entry: {"id": name, "kind": "mail", "payload": "{}", "due": expires, "now": NOW},
        record_progress: {"id": name, "values": {"done": number}},
        put_goal: {"connector": "dana", "per": "week", "introductions": number + 1},
    }  # fmt: skip
    for query, parameters in writes.items():
        graph.write(workspace, lambda tx, q=query, p=parameters: tx.many(q, **p))  # type: ignore[misc]


def test_a_plan_is_saved_however_much_is_written_that_decides_nothing(
    graph: Graph, driver: Driver, known: str
) -> None:
    bring_in(
        driver,
        known,
        {"nodes": {f"Person c{n}": {"name": "C", "connector": True} for n in range(4)}},
    )
    told: list[int] = []

    def tell(done: int, _: int) -> None:
        told.append(done)
        for number in range(4):
            write_what_decides_nothing(graph, known, 10 * len(told) + number)

    planned = plan(graph, known, tell)
    # Decided once: it was told of each connector's turn, and of the end.
    assert told == [0, 1, 2, 3, 4, 5]
    assert (planned.status, len(planned.connectors)) == ("done", 5)
    assert read(graph, known).connectors


def test_a_workspace_that_never_rests_is_told_of_and_nothing_is_saved(
    graph: Graph, known: str
) -> None:
    with pytest.raises(PlanOvertaken):
        plan(graph, known, lambda _, __: change(graph, known))
    failed = read(graph, known)
    assert (failed.status, failed.connectors) == ("failed", ())
    assert "Plan it again" in (failed.message or "")
    assert plan(graph, known, lambda _, __: None).status == "done"


def test_a_planning_under_way_can_be_looked_at(graph: Graph, known: str) -> None:
    seen: list[Plan] = []
    plan(graph, known, lambda _, __: seen.append(read(graph, known)))
    assert [(one.status, one.total) for one in seen] == [("running", 1)] * 2


def test_an_answer_does_not_wait_for_ever_and_what_was_found_is_kept(
    graph: Graph, known: str
) -> None:
    session = acting(graph, known)
    planning = service.prepare(session, NewPlan(week=NEXT, dry_run=True))
    first = service.plan(session, planning, patience=0.0)
    assert (first.status, first.total) == ("running", 1)
    with working(JobRunner(lambda: installed(graph), JOBS, 1)):
        wait_until(lambda: list_jobs(session)[0].status == "done")
    found = service.plan(session, planning, patience=0.0)
    assert (found.status, found.dry_run) == ("done", True)
    assert {pairing.id for own in found.connectors for pairing in own.pairings}
    with pytest.raises(NotFound):
        read(graph, known)


def test_the_same_request_joins_the_planning_that_runs(graph: Graph, known: str) -> None:
    session = acting(graph, known)
    planning = service.prepare(session, NewPlan(week=NEXT))
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(service.plan, session, planning) for _ in range(3)]
        with working(JobRunner(lambda: installed(graph), JOBS, 2)):
            found = [one.result() for one in asked]
    assert found == [found[0]] * 3
    assert len(list_jobs(session)) == 1


def test_who_waits_for_a_planning_that_fails_is_told_why(graph: Graph, known: str) -> None:
    # Services under test share the engine, and perform what is due now.
    later = NOW + timedelta(days=1)
    session = acting(graph, known, at=later)
    planning = service.prepare(session, NewPlan(week=NEXT))
    assert service.plan(session, planning, patience=0.0).status == "running"
    cancel_job(session, planning.job.id)
    with working(JobRunner(lambda: installed(graph, later), JOBS, 1)):
        wait_until(lambda: list_jobs(session)[0].status == "cancelled")
    failed = service.plan(session, planning, patience=0.0)
    assert (failed.status, failed.message) == ("failed", "It was canceled. Plan it again.")


def week() -> Week:
    return Week(NEXT, MONDAY, "America/New_York")


def test_only_showings_in_vain_count_against_a_pair(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    def proposing(name: str, one: str, other: str) -> list[dict[str, Any]]:
        pair = {"pair": f"dana|{name}|{other}"}
        return [{f"Plan/dana|{name} PROPOSES {person}": pair} for person in (one, other)]

    bring_in(
        driver,
        workspace,
        PEOPLE,
        {
            "nodes": {
                f"Plan dana|{LAST}": {"connector": "dana", "week": LAST},
                f"Plan dana|{BEFORE}": {"connector": "dana", "week": BEFORE},
                f"Plan dana|{NEXT}": {"connector": "dana", "week": NEXT},
                "Introduction made": {"created_at": at(5)},
            },
            "relationships": [
                *proposing(BEFORE, "ann", "lee"),
                *proposing(LAST, "ann", "lee"),
                *proposing(LAST, "lee", "mia"),
                *proposing(NEXT, "ann", "mia"),
                "dana MADE made",
                "made INTRODUCES lee",
                "made INTRODUCES mia",
            ],
        },
    )
    common = load_common(acting(graph, workspace), week())
    own = load_own(acting(graph, workspace), "dana", week(), common, NOW)
    assert own.shown == {("ann", "lee"): 2}
    assert common.fixed == {("ann", "mia")}
    assert common.caps == {"lee": 5, "ann": 1, "mia": 1}


def test_what_people_did_since_the_monday_counts_next_week(
    graph: Graph, driver: Driver, workspace: str
) -> None:
    bring_in(
        driver,
        workspace,
        PEOPLE,
        {
            "nodes": {
                "Introduction before": {"introduced_at": at(3)},
                "Introduction since": {"introduced_at": at(-1)},
                "Favour before": {"on": at(2).date()},
                "Favour since": {"on": at(0).date()},
            },
            "relationships": [
                "Introduction/before INTRODUCES ann",
                "Introduction/since INTRODUCES ann",
                "ann GAVE Favour/before",
                "ann GAVE Favour/since",
            ],
        },
    )
    common = load_common(acting(graph, workspace), week())
    assert common.last_introduced == {"ann": at(3).date()}
    own = load_own(acting(graph, workspace), "dana", week(), common, NOW + timedelta(21))
    assert {one.id: one.activity for one in own.facts.contacts} == {"ann": 2, "lee": 0, "mia": 0}
    assert own.facts.now.date() == date(MONDAY.year, MONDAY.month, MONDAY.day)
