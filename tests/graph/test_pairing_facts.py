"""A graph made by hand, and exactly the facts that stand in it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from neo4j import Driver

from app.graph import Graph
from app.pairings.models import (
    Ask,
    Catalog,
    Contact,
    Facts,
    Frequency,
    LiveOccurrence,
    Need,
)
from app.pairings.repository import load_facts, read_settings
from tests.graph.networks import Network, add, twisted, write_networks

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
GRAPH: dict[str, Any] = {
    "nodes": {
        "Profession law": {"name": "Attorney"},
        "Profession loan": {"name": "Mortgage broker"},
        "Profession tax": {"name": "Tax adviser"},
        "TriggerEvent divorce": {"name": "Divorce"},
        "Group chamber": {"name": "Chamber", "meets_regularly": True},
        "Group choir": {"name": "Choir"},
        "Organisation acme": {"name": "Acme"},
        "Organisation bank": {"name": "Bank"},
        "Organisation ucc": {"name": "UCC"},
        "ProspectPool owners": {"name": "New owners"},
        "Person dana": {"name": "Dana"},
        "Person ann": {
            "name": "Ann", "role": "partner", "regions": ["US/NY"], "segments": ["Families"],
            "town": "Rye", "opted_out": True, "away_until": date(2026, 4, 1),
        },
        "Person lee": {"name": "Lee", "role": "client"},
        "Person zoe": {"name": "Zoe", "role": "partner"},
        "Snooze dana|ann|lee": {
            "connector": "dana", "a": "ann", "b": "lee", "until": date(2026, 5, 1)
        },
        "Snooze zoe|ann|lee": {
            "connector": "zoe", "a": "ann", "b": "lee", "until": date(2026, 6, 1)
        },
        "Introduction first": {"introduced_at": datetime(2026, 1, 5, 23, 30, tzinfo=UTC)},
        "Introduction then": {"declined_at": datetime(2026, 2, 7, 10, tzinfo=UTC)},
        "Introduction beside": {"introduced_at": datetime(2026, 2, 9, 10, tzinfo=UTC)},
        "Referral lately": {"on": date(2026, 2, 1)},
        "Favour long_ago": {"on": date(2025, 1, 1)},
        "Meeting lunch": {"on": date(2026, 2, 2)},
        "Ask wish": {"status": "open", "text": "a broker at Bank"},
        "Ask granted": {"status": "closed"},
        "Occurrence seen": {"status": "open", "on": date(2026, 2, 20)},
        "Occurrence unseen": {"status": "open", "on": date(2026, 2, 21)},
        "Occurrence over": {"status": "closed", "on": date(2026, 2, 22)},
    },
    "relationships": [
        {"law MEETS divorce": {"per_quarter": 6.0, "source": "judgement"}},
        {"divorce NEEDS loan": {
            "likelihood": 0.7, "from_day": 0, "to_day": 60, "rationale": "homes", "source": "x",
        }},
        {"dana PRACTICES tax": {"position": 0}},
        "dana MEMBER_OF chamber",
        {"dana KNOWS ann": {
            "trust": 0.6, "context_keys": ["law"], "context_trust": [0.9],
            "since": date(2020, 1, 1), "not_now_until": date(2026, 3, 9),
        }},
        {"dana KNOWS lee": {"rated": False}},
        {"ann KNOWS dana": {"trust": 0.3, "context_keys": ["tax"], "context_trust": [0.8]}},
        {"zoe KNOWS dana": {"trust": 1.0}},
        {"ann PRACTICES loan": {"position": 1}},
        {"ann PRACTICES law": {"position": 0}},
        {"ann MEETS divorce": {"per_quarter": 2.5, "source": "own"}},
        {"ann WORKED_AT acme": {"to": date(2015, 1, 1)}},
        "ann WORKED_AT bank",
        "ann STUDIED_AT ucc",
        "ann MEMBER_OF chamber",
        "ann MEMBER_OF choir",
        {"ann SERVES owners": {"weight": 0.5}},
        "lee KNOWS ann",
        "lee KNOWS zoe",
        "lee DO_NOT_INTRODUCE ann",
        "dana MADE first",
        {"first INTRODUCES ann": {
            "side": "a", "asked_at": NOW, "answer": "yes", "meet_again": False,
        }},
        {"first INTRODUCES lee": {
            "side": "b", "asked_at": NOW, "answer": "silent", "meet_again": True,
            "followed_up": True,
        }},
        "zoe MADE then",
        {"then INTRODUCES ann": {
            "side": "a", "asked_at": NOW, "answer": "no", "meet_again": True,
        }},
        {"then INTRODUCES lee": {"side": "b", "followed_up": False}},
        "dana MADE beside",
        "beside INTRODUCES ann",
        "beside INTRODUCES zoe",
        "ann GAVE lately",
        "ann GAVE long_ago",
        "lately TO lee",
        "ann ATTENDED lunch",
        "ann ASKS wish",
        "wish FOR loan",
        "wish FOR bank",
        "wish FOR zoe",
        "wish FOR owners",
        "ann ASKS granted",
        "lee HANDLES seen",
        "seen SHARED_WITH chamber",
        "seen OF divorce",
        "lee HANDLES unseen",
        "unseen SHARED_WITH zoe",
        "unseen OF divorce",
        "lee HANDLES over",
        "over SHARED_WITH dana",
        "over OF divorce",
    ],
}  # fmt: skip
ANN = Contact(
    id="ann",
    name="Ann",
    professions=("law", "loan"),
    own_meets={"divorce": Frequency(2.5, "own")},
    regions=("US/NY",),
    segments=("Families",),
    town="Rye",
    trust=0.6,
    trust_by_context={"law": 0.9},
    trust_in_connector=0.8,
    since=date(2020, 1, 1),
    opted_out=True,
    away_until=date(2026, 4, 1),
    not_now_until=date(2026, 3, 9),
    current_organisations=frozenset({"bank"}),
    past_organisations=frozenset({"acme"}),
    schools=frozenset({"ucc"}),
    groups=frozenset({"chamber", "choir"}),
    meeting_groups=frozenset({"chamber"}),
    pools={"owners": 0.5},
    kept=(1, 1),
    glad=(0, 1),
    asked=1.0,
    accepted=1.0,
    activity=4,
    labels={
        "acme": "Acme",
        "bank": "Bank",
        "ucc": "UCC",
        "chamber": "Chamber",
        "choir": "Choir",
        "owners": "New owners",
    },
)
LEE = Contact(id="lee", name="Lee", role="client", glad=(1, 1), asked=0.5, activity=1)
CATALOG = Catalog(
    profession_names={"law": "Attorney", "loan": "Mortgage broker", "tax": "Tax adviser"},
    trigger_names={"divorce": "Divorce"},
    meets={"law": {"divorce": Frequency(6.0, "judgement")}, "loan": {}, "tax": {}},
    needs={"divorce": {"loan": Need(0.7, 0, 60, "homes", "x")}},
)


def network(workspace: str) -> Network:
    """The graph, for a workspace that is there already."""
    made = Network(workspace)
    add(made, GRAPH)
    return made


def load(graph: Graph, workspace: str, connector: str) -> Facts | None:
    return graph.read(workspace, lambda tx: load_facts(tx, connector, NOW, *read_settings(tx)))


@pytest.fixture
def facts(graph: Graph, driver: Driver, workspace: str) -> Facts:
    write_networks(driver, [network(workspace)])
    facts = load(graph, workspace, "dana")
    assert facts is not None
    return facts


def test_facts_are_what_stands_in_the_graph_and_nothing_else(facts: Facts) -> None:
    in_order = replace(facts, contacts=tuple(sorted(facts.contacts, key=lambda c: c.id)))
    assert in_order == Facts(
        workspace=facts.workspace,
        connector_id="dana",
        now=NOW,
        catalog=CATALOG,
        contacts=(ANN, LEE),
        connector_professions=("tax",),
        connector_groups=frozenset({"chamber"}),
        connector_name="Dana",
        connected=frozenset({("ann", "lee")}),
        do_not_introduce=frozenset({("ann", "lee")}),
        cooling_since={("ann", "lee"): date(2026, 2, 7)},
        snoozed_until={("ann", "lee"): date(2026, 5, 1)},
        asks=(
            Ask(
                "wish",
                "ann",
                persons=frozenset({"zoe"}),
                organisations=frozenset({"bank"}),
                professions=frozenset({"loan"}),
                pools=frozenset({"owners"}),
                text="a broker at Bank",
            ),
        ),
        live=(LiveOccurrence("seen", "lee", "divorce", date(2026, 2, 20)),),
    )


def test_a_twin_with_the_same_ids_adds_no_fact(
    graph: Graph, driver: Driver, facts: Facts, workspace: str
) -> None:
    write_networks(driver, [twisted(network(f"{workspace}-twin")), network(f"{workspace}-equal")])
    again = load(graph, workspace, "dana")
    assert again is not None
    assert sorted(again.contacts, key=lambda c: c.id) == [ANN, LEE]
    assert replace(again, contacts=()) == replace(facts, contacts=())


def test_nobody_has_no_facts(graph: Graph, facts: Facts) -> None:
    assert load(graph, facts.workspace, "nobody") is None


def test_another_connector_has_their_own_contacts(graph: Graph, facts: Facts) -> None:
    theirs = load(graph, facts.workspace, "ann")
    assert theirs is not None
    assert [contact.id for contact in theirs.contacts] == ["dana"]
    assert (theirs.connector_professions, theirs.connected) == (("law", "loan"), frozenset())


def test_a_changed_catalog_is_seen_at_once(
    graph: Graph, driver: Driver, facts: Facts, workspace: str
) -> None:
    driver.execute_query(
        "MATCH (w:Workspace {id: $workspace}) SET w.catalog_seq = w.catalog_seq + 1 "
        "WITH w MATCH (f:Profession {workspace: $workspace, id: 'tax'}) SET f.name = 'CPA'",
        workspace=workspace,
        database_="neo4j",
    )
    again = load(graph, workspace, "dana")
    assert again is not None
    assert again.catalog.profession_names["tax"] == "CPA"
