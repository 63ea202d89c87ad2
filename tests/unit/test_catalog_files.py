"""The catalog that the product starts with: whole, honest about its figures, known to the trade."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from app.catalog.models import Catalog, Meets, NeedEntry, Profession, TriggerEvent
from app.catalog.repository.files import CatalogError, check, load_catalog, load_onet_titles
from app.catalog.rules import normalise_title
from catalog.build_onet_titles import titles_in

FOLDER = Path(__file__).resolve().parents[2] / "catalog"
CATALOG = load_catalog()
JUDGEMENT = "judgement"
MEETS = {(m.profession, e.key): m.per_quarter for e in CATALOG.trigger_events for m in e.meets}
NEEDS = {(n.profession, e.key): n.likelihood for e in CATALOG.trigger_events for n in e.needs}


def raw_events() -> list[dict[str, Any]]:
    """The trigger events with all that editors wrote, also what the product does not load."""
    files = sorted((FOLDER / "trigger_events").glob("*.yaml"))
    return [e for file in files for e in yaml.safe_load(file.read_text())["trigger_events"]]


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
    assert len(CATALOG.professions) >= 95
    assert len({profession.sphere for profession in CATALOG.professions}) >= 10
    themes = Counter(event.theme for event in CATALOG.trigger_events)
    assert themes.total() >= 45
    assert min(themes["life"], themes["business"]) >= 15


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
        ("divorce", "divorce_attorney"): 0.79,
        ("divorce", "therapist"): 0.6,
        ("divorce", "financial_advisor"): 0.7,
        ("inheritance", "financial_advisor"): 0.55,
        ("marriage", "life_agent"): 0.3,
        ("marriage", "estate_attorney"): 0.1,
        ("new_baby", "life_agent"): 0.4,
        ("home_purchase", "home_inspector"): 0.82,
        ("home_sale", "home_stager"): 0.19,
        ("car_accident", "injury_attorney"): 0.5,
        ("wedding_planning", "venue_manager"): 0.91,
        ("wedding_planning", "photographer"): 0.89,
        ("wedding_planning", "dj"): 0.66,
        ("wedding_planning", "wedding_planner"): 0.26,
        ("succession_planning", "life_agent"): 0.48,
        ("remodelling", "contractor"): 0.5,
    }


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
