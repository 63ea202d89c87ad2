"""The fast path against the whole formula in one statement, on generated graphs, on each engine."""

import json
from dataclasses import replace
from itertools import combinations
from random import Random
from secrets import token_hex
from typing import Any

import pytest
from neo4j import Driver

from app.graph import Graph, Reader
from app.pairings.models import Facts, PairingSettings
from app.pairings.repository import load_facts, oracle_statement, read_settings
from app.pairings.rules.evidence import explain_in_full
from app.pairings.rules.ranking import rank
from app.pairings.rules.scoring import ScoredPair, Scorer
from app.pairings.service import as_cypher, oracle_parameters
from tests.graph.networks import write_networks
from tests.pairings_facts import NOW, make_catalog, make_facts
from tests.pairings_network import network_of
from tests.sessions import acting

CATALOG = make_catalog(Random(1), professions=12, triggers=8)
SEEDS = range(12)
CONTACTS = 18
ALL = 10_000
PAIRS_ALONE = 12
OTHER_SETTINGS: list[dict[str, float | bool]] = [
    {"weight_mutual_flow": 0.1, "weight_ground": 0.4, "weight_networkers": 0.2},
    {"region_unknown": 0.2, "region_everywhere": 1.0, "segment_least": 0.6, "segment_unknown": 0.3},
    {"acceptance_prior_weight": 1.0, "acceptance_base": 0.2, "unrated_trust_shared_group": 0.9},
    {"trust_floor": 0.0, "too_new_days": 10, "cooling_down_days": 30, "weak_below": 0.0},
    {"allow_competitors": True, "shared_pool_full_likelihood": 0.9, "activity_scale": 1.0},
    {"live_rise_days": 60.0, "weight_live": 0.5, "weight_ask": 0.02, "ground_town": 0.7},
    {"ground_school": 0.9, "ground_past_employer": 0.1, "ground_group": 0.6, "standing_unknown": 1},
]


@pytest.fixture(scope="session")
def written(driver: Driver) -> dict[int, Facts]:
    """Generated facts, each written into a workspace of its own; all share the database."""
    run = token_hex(4)
    by_seed = {
        seed: replace(make_facts(seed, CONTACTS, catalog=CATALOG), workspace=f"oracle-{run}-{seed}")
        for seed in SEEDS
    }
    write_networks(driver, [network_of(facts) for facts in by_seed.values()])
    return by_seed


def ask_oracle(
    driver: Driver, facts: Facts, settings: PairingSettings, context: str | None = None
) -> list[dict[str, Any]]:
    parameters = oracle_parameters(
        facts.workspace, facts.connector_id, settings, NOW, limit=ALL, context=context
    )
    with driver.session(database="neo4j") as session:
        return session.execute_read(lambda tx: tx.run(oracle_statement(), parameters).data())


def in_order(facts: Facts) -> Facts:
    """Facts without what has no order or is only for words, to compare."""
    contacts = sorted((replace(c, labels={}) for c in facts.contacts), key=lambda c: c.id)
    # Which bit stands for whom differs; how many know both of two does not.
    circles = {
        (a.id, b.id): common
        for a, b in combinations(contacts, 2)
        if (common := (facts.circles.get(a.id, 0) & facts.circles.get(b.id, 0)).bit_count())
    }
    return replace(
        facts,
        circles=circles,  # type: ignore[arg-type]
        contacts=tuple(contacts),
        asks=tuple(sorted(facts.asks, key=lambda ask: ask.id)),
        live=tuple(sorted(facts.live, key=lambda occurrence: occurrence.id)),
    )


