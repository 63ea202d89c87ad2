"""Headlines and their lines are true of the figures, and are good sentences."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pairings.models import Connection, Contact, Pairing, PairingSettings
from app.pairings.rules import phrasing
from app.pairings.rules.components.flows import LEAST_CLAIMED
from app.pairings.rules.connections import connections
from app.pairings.rules.evidence import explain, explain_in_full
from app.pairings.rules.names import call_names
from app.pairings.rules.scoring import Scorer
from benchmarks.advice.sentences import pairings
from tests.pairings_facts import make_facts
from tests.prose.rules import load_rules
from tests.realistic_facts import realistic_facts

NOT_SO = (
    (r"\(\(|\)\)|\(\)", "doubled or empty brackets"),
    (r"  ", "doubled spaces"),
    (r"\d\.\d", "a decimal"),
    (r"\b1 clients|\bone clients|two or three client\b", "number and noun"),
    (r"\.\.|,\.|:\.| [.,;:]", "doubled or loose marks"),
    (r"\ba [aeio]|\ban (?![AEFHILMNORSX]|[aeiou]|hour|honest|heir)", "a or an"),
    (r"\bNone\b|\bnan\b|\{|\}", "what is not there"),
    (r"\bwhen when\b|\b(\w+) \1\b", "doubled words"),
    (r"our estimate|Figures are", "the mark, which a page says once"),
)
FLOW = re.compile(
    r"(?P<one>.+?) (?:and (?P<each>.+?) )?could send (?P<other>.+?) (?P<amount>(?:about one client|"
    r"(?:two or three|\d+ to \d+|more than 30) clients) a year|a client now and then)"
    r"(?: and (?:get (?P<back>.+) back|(?P<seldom>now and then get one back)))?\."
)


@cache
def scorer(seed: int) -> Scorer:
    return Scorer(realistic_facts(seed, 30), PairingSettings())


def told(pairing: Pairing) -> list[str]:
    return [pairing.sentence, *(e.text for part in pairing.components for e in part.evidence)]


def check(text: str) -> None:
    for pattern, what in NOT_SO:
        assert not re.search(pattern, text), f"{what}: {text}"
    assert re.match(r"[A-Z“]", text), text
    assert text.endswith("."), text
    assert not re.search(r"[.;:,]\.$", text), text


def test_printed_pairings_are_good_sentences_in_the_words_of_the_house() -> None:
    rules = [rule for rule in load_rules() if rule.fails and "pages" in rule.scopes]
    for pairing in pairings(60):
        for text in told(pairing):
            check(text)
            assert [rule.use for rule in rules if rule.pattern.search(text)] == [], text


@given(seed=st.integers(0, 50), a=st.integers(0, 29), b=st.integers(0, 28))
def test_a_headline_of_clients_adds_up_with_what_is_below_it(seed: int, a: int, b: int) -> None:
    score = scorer(seed)
    ids = sorted(score.contacts)
    one = ids[a]
    other = [contact for contact in ids if contact != one][b]
    pairing = explain_in_full(score, score.score(one, other))
    found = FLOW.fullmatch(pairing.sentence)
    if found is None:
        assert "could send" not in pairing.sentence
        return
    sums = {kind: total(score, pairing, kind) for kind in ("a_to_b", "b_to_a")}
    called = dict(
        zip(call_names(pairing.a.name, pairing.b.name), ("a_to_b", "b_to_a"), strict=True)
    )
    forth = sums[called[found["one"]]]
    back = min(sums.values())
    assert forth == max(sums.values())
    assert found["amount"] == phrasing.clients_a_year(forth)
    if found["each"]:
        assert phrasing.clients_a_year(back) == found["amount"]
    elif found["back"]:
        assert found["back"] == phrasing.how_many(back)
        assert back >= phrasing.SELDOM
    elif found["seldom"]:
        assert LEAST_CLAIMED <= back < phrasing.SELDOM
    else:
        assert back < LEAST_CLAIMED
    lines_agree(pairing, claims_back=back >= LEAST_CLAIMED, taker=found["other"])


def total(score: Scorer, pairing: Pairing, kind: str) -> float:
    """A direction's clients a year from its events: each says its figure and its share of all."""
    events = [c for c in connections(score, pairing.a.id, pairing.b.id) if c.kind == kind]
    sums = {round(event.expected / event.share, 9) for event in events}
    assert len(sums) <= 1
    return sums.pop() if sums else 0.0


