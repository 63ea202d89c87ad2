"""What the service of introductions decides, without an engine."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from app.catalog import facts as catalog_facts
from app.errors import AlreadyExists, LinkExpired, NeedsRating, NotEligible, StepOutOfOrder
from app.graph import Query
from app.introductions import facts as introduction_facts
from app.introductions import repository, service
from app.introductions.models import NewIntroduction, SaidHere
from app.introductions.repository import IntroductionRow, LinkRow, SideRow
from app.introductions.rules.lifecycle import Act
from app.ledger import facts as ledger_facts
from app.opportunities import facts as opportunity_facts
from app.people import facts as people_facts
from app.people import repository as people
from app.people.repository import PersonRow
from app.relationships import facts as relationship_facts
from app.relationships.facts import ties
from app.relationships.facts.circles import CirclesRow
from app.relationships.repository import KnowsRow, load_knows
from app.security.tokens import answer_link, hash_of
from app.session import Installation
from app.settings import Settings
from tests.fake_graph import NOON, FakeGraph, session_of
from tests.sessions import SetClock

SECRET = b"s" * 32
BODY = NewIntroduction(id="i1", connector_id="dana", a="ann", b="lee")
SETTINGS = Settings(_env_file=None, secret=SecretStr("s" * 32))
HERE = SaidHere("a browser")
LINK = answer_link(SECRET, "w", "i1", "b")


def introduction(state: str = "draft", **said: Any) -> IntroductionRow:
    values: dict[str, Any] = {
        "id": "i1", "connector": "dana", "connector_zone": None, "state": state,
        "purpose": "other", "opt_in": "both", "plan_week": None, "why_a": "A", "why_b": "B",
        "shown": ["name"], "outcome": None, "version": 1, "reminded": None, "created_at": NOON,
        "asked_at": NOON if state != "draft" else None, "introduced_at": None,
        "paused_until": None, "due": NOON + timedelta(7),
        "a": "ann", "a_name": "Ann", "a_consents": None, "a_answer": None,
        "a_answered_by": None, "b_answered_by": None,
        "b": "lee", "b_name": "Lee", "b_consents": None, "b_answer": None,
    }  # fmt: skip
    return IntroductionRow(**values | said)


def contact(person: str) -> people_facts.ContactCells:
    return people_facts.ContactCells(
        person, person.title(), "partner", None, None, None, None, None
    )


def known(*rated: str) -> ties.FactsRow:
    """Dana knows Ann and Lee for years, and has rated some of them."""
    cells = [
        ties.Known(p, 0.9 if p in rated else None, None, None, None, None) for p in ("ann", "lee")
    ]
    return ties.FactsRow(cells, [], [], [], [])


@pytest.fixture
def graph() -> FakeGraph:
    """Dana knows Ann and Lee; nothing is going on between the two."""
    people_row = people_facts.FactsRow(
        "Dana", None, None, [], [], [contact("ann"), contact("lee")], []
    )
    realtor = catalog_facts.ProfessionCells("realtor", "Realtor", "real_estate", None, None, None)
    return FakeGraph(
        {
            relationship_facts.load_circles: [CirclesRow([])],
            people_facts.load_facts: [people_row],
            relationship_facts.load_facts: [known("ann", "lee")],
            introduction_facts.load_facts: [introduction_facts.FactsRow([], [], [], [], [])],
            ledger_facts.load_facts: [ledger_facts.FactsRow([])],
            opportunity_facts.load_facts: [opportunity_facts.FactsRow([], [], [])],
            catalog_facts.load_facts: [
                catalog_facts.FactsRow(3, [realtor], [], [], [])
            ],
            repository.create_introduction: [introduction()],
            repository.find_introduction: [introduction()],
            people.load_people: lambda p: [
                PersonRow(i, {"name": i.title(), "role": "partner", "version": 1},
                          [], [], [], [], [], [], [])
                for i in p["ids"]
            ],
            repository.load_side: [SideRow(None, None, None, None)],
            repository.find_link: [
                LinkRow("w", LINK.hash, "b", NOON + timedelta(1), "i1", None)
            ],
        }
    )  # fmt: skip


def the_one(graph: FakeGraph, query: Query[Any]) -> dict[str, Any]:
    (parameters,) = graph.writes_of(query)
    return dict(parameters)


def test_an_introduction_begins_as_a_draft_that_is_due_in_a_week(graph: FakeGraph) -> None:
    made = service.create(session_of(graph, connector="dana"), BODY)
    assert (made.id, made.state) == ("i1", "draft")
    assert [(event.action, event.by, event.to) for event in made.history] == [
        ("create", "dana", "draft")
    ]
    said = the_one(graph, repository.create_introduction)["properties"]
    assert (said["due"] - NOON).days == 7
    assert said["why_a"] == said["why_b"]
    assert "Dana" in said["why_a"]


def test_two_who_know_each_other_are_not_introduced_and_nothing_is_written(
    graph: FakeGraph,
) -> None:
    row = known("ann", "lee")
    both = [ties.TwoPeople("ann", "lee")]
    graph.answers[relationship_facts.load_facts] = [ties.FactsRow(row.known, [], both, [], [])]
    with pytest.raises(NotEligible):
        service.create(session_of(graph, connector="dana"), BODY)
    assert graph.written == []


def test_a_pair_that_is_being_introduced_is_named_to_its_connector_only(graph: FakeGraph) -> None:
    graph.answers[repository.create_introduction] = []
    graph.answers[repository.find_open_of_pair] = [repository.Made("mine", "dana")]
    with pytest.raises(AlreadyExists, match="mine"):
        service.create(session_of(graph, connector="dana"), BODY)
    graph.answers[repository.find_open_of_pair] = [repository.Made("eves", "eve")]
    with pytest.raises(NotEligible) as refused:
        service.create(session_of(graph, connector="dana"), BODY)
    assert "eve" not in str(refused.value)
    assert graph.written == []


def test_no_one_is_asked_before_the_connector_has_rated_both(graph: FakeGraph) -> None:
    graph.answers[load_knows] = [KnowsRow("dana", "ann", 0.9, None, None, None, None, None, None)]
    with pytest.raises(NeedsRating, match="Lee"):
        service.apply_action(session_of(graph, connector="dana"), "i1", Act("ask"), secret=SECRET)
    assert graph.written == []


Answering = Callable[[FakeGraph, Any], None]


def answer(graph: FakeGraph, said: Any, hours: int = 1, here: SaidHere = HERE) -> None:
    """Lee answers by the link, some hours after noon."""
    installation = Installation(graph, SetClock(NOON + timedelta(hours=hours)))
    service.record_answer(installation, SETTINGS, LINK.text, said, here=here)


def test_a_no_ends_it_and_the_history_does_not_tell_whose_it_was(graph: FakeGraph) -> None:
    graph.answers[repository.find_introduction] = [introduction("asked")]
    answer(graph, "no")
    said = the_one(graph, repository.change_introduction)["properties"]
    assert said["state"] == "declined"
    (log,) = [one.parameters for one in graph.written if one.query == "graph/append_changes"]
    (entry,) = [e for e in log["entries"] if e.get("subject") == "i1"]
    assert entry["by"] == "one of the two, by link"
    assert "lee" not in {entry["by"], entry.get("note")}


def test_the_same_answer_twice_changes_nothing(graph: FakeGraph) -> None:
    graph.answers[repository.find_introduction] = [introduction("asked", b_answer="yes")]
    own = hash_of(HERE.browser)
    graph.answers[repository.load_side] = [SideRow(NOON, own, None, None)]
    answer(graph, "yes", here=replace(HERE, answer="yes"))
    assert graph.written == []


def lines(graph: FakeGraph) -> list[dict[str, Any]]:
    """What was written for the connector to read: the history, and the introduction itself."""
    logs = [one.parameters["entries"] for one in graph.written if "append" in one.query]
    told = {"state", "version"}
    changed = [
        {name: value for name, value in one["properties"].items() if name in told}
        for one in graph.writes_of(repository.change_introduction)
    ]
    return [{k: v for k, v in e.items() if k != "id"} for log in logs for e in log] + changed


@pytest.mark.parametrize("said", ["yes", "no"])
def test_an_answer_in_another_browser_changes_nothing_and_leaves_the_same_traces(
    graph: FakeGraph, said: str
) -> None:
    """Of someone who said no, and of someone who has said nothing after the other's no."""
    graph.answers[repository.find_introduction] = [
        introduction("declined", a_answer="no", a_answered_by="link")
    ]
    answer(graph, said)
    counted, graph.written[:] = lines(graph), []
    graph.answers[repository.find_introduction] = [
        introduction("declined", b_answer="no", b_answered_by="link")
    ]
    graph.answers[repository.load_side] = [SideRow(NOON, hash_of("another"), None, None)]
    answer(graph, said)
    assert graph.writes_of(repository.change_side) == []
    assert lines(graph) == counted


def test_an_answer_comes_too_late_once_it_is_closed(graph: FakeGraph) -> None:
    graph.answers[repository.find_introduction] = [introduction("expired")]
    with pytest.raises(StepOutOfOrder):
        answer(graph, "yes")
    assert graph.written == []


@pytest.mark.parametrize("text", [LINK.text[:-1] + "x", "x", "", f"{LINK.id}_{'A' * 43}"])
def test_a_link_with_another_secret_does_not_work(graph: FakeGraph, text: str) -> None:
    installation = Installation(graph, SetClock(NOON))
    with pytest.raises(LinkExpired):
        service.load_question(installation, SETTINGS, text)


def test_a_link_works_until_its_last_hour(graph: FakeGraph) -> None:
    graph.answers[repository.find_introduction] = [introduction("asked")]
    answer(graph, "yes", hours=24)
    with pytest.raises(LinkExpired):
        answer(graph, "no", hours=25)