def agree(rows: list[dict[str, Any]], pairs: list[ScoredPair]) -> None:
    assert [(row["a"], row["b"]) for row in rows] == [(pair.a, pair.b) for pair in pairs]
    for row, pair in zip(rows, pairs, strict=True):
        expected = dict(pair.components) | {
            "score": pair.score,
            "value": pair.value,
            "may_know": pair.may_know,
            "acceptance": pair.acceptance,
            "a_to_b": pair.a_to_b,
            "b_to_a": pair.b_to_a,
        }
        found = {name: row[name] for name in expected}
        assert found == pytest.approx(expected, abs=1e-9), (pair.a, pair.b)


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_that_were_written_are_loaded_again(
    graph: Graph, written: dict[int, Facts], seed: int
) -> None:
    facts = written[seed]
    settings = PairingSettings()
    loaded = graph.read(
        facts.workspace, lambda tx: load_facts(tx, facts.connector_id, NOW, settings, seed + 2)
    )
    assert loaded is not None
    assert in_order(loaded) == in_order(facts)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_contacts_alone_give_the_pairing_that_all_contacts_give(
    graph: Graph, written: dict[int, Facts], seed: int
) -> None:
    facts = written[seed]
    pairs_alone_agree(graph, facts.workspace, facts.connector_id, seed)


def pairs_alone_agree(graph: Graph, workspace: str, connector: str, seed: int) -> None:
    """Compare some pairs loaded alone with the same among all contacts."""

    def load(tx: Reader) -> list[Scorer]:
        settings, catalog_seq = read_settings(tx)

        def scorer(only: list[str] | None) -> Scorer:
            facts = load_facts(tx, connector, NOW, settings, catalog_seq, only=only)
            assert facts is not None
            return Scorer(facts, settings)

        everyone, random = scorer(None), Random(seed)
        ids = sorted(everyone.contacts)
        return [everyone, *(scorer(random.sample(ids, 2)) for _ in range(PAIRS_ALONE))]

    everyone, *alone = graph.read(workspace, load)
    for two in alone:
        one, other = two.contacts
        expected = explain_in_full(everyone, everyone.score(one, other))
        assert explain_in_full(two, two.score(one, other)) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_one_statement_gives_the_same_scores_and_ranking(
    driver: Driver, written: dict[int, Facts], seed: int
) -> None:
    facts, settings = written[seed], PairingSettings()
    pairs = rank(facts, settings, limit=ALL)
    assert pairs
    agree(ask_oracle(driver, facts, settings), pairs)


@pytest.mark.parametrize("number", range(len(OTHER_SETTINGS)))
def test_other_settings_change_both_alike(
    driver: Driver, written: dict[int, Facts], number: int
) -> None:
    facts = written[number]
    settings = PairingSettings.model_validate(OTHER_SETTINGS[number])
    pairs = rank(facts, settings, limit=ALL)
    assert pairs != rank(facts, PairingSettings(), limit=ALL)
    agree(ask_oracle(driver, facts, settings), pairs)


def test_trust_is_taken_in_the_context_that_is_asked_for(
    driver: Driver, written: dict[int, Facts]
) -> None:
    facts, settings = written[1], PairingSettings()
    pairs = rank(facts, settings, limit=ALL, context="profession_1")
    agree(ask_oracle(driver, facts, settings, context="profession_1"), pairs)


def test_a_workspace_has_its_own_constants(driver: Driver, graph: Graph) -> None:
    facts = replace(make_facts(3, 4, catalog=CATALOG), workspace=f"oracle-own-{token_hex(4)}")
    own = {"weight_ground": json.dumps(0.5), "allow_competitors": json.dumps(True)}
    write_networks(driver, [network_of(facts, own)])
    settings, _ = graph.read(facts.workspace, read_settings)
    assert settings == PairingSettings(weight_ground=0.5, allow_competitors=True)


def test_the_printed_statement_brings_parameters_that_the_engine_reads(
    driver: Driver, graph: Graph, written: dict[int, Facts]
) -> None:
    facts = written[0]
    caller = acting(graph, facts.workspace, "read", facts.connector_id)
    text = as_cypher(caller, facts.connector_id, limit=5)
    lines = [line for line in text.splitlines() if line.startswith(":param ")]
    given = dict(line.removeprefix(":param ").rstrip(";").split(" => ", 1) for line in lines)
    assert text.endswith(oracle_statement())
    with driver.session(database="neo4j") as session:
        expressions = "RETURN " + ", ".join(f"{value} AS {name}" for name, value in given.items())
        record = session.execute_read(lambda tx: tx.run(expressions).single(strict=True))
    read = record.data()
    assert read["settings"] == PairingSettings().model_dump()
    assert (read["workspace"], read["connector"], read["limit"], read["context"]) == (
        facts.workspace,
        facts.connector_id,
        5,
        None,
    )