def lines_agree(pairing: Pairing, *, claims_back: bool, taker: str) -> None:
    """The lines under a headline of clients tell the same directions and no event of another."""
    leading = max(pairing.components, key=lambda one: one.value * one.weight)
    lines = [e for e in leading.evidence if e.text.startswith("Clients ")]
    assert lines
    both = lines[0].text.startswith("Clients both ways: ")
    assert (len(lines) == 2 or both) == claims_back
    if not claims_back:
        assert lines[0].text.startswith(f"Clients for {taker}: ")


@given(seed=st.integers(0, 10**6))
def test_sentences_are_good_whatever_people_have(seed: int) -> None:
    facts = make_facts(seed, 5)
    score = Scorer(facts, PairingSettings())
    ids = [contact.id for contact in facts.contacts]
    for one, other in pairwise(ids):
        for text in told(explain(score, score.score(one, other))):
            assert not re.search(r"\(\(|\)\)|  |\.\.|\b1 clients|None", text), text
            assert text.endswith(".")


@given(seed=st.integers(0, 50))
def test_a_page_tells_no_fact_twice(seed: int) -> None:
    score = scorer(seed)
    ids = sorted(score.contacts)
    for one, other in pairwise(ids):
        pairing = explain(score, score.score(one, other))
        for part in pairing.components:
            texts = [e.text for e in part.evidence]
            assert len(set(texts)) == len(texts)
            assert pairing.sentence not in texts


@pytest.mark.parametrize(
    ("one", "other", "called"),
    [
        ("Ann Osei", "Lee Park", ("Ann", "Lee")),
        ("Anne-Marie O'Neil", "Zoë Park", ("Anne-Marie", "Zoë")),
        ("Ann Osei", "Ann Park", ("Ann Osei", "Ann Park")),
        ("Dr. Ann Osei", "Lee Park", ("Dr. Ann Osei", "Lee Park")),
        ("J. Robert Hale", "Lee Park", ("J. Robert Hale", "Lee Park")),
        ("ANN OSEI", "Lee Park", ("ANN OSEI", "Lee Park")),
        ("Osei, Ann", "Lee Park", ("Osei, Ann", "Lee Park")),
        ("李娜", "Madonna", ("李娜", "Madonna")),
    ],
)
def test_people_are_called_by_given_names_where_these_are_sure(
    one: str, other: str, called: tuple[str, str]
) -> None:
    assert call_names(one, other) == called


def test_a_contact_who_sees_clients_of_both_is_named() -> None:
    facts = realistic_facts(1, 3)
    people = [
        replace(contact, id=key, name=name, professions=(profession,), own_meets={}, pools={})
        for contact, (key, name, profession) in zip(
            facts.contacts,
            [
                ("a", "Mia Torres", "divorce_attorney"),
                ("b", "Lee Park", "mortgage_broker"),
                ("c", "Paula Vance", "mediator"),
            ],
            strict=True,
        )
    ]
    told_of = _sources_of(people)
    assert "Paula Vance (mediator) probably sees clients of both" in told_of
    assert "Paula Vance" not in _sources_of(people[:2])
    kept = _sources_of(people, lasting=True)
    assert "ediators" in kept
    assert "Paula Vance" not in kept


def _sources_of(people: list[Contact], *, lasting: bool = False) -> str:
    facts = replace(realistic_facts(1, 3), contacts=tuple(people), asks=(), live=())
    score = Scorer(facts, PairingSettings())
    pairing = explain(score, score.score("a", "b"), lasting=lasting)
    parts = {part.name: part for part in pairing.components}
    return " ".join(e.text for e in parts["shared_sources"].evidence)


def test_shares_of_a_direction_are_at_most_the_whole() -> None:
    score = scorer(3)
    ids = sorted(score.contacts)
    for one, other in pairwise(ids):
        found: tuple[Connection, ...] = connections(score, one, other)
        for kind in ("a_to_b", "b_to_a"):
            assert sum(c.share for c in found if c.kind == kind) <= 1 + 1e-9
