"""Reasons are data, and their sentences are true of the data."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pairings.models import (
    Ask,
    Catalog,
    Contact,
    Facts,
    Frequency,
    LiveOccurrence,
    Need,
    Pairing,
    PairingSettings,
    ScoreParts,
)
from app.pairings.rules.components import TITLES
from app.pairings.rules.evidence import explain, explain_in_full
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.scoring import FORMULA_VERSION, Scorer
from tests.pairings_facts import make_facts

TODAY = date(2026, 11, 22)
CATALOG = Catalog(
    profession_names={"divorce_attorney": "Divorce attorney", "mortgage_broker": "Mortgage broker"},
    trigger_names={"divorce": "Divorce"},
    clauses={"divorce": "when a couple divorces"},
    meets={
        "divorce_attorney": {"divorce": Frequency(6, "caseload.example")},
        "mortgage_broker": {"divorce": Frequency(0.5, "judgement")},
    },
    needs={
        "divorce": {
            "mortgage_broker": Need(0.7, 0, 60, "refinancing", "judgement"),
            "divorce_attorney": Need(0.8, -60, 330, "the split", "survey.example"),
        }
    },
)
DANA = Contact("dana", "Dana Osei", professions=("divorce_attorney",), trust=0.9,
               regions=("US/NY/Kings",))  # fmt: skip
LEE = Contact("lee", "Lee Park", professions=("mortgage_broker",), trust=0.6,
              regions=("us/ny/kings",))  # fmt: skip
FACTS = Facts("w", "c", datetime(2026, 11, 22, tzinfo=UTC), CATALOG, (DANA, LEE))


def explained(facts: Facts = FACTS) -> Pairing:
    scorer = Scorer(facts, PairingSettings())
    return explain(scorer, scorer.score("dana", "lee"))


def texts(pairing: Pairing, component: str) -> list[str]:
    return [e.text for part in pairing.components if part.name == component for e in part.evidence]


def with_contacts(a: Contact, b: Contact) -> Facts:
    return replace(FACTS, contacts=(a, b))


def test_a_flow_is_told_by_its_events_and_place() -> None:
    placed = replace(CATALOG, segments={"divorce_attorney": ("p",), "mortgage_broker": ("p",)})
    assert texts(explained(replace(FACTS, catalog=placed)), "mutual_flow") == [
        "Clients for Lee: when a couple divorces.",
        "Both serve Kings.",
    ]


def test_an_event_without_a_clause_is_told_by_its_name() -> None:
    unsaid = replace(FACTS, catalog=replace(CATALOG, clauses={}))
    assert texts(explained(unsaid), "mutual_flow")[0] == "Clients for Lee: for “Divorce”."


def test_who_sees_an_event_both_ways_is_told_once() -> None:
    more = replace(DANA, own_meets={"divorce": Frequency(30, "own")})
    other = replace(LEE, own_meets={"divorce": Frequency(30, "own")})
    told = texts(explained(with_contacts(more, other)), "mutual_flow")
    assert told[0] == "Clients both ways: when a couple divorces."


def test_evidence_names_the_nodes_behind_it_and_its_sources() -> None:
    first = next(part for part in explained().components if part.name == "mutual_flow").evidence[0]
    assert first.refs == (
        "Profession:divorce_attorney",
        "TriggerEvent:divorce",
        "Profession:mortgage_broker",
        "Person:lee",
    )
    assert first.source == "caseload.example and our estimate"


def test_the_sentence_says_how_many_clients_each_could_send_the_other() -> None:
    # 4 quarters, a third of the names, half a voice, .3 who have nobody: .2 of 6 · 0.7 = 4.2 one
    # way, and of 0.5 · 0.8 = 0.4 · 330 of 390 days the other. What clients they serve isn't known.
    flow = explained().flow
    assert (flow.a_to_b, flow.b_to_a) == pytest.approx((0.84 * 0.7, 0.08 * 330 / 390 * 0.7))
    flow_leads = PairingSettings(weight_shared_pool=0.0)
    scorer = Scorer(FACTS, flow_leads)
    # What isn't known lowers the score and not what is shown, .84 a year; .07 back isn't claimed.
    assert explain(scorer, scorer.score("dana", "lee")).sentence == (
        "Dana could send Lee about one client a year."
    )


def test_ones_own_figure_is_told_as_ones_own() -> None:
    own = replace(DANA, own_meets={"divorce": Frequency(9, "own")})
    pairing = explained(with_contacts(own, LEE))
    first = next(part for part in pairing.components if part.name == "mutual_flow").evidence[0]
    assert first.source == "their own figure and our estimate"


@pytest.mark.parametrize(
    ("unplaced", "unserved", "said"),
    [
        (True, False, "We don't know where Dana works; the figures assume the same area."),
        (
            False,
            True,
            "We don't know which clients Lee serves; the figures assume the same clients.",
        ),
        (
            True,
            True,
            "We don't know where Dana works and which clients Lee serves; the figures assume the "
            "same area and clients.",
        ),
    ],
)
def test_what_is_not_known_is_said_and_not_counted(
    unplaced: bool, unserved: bool, said: str
) -> None:
    dana = replace(DANA, segments=("private",), regions=() if unplaced else DANA.regions)
    lee = replace(LEE, segments=() if unserved else ("private",))
    pairing = explained(with_contacts(dana, lee))
    assert texts(pairing, "mutual_flow")[-1] == said
    assert "Dana could send Lee about one client a year." in (
        pairing.sentence, next_flow(dana, lee)
    )  # fmt: skip


def next_flow(a: Contact, b: Contact) -> str:
    """The headline where flows count most."""
    scorer = Scorer(
        with_contacts(a, b), PairingSettings(weight_shared_pool=0, weight_shared_sources=0)
    )
    return explain(scorer, scorer.score("dana", "lee")).sentence


def test_who_works_far_apart_is_said_to() -> None:
    dana = replace(DANA, segments=("private",))
    lee = replace(LEE, segments=("private",), regions=("US/TX",))
    told = texts(explained(with_contacts(dana, lee)), "mutual_flow")
    assert told[-1] == "They work far apart, so we count about 30% of the clients."


def test_an_ask_that_fits_is_quoted() -> None:
    ask = Ask("a1", by="lee", professions=frozenset({"divorce_attorney"}), text="a good\n lawyer.")
    told = texts(explained(replace(FACTS, asks=(ask,))), "ask")
    assert told == ["In Lee's words: “a good lawyer”."]
    wordless = replace(FACTS, asks=(replace(ask, text=""),))
    assert texts(explained(wordless), "ask") == ["The request is among Lee's open ones."]


def test_an_open_need_is_told_by_month_and_without_the_client() -> None:
    occurrence = LiveOccurrence("o1", "dana", "divorce", TODAY - timedelta(20))
    told = texts(explained(replace(FACTS, live=(occurrence,))), "live")
    assert told == ["Divorce, November 2026: about 70% need a mortgage broker about now."]


@pytest.mark.parametrize(
    ("leads", "change", "said"),
    [
        ("ask", {"asks": (Ask("a1", by="lee", persons=frozenset({"dana"})),)},
         "Dana fits what Lee is looking for."),
        ("ask", {"asks": (Ask("a1", by="dana", persons=frozenset({"lee"})),)},
         "Lee fits what Dana is looking for."),
        ("ask", {"asks": (Ask("a1", by="dana", persons=frozenset({"lee"})),
                          Ask("a2", by="lee", persons=frozenset({"dana"})))},
         "Dana and Lee each fit what the other is looking for."),
        ("live", {"live": (LiveOccurrence("o1", "dana", "divorce", TODAY - timedelta(20)),)},
         "A client of Dana may need Lee now."),
        ("shared_pool", {}, "The same clients need both Dana and Lee."),
        ("shared_pool", {"contacts": (replace(DANA, pools={"p": 1.0}),
                                      replace(LEE, pools={"p": 1.0}))},
         "Dana and Lee serve the same prospects."),
        ("shared_sources", {}, "The same people refer clients to both Dana and Lee."),
        ("networkers", {"contacts": (replace(DANA, activity=1), replace(LEE, activity=9))},
         "Dana and Lee are both active networkers."),
        ("ground", {"contacts": (replace(DANA, town="Rye"), replace(LEE, town="Rye"))},
         "Dana and Lee have common ground."),
        ("ground", {"contacts": (replace(DANA, professions=()), LEE)},
         "Nothing that we know of connects Dana and Lee yet."),
    ],
)  # fmt: skip
def test_the_headline_says_what_counts_most(leads: str, change: dict[str, Any], said: str) -> None:
    weights = {f"weight_{name}": float(name == leads) for name in TITLES}
    scorer = Scorer(replace(FACTS, **change), PairingSettings(**weights))
    assert explain(scorer, scorer.score("dana", "lee")).sentence == said


def test_common_ground_is_told_by_name() -> None:
    labels = {"s": "Fordham", "o": "Larkspur Law", "g": "Rotary"}
    shared: dict[str, Any] = {
        "schools": frozenset({"s"}),
        "past_organisations": frozenset({"o"}),
        "groups": frozenset({"g"}),
        "town": "Rye",
        "labels": labels,
    }
    told = texts(
        explained(with_contacts(replace(DANA, **shared), replace(LEE, **shared))), "ground"
    )
    assert told == [
        "Both studied at Fordham.",
        "Both have worked at Larkspur Law.",
        "Both belong to Rotary.",
        "Both are in Rye.",
    ]


def test_a_component_without_value_has_no_evidence() -> None:
    for part in explained().components:
        assert bool(part.evidence) == (part.value > 0), part.name


def test_whoever_is_not_rated_is_named_for_rating() -> None:
    assert explained().needs_rating == ()
    assert explained(with_contacts(DANA, replace(LEE, trust=None))).needs_rating == ("lee",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"opted_out": True}, "opted_out"),
        ({"away_until": TODAY}, "away"),
        ({"not_now_until": TODAY}, "not_now"),
        ({"trust": 0.1}, "below_floor"),
        ({"since": TODAY - timedelta(89)}, "too_new"),
        ({"role": "client"}, "not_a_partner"),
        ({"professions": ("divorce_attorney",)}, "competitors"),
    ],
)
def test_a_person_who_is_not_to_be_introduced_is_said_to_be(
    change: dict[str, Any], code: str
) -> None:
    scorer = Scorer(with_contacts(DANA, replace(LEE, **change)), PairingSettings())
    verdict = explain_in_full(scorer, scorer.score("dana", "lee"))
    assert not verdict.eligible
    assert code in [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"connected": frozenset({("dana", "lee")})}, "connected"),
        ({"do_not_introduce": frozenset({("dana", "lee")})}, "do_not_introduce"),
        ({"cooling_since": {("dana", "lee"): TODAY - timedelta(179)}}, "cooling_down"),
        ({"snoozed_until": {("dana", "lee"): TODAY}}, "snoozed"),
    ],
)
def test_a_pair_that_is_not_to_be_introduced_is_said_to_be(
    change: dict[str, Any], code: str
) -> None:
    scorer = Scorer(replace(FACTS, **change), PairingSettings())
    verdict = explain_in_full(scorer, scorer.score("dana", "lee"))
    assert [reason.code for reason in verdict.reasons] == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [("current_organisations", "colleagues"), ("meeting_groups", "same_group")],
)
def test_people_who_meet_anyway_are_said_to(name: str, code: str) -> None:
    shared: dict[str, Any] = {name: frozenset({"x"})}
    facts = with_contacts(replace(DANA, **shared), replace(LEE, **shared))
    scorer = Scorer(facts, PairingSettings())
    assert code in [r.code for r in explain_in_full(scorer, scorer.score("dana", "lee")).reasons]


def test_terms_end_on_their_day() -> None:
    ended = replace(LEE, since=TODAY - timedelta(90), away_until=TODAY - timedelta(1))
    facts = replace(
        with_contacts(DANA, ended),
        cooling_since={("dana", "lee"): TODAY - timedelta(180)},
        snoozed_until={("dana", "lee"): TODAY - timedelta(1)},
    )
    scorer = Scorer(facts, PairingSettings())
    assert explain_in_full(scorer, scorer.score("dana", "lee")).eligible


def test_a_pair_that_is_fine_has_no_reason_against_it() -> None:
    scorer = Scorer(FACTS, PairingSettings())
    verdict = explain_in_full(scorer, scorer.score("lee", "dana"))
    assert verdict.eligible
    assert verdict.reasons == ()


def test_parts_recompute_the_score_and_name_no_one() -> None:
    pairing = explained()
    parts = pairing.parts
    value = sum(one.value * one.weight for one in parts.components)
    assert parts.formula == FORMULA_VERSION
    assert parts.score == pytest.approx(parts.acceptance * parts.relationship * value)
    assert DANA.name not in parts.model_dump_json()
    assert ScoreParts.model_validate_json(parts.model_dump_json()) == parts


def test_a_pairing_saved_before_versions_were_kept_is_of_the_first() -> None:
    before = explained().model_dump(exclude={"formula"})
    assert Pairing.model_validate(before).formula == 1


@given(seed=st.integers(0, 10**6))
def test_every_pair_can_be_explained_in_whole_sentences(seed: int) -> None:
    facts = make_facts(seed, 6)
    scorer = Scorer(facts, PairingSettings())
    ids = [contact.id for contact in facts.contacts]
    for a, b in pairwise(ids):
        pairing = explain_in_full(scorer, scorer.score(a, b))
        sentences = [e.text for part in pairing.components for e in part.evidence]
        for text in [*sentences, pairing.sentence, *(r.text for r in pairing.reasons)]:
            assert text.endswith("."), text
            assert text[0] == text[0].upper(), text
            assert "None" not in text
            assert "  " not in text


def test_why_two_may_know_each_other_is_told_without_who_or_how_many() -> None:
    facts = replace(FACTS, circles={"dana": 0b111, "lee": 0b110})
    may_know = explained(facts).may_know
    assert may_know.value == pytest.approx(1 - 0.9**2)
    assert [(why.code, why.text) for why in may_know.reasons] == [
        ("same_circles", "Dana Osei and Lee Park move in the same circles.")
    ]
    assert may_know.ask
    assert not explained(replace(FACTS, circles={"dana": 1, "lee": 1})).may_know.ask


def test_the_connectors_open_introduction_is_told_with_its_id() -> None:
    shown = explained(replace(FACTS, under_way={("dana", "lee"): "i1"}))
    assert shown.introduction_id == "i1"
    scorer = Scorer(replace(FACTS, under_way={("dana", "lee"): "i1"}), PairingSettings())
    assert [one.code for one in reasons(scorer, "lee", "dana")] == ["under_way"]
