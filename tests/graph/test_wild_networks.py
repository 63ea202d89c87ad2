"""Two ways from a graph to pairings agree: facts with the rules, and the formula as Cypher."""

from secrets import token_hex

import pytest
from neo4j import Driver

from app.graph import Graph
from app.pairings.models import Facts, PairingSettings
from app.pairings.repository import load_facts
from app.pairings.rules.ranking import rank
from app.pairings.rules.scoring import ScoredPair
from tests.graph.networks import twisted, write_networks
from tests.graph.test_oracle import ALL, agree, ask_oracle, in_order, pairs_alone_agree
from tests.pairings_facts import NOW
from tests.wild_networks import CONNECTOR, LENIENT, changed_settings, wild_network

CONTACTS = 32
SEEDS = (1, 5, 7, 12, 17, 19, 23)
"""Each constant changes what comes of at least one of these."""
FIELDS = sorted(PairingSettings.model_fields.keys() - {"ask_known_from"})
"""But for what decides only when a question is asked."""


@pytest.fixture(scope="session")
def wild(driver: Driver) -> dict[int, str]:
    """Workspaces by seed, each with a graph of its own."""
    run = token_hex(4)
    workspaces = {seed: f"wild-{run}-{seed}" for seed in SEEDS}
    write_networks(
        driver, [wild_network(seed, name, CONTACTS) for seed, name in workspaces.items()]
    )
    return workspaces


def facts_of(graph: Graph, workspace: str, settings: PairingSettings) -> Facts:
    facts = graph.read(workspace, lambda tx: load_facts(tx, CONNECTOR[1], NOW, settings, 1))
    assert facts is not None
    return facts


def ranked(facts: Facts, settings: PairingSettings, context: str | None = None) -> list[ScoredPair]:
    return rank(facts, settings, limit=ALL, context=context)


@pytest.mark.parametrize("context", [None, "f01"])
@pytest.mark.parametrize("seed", SEEDS)
def test_both_ways_give_the_same_pairs(
    graph: Graph, driver: Driver, wild: dict[int, str], seed: int, context: str | None
) -> None:
    facts = facts_of(graph, wild[seed], PairingSettings())
    pairs = ranked(facts, PairingSettings(), context)
    assert len(pairs) > CONTACTS / 4
    agree(ask_oracle(driver, facts, PairingSettings(), context), pairs)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_contacts_alone_give_the_pairing_that_all_contacts_give(
    graph: Graph, wild: dict[int, str], seed: int
) -> None:
    pairs_alone_agree(graph, wild[seed], CONNECTOR[1], seed)


@pytest.mark.parametrize("field", FIELDS)
def test_every_constant_counts_in_both_ways(
    graph: Graph, driver: Driver, wild: dict[int, str], field: str
) -> None:
    settings = changed_settings(field)
    for seed in reversed(SEEDS):
        facts = facts_of(graph, wild[seed], settings)
        pairs = ranked(facts, settings)
        agree(ask_oracle(driver, facts, settings), pairs)
        if pairs != ranked(facts_of(graph, wild[seed], LENIENT), LENIENT):
            return
    pytest.fail(f"{field} changes nothing")


def test_a_twin_with_the_same_ids_changes_nothing(
    graph: Graph, driver: Driver, wild: dict[int, str]
) -> None:
    workspace, settings = wild[1], PairingSettings()
    facts = facts_of(graph, workspace, settings)
    rows = ask_oracle(driver, facts, settings)
    write_networks(driver, [twisted(wild_network(1, f"wild-{token_hex(4)}", CONTACTS))])
    assert in_order(facts_of(graph, workspace, settings)) == in_order(facts)
    assert ask_oracle(driver, facts, settings) == rows
