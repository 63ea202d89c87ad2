"""The catalog that the product starts with: whole, honest about its figures, known to the trade."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.catalog.models import Catalog, Meets, NeedEntry, Profession, TriggerEvent
from app.catalog.repository.files import (
    CatalogError,
    check,
    load_catalog,
    load_cautions,
    load_onet_titles,
)
from app.catalog.rules import caution_between, cautions_in, normalise_title
from catalog.build_onet_titles import titles_in
from docs.catalog import derivations, raw_events, statistics

FOLDER = Path(__file__).resolve().parents[2] / "catalog"
CATALOG = load_catalog()
JUDGEMENT = "judgement"
MEETS = {(m.profession, e.key): m.per_quarter for e in CATALOG.trigger_events for m in e.meets}
NEEDS = {(n.profession, e.key): n.likelihood for e in CATALOG.trigger_events for n in e.needs}


def unsourced(figure: dict[str, Any]) -> bool:
    """Whether a figure leaves open where it comes from, or says it otherwise than the rest."""
    addresses = [figure["source"], figure.get("see", "")]
    odd = any("://" in address or address.startswith("www.") for address in addresses)
    if figure["source"] == JUDGEMENT:
        return odd or "grade" in figure
    return odd or "see" in figure or figure.get("grade") not in {"A", "B", "C"}


def flow(a: str, b: str) -> float:
    """Situations a quarter in which one profession could name the other."""
    return sum(MEETS.get((a, e.key), 0) * NEEDS.get((b, e.key), 0) for e in CATALOG.trigger_events)


# ── what is there ────────────────────────────────────────────────────────────────────────────


def test_there_are_enough_professions_spheres_and_trigger_events() -> None:
    assert len(CATALOG.professions) >= 134
    assert len({profession.sphere for profession in CATALOG.professions}) >= 10
    themes = Counter(event.theme for event in CATALOG.trigger_events)
    assert themes.total() >= 83
    assert min(themes["life"], themes["business"]) >= 25


def test_every_profession_meets_something_and_is_needed_somewhere() -> None:
    keys = {profession.key for profession in CATALOG.professions}
    assert keys - {profession for profession, _ in MEETS} == set()
    assert keys - {profession for profession, _ in NEEDS} == set()


@pytest.mark.parametrize("event", CATALOG.trigger_events, ids=lambda event: str(event.key))
def test_an_event_is_met_and_needed_by_several(event: TriggerEvent) -> None:
    assert len(event.meets) >= 4
    assert len(event.needs) >= 5


def test_a_divorce_needs_whom_the_trade_knows() -> None:
    needed = {profession for profession, event in NEEDS if event == "divorce"}
    assert needed >= {
        "divorce_attorney", "mediator", "therapist", "financial_advisor", "cpa", "realtor",
        "mortgage_broker", "estate_attorney", "real_estate_attorney", "life_coach",
        "business_valuator",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("divorce_attorney", "mortgage_broker"),
        ("estate_attorney", "cpa"),
        ("realtor", "home_inspector"),
        ("wedding_planner", "photographer"),
        ("business_attorney", "cpa"),
        ("financial_advisor", "estate_attorney"),
        ("chiropractor", "injury_attorney"),
        ("web_designer", "copywriter"),
        ("care_manager", "home_care"),
    ],
)
def test_professions_that_live_from_each_other_name_each_other(a: str, b: str) -> None:
    assert min(flow(a, b), flow(b, a)) > 0.25


def test_professions_of_different_worlds_have_nothing_for_each_other() -> None:
    assert flow("jeweller", "turnaround_adviser") == flow("turnaround_adviser", "jeweller") == 0


# ── where figures come from ──────────────────────────────────────────────────────────────────


def test_a_figure_names_where_it_was_published_or_is_our_judgement() -> None:
    figures = [figure for event in raw_events() for figure in (*event["meets"], *event["needs"])]
    assert len(figures) == len(MEETS) + len(NEEDS)
    assert [figure for figure in figures if unsourced(figure)] == []


def test_figures_that_were_published_are_stated_as_published() -> None:
    published = {
        (event.key, need.profession): need.likelihood
        for event in CATALOG.trigger_events
        for need in event.needs
        if need.source != JUDGEMENT
    }
    assert published == {
        ("divorce", "divorce_attorney"): 0.67,
        ("divorce", "life_agent"): 0.3,
        ("inheritance", "financial_advisor"): 0.86,
        ("marriage", "life_agent"): 0.3,
        ("new_baby", "life_agent"): 0.4,
        ("home_purchase", "home_inspector"): 0.82,
        ("home_sale", "home_stager"): 0.19,
        ("car_accident", "injury_attorney"): 0.43,
        ("wedding_planning", "venue_manager"): 0.91,
        ("wedding_planning", "photographer"): 0.89,
        ("wedding_planning", "dj"): 0.66,
        ("wedding_planning", "wedding_planner"): 0.26,
        ("wedding_planning", "videographer"): 0.33,
        ("remodelling", "contractor"): 0.42,
    }


def test_a_published_figure_says_of_whom_it_is_and_in_whose_words() -> None:
    published = [n for e in raw_events() for n in e["needs"] if n["source"] != JUDGEMENT]
    assert [n for n in published if not n.keys() >= {"denominator", "quote", "year"}] == []
    assert [n["quote"] for n in published if len(n["quote"].split()) > 20] == []
    ours = [n for e in raw_events() for n in e["needs"] if n["source"] == JUDGEMENT]
    assert [n for n in ours if n.keys() & {"denominator", "quote", "year", "n"}] == []


def test_what_follows_from_statistics_is_the_figure() -> None:
    found = derivations()
    assert len(found) >= 45
    assert {one.of for one in found} <= set(statistics())
    for one in found:
        assert one.per_quarter == pytest.approx(one.follows, rel=0.06), one
        assert 0.25 <= one.known <= 1, one


def test_the_figures_used_most_follow_from_statistics_or_say_why_not() -> None:
    figures = [(event, meets) for event in raw_events() for meets in event["meets"]]
    named = {
        event.key: sum(n.likelihood * (0.3 if n.open is None else n.open) for n in event.needs)
        for event in CATALOG.trigger_events
    }
    figures.sort(key=lambda one: -one[1]["per_quarter"] * named[one[0]["key"]])
    unexplained = [
        (event["key"], meets["profession"])
        for event, meets in figures[:30]
        if not meets.keys() & {"derived", "unchecked"}
    ]
    assert unexplained == []


# ── what the formula needs ───────────────────────────────────────────────────────────────────


def test_every_event_has_its_words_for_sentences() -> None:
    for event in CATALOG.trigger_events:
        assert event.when_clients is not None, event.key
        assert event.when_clients.startswith(("when ", "after ")), event.key
        assert event.client is not None, event.key
        assert event.client.startswith(("a ", "an ")), event.key
        assert event.clients, event.key
        assert not event.clients.startswith(("a ", "an ")), event.key


def test_events_of_the_same_clients_are_one_occasion() -> None:
    occasions: dict[str, set[str]] = {}
    for event in CATALOG.trigger_events:
        occasions.setdefault(event.occasion, set()).add(event.key)
    assert occasions["wedding"] == {"marriage", "wedding_planning", "remarriage_prenup"}
    death = {"death_in_family", "inheritance", "inherited_house", "contested_will"}
    assert occasions["death"] == death
    moves = {"home_purchase", "home_sale", "relocation", "new_construction"}
    assert occasions["home_move"] == moves
    assert occasions["yearly_business"] == {"year_end", "insurance_renewal", "owners_review"}
    assert occasions["lawsuit"] == {"lawsuit"}


def test_every_profession_says_what_clients_it_serves() -> None:
    assert [p.key for p in CATALOG.professions if not p.segments] == []
    segments = {p.key: p.segments for p in CATALOG.professions}
    assert segments["divorce_attorney"] == ("private",)
    assert segments["payroll_provider"] == ("business",)
    assert segments["cpa"] == ("private", "business")


def test_who_sells_the_same_competes_and_who_sends_clients_does_not() -> None:
    pairs = {frozenset((p.key, c)) for p in CATALOG.professions for c in p.competes_with}
    assert frozenset(("cpa", "tax_preparer")) in pairs
    assert frozenset(("financial_advisor", "private_banker")) in pairs
    for partners in (
        ("mediator", "divorce_attorney"),
        ("business_broker", "mna_advisor"),
        ("chiropractor", "physical_therapist"),
        ("estate_attorney", "elder_law_attorney"),
    ):
        assert frozenset(partners) not in pairs


def test_who_may_not_or_would_not_name_someone_sends_them_no_clients() -> None:
    refused = {p.key: set(p.no_flow_to) for p in CATALOG.professions}
    for lender in ("mortgage_broker", "business_banker", "title_officer"):
        assert "appraiser" in refused[lender]
    assert "appraiser" not in refused["estate_attorney"] | refused["divorce_attorney"]
    assert {"financial_advisor", "realtor"} <= refused["pharmacist"]
    others = {p.key for p in CATALOG.professions} - {"veterinarian"}
    assert refused["veterinarian"] == others


def test_needs_of_the_new_events_are_of_those_who_have_no_one() -> None:
    events = {event.key: event for event in CATALOG.trigger_events}
    for key in ("estate_plan", "arrest", "home_repair", "product_launch"):
        assert {need.open for need in events[key].needs} == {1.0}
    yearly = {need.open for need in events["year_end"].needs}
    assert max(share for share in yearly if share is not None) <= 0.2
    heirs = {need.profession: need for need in events["inheritance"].needs}
    advisor = heirs["financial_advisor"]
    assert advisor.open is not None
    assert advisor.likelihood * advisor.open == pytest.approx(0.36, abs=0.01)


# ── cautions ─────────────────────────────────────────────────────────────────────────────────


def test_a_caution_is_careful_and_names_its_source() -> None:
    spheres = {p.sphere for p in CATALOG.professions} | {"*"}
    for caution in load_cautions():
        assert set(caution.spheres) <= spheres
        assert re.search(r"\b(may|differs?)\b", caution.text), caution.text
        assert not re.search(r"\b(illegal|must|crime|felony)\b", caution.text), caution.text
        assert caution.countries == ("US",)


def test_two_spheres_have_the_line_that_fits_them_best() -> None:
    here = cautions_in(load_cautions(), "US")
    found = caution_between(here, "finance", "accounting")
    assert found is not None
    assert found == caution_between(here, "accounting", "finance")
    assert found.spheres == ("accounting", "finance")
    general = caution_between(here, "marketing", "health")
    assert general is not None
    assert general.spheres == ("health", "*")
    assert caution_between(here, "marketing", "building") is None
    assert cautions_in(load_cautions(), "GB") == ()


def test_a_rationale_says_something_of_its_own() -> None:
    needs = [need for event in CATALOG.trigger_events for need in event.needs]
    assert [need for need in needs if len(need.rationale.split()) < 3] == []
    assert [need for need in needs if need.rationale.endswith((".", "?"))] == []


@given(st.text())
@example("ϔ & İ\u0345ﬃ_Ⅷ㎏")
def test_a_normalised_title_is_its_own_normal_form(title: str) -> None:
    assert normalise_title(normalise_title(title)) == normalise_title(title)


# ── O*NET ────────────────────────────────────────────────────────────────────────────────────


def test_titles_are_of_occupations_that_are_just_one_profession() -> None:
    owners = Counter(code for codes in CATALOG.exact_codes.values() for code in codes)
    own = {code for code, count in owners.items() if count == 1}
    titles = load_onet_titles()
    assert set(titles.values()) <= own
    assert len(titles) > 1000
    assert len({normalise_title(title) for title in titles}) == len(titles)


def test_a_cell_holds_one_title_or_two() -> None:
    assert list(titles_in("Dentist")) == ["Dentist"]
    assert list(titles_in("Dental Doctor (DMD)")) == ["Dental Doctor"]
    assert list(titles_in("Vet Dentist (Veterinary Dentist)")) == [
        "Vet Dentist",
        "Veterinary Dentist",
    ]


def test_where_the_titles_come_from_is_said_beside_them() -> None:
    words = re.sub(r"\s+#?\s*", " ", (FOLDER / "onet_titles.tsv").read_text()[:1000])
    note = re.sub(r"\s+", " ", (FOLDER / "LICENSE_NOTE.md").read_text())
    for text in (words, note):
        assert "O*NET 27.0 Database" in text
        assert "U.S. Department of Labor, Employment and Training Administration" in text
        assert "CC BY 4.0" in text


# ── a catalog that does not fit together ─────────────────────────────────────────────────────

LAW = Profession(key="law", name="Law", sphere="legal", aliases_by_country={"*": ("Counsel",)})
NEED = NeedEntry(
    profession="law", likelihood=1.0, from_day=0, to_day=9, rationale="Why", source=JUDGEMENT
)
SPLIT = TriggerEvent(key="split", name="Split", sphere="family", day_zero="filed", needs=(NEED,))


@pytest.mark.parametrize(
    ("professions", "events", "words"),
    [
        ([LAW, LAW], [], "twice: law"),
        ([LAW], [SPLIT, SPLIT], "twice: split"),
        (
            [LAW],
            [SPLIT.model_copy(update={"needs": (NEED.model_copy(update={"profession": "laww"}),)})],
            "split: no profession called “laww”; did you mean “law”?",
        ),
        (
            [LAW],
            [
                SPLIT.model_copy(
                    update={"meets": (Meets(profession="tax", per_quarter=1.0, source="x"),)}
                )
            ],
            "split: no profession called “tax”",
        ),
        (
            [LAW, LAW.model_copy(update={"key": "tax", "name": "counsel"})],
            [],
            "names law and tax",
        ),
        (
            [
                LAW,
                LAW.model_copy(
                    update={
                        "key": "tax",
                        "name": "Tax",
                        "aliases_by_country": {"UK": ("COUNSEL",)},
                    }
                ),
            ],
            [],
            "“COUNSEL” (UK) names law and tax",
        ),
    ],
)
def test_a_fault_is_named(
    professions: list[Profession], events: list[TriggerEvent], words: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        check(Catalog(professions=tuple(professions), trigger_events=tuple(events), exact_codes={}))
    assert words in str(caught.value)


def test_a_competitor_or_occasion_that_does_not_fit_is_named() -> None:
    rival = LAW.model_copy(update={"competes_with": ("tax",)})
    part = SPLIT.model_copy(update={"key": "part", "needs": (), "occasion": "split"})
    whole = SPLIT.model_copy(update={"occasion": "part"})
    for professions, events, words in (
        ((rival,), (), "law: no profession called “tax”"),
        ((LAW,), (part, whole), "part: “split” is itself part of “part”; that would be circular"),
    ):
        with pytest.raises(CatalogError, match=words):
            check(Catalog(professions=professions, trigger_events=events, exact_codes={}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("likelihood", 1.1),
        ("likelihood", -0.1),
        ("likelihood", float("nan")),
        ("to_day", -1),
        ("rationale", " "),
        ("source", ""),
        ("profession", "Law"),
        ("grade", "A"),
    ],
)
def test_a_need_out_of_bounds_is_refused(field: str, value: Any) -> None:
    with pytest.raises(
        ValueError, match=field if field != "to_day" else "from_day is after to_day"
    ):
        NeedEntry(**{**NEED.model_dump(), field: value})
