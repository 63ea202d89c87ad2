"""Titles as contacts write them: the profession that they name, or none."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.models import Profession
from app.catalog.repository.files import load_catalog
from app.titles.models import Recognition
from app.titles.repository import load_lexicon
from app.titles.rules.names import Names
from app.titles.rules.recognizing import Recognizer
from app.titles.rules.words import fold
from app.titles.service import shipped_recognizer

HELD_OUT = Path(__file__).resolve().parents[2] / "data" / "titles" / "held_out.tsv"
CATALOG = {profession.key for profession in load_catalog().professions}
BY_COUNTRY = {c: shipped_recognizer(c) for c in ("US", "GB", "UK", "IE", "CA", "AU", "DE")}


def recognized(title: str, company: str = "") -> Recognition:
    return BY_COUNTRY["US"].recognize(title, company)


@pytest.mark.parametrize(
    ("country", "title", "profession"),
    [
        ("US", "Realtor®", "realtor"),
        ("US", "Attorney at Law", "general_attorney"),
        ("US", "CPA, MBA", "cpa"),
        ("US", "Managing Partner | Divorce Lawyer", "divorce_attorney"),
        ("US", "Mortgage Loan Originator at Acme", "mortgage_broker"),
        ("US", "Founder - Wedding Planner", "wedding_planner"),
        ("US", "Owner/Electrician", "electrician"),
        ("US", "Registered Nurse (Hospice Nurse)", "hospice_nurse"),
        ("US", "Licensed Massage Therapist (LMT)", "massage_therapist"),
        ("US", "M&A Advisor", "mna_advisor"),
        ("US", "divorce_attorney", "divorce_attorney"),
        ("US", "Solicitor", "general_attorney"),
        ("UK", "Solicitor", "general_attorney"),
        ("GB", "Solicitor", "general_attorney"),
        ("GB", "Estate Agent", "realtor"),
        ("GB", "Independent Financial Adviser", "financial_advisor"),
        ("GB", "Chartered Accountant", "cpa"),
        ("GB", "Licensed Conveyancer", "title_officer"),
        ("GB", "Letting Agent", "property_manager"),
        ("GB", "Mortgage Adviser", "mortgage_broker"),
        ("GB", "Joiner", "carpenter"),
        ("IE", "Barrister-at-law", "general_attorney"),
        ("IE", "Qualified Financial Advisor", "financial_advisor"),
        ("CA", "Barrister & Solicitor", "general_attorney"),
        ("CA", "Real Estate Salesperson", "realtor"),
        ("AU", "Conveyancer", "title_officer"),
        ("AU", "Sparky", "electrician"),
        ("DE", "Estate Agent", "realtor"),
    ],
)
def test_a_title_names_a_profession_in_the_words_of_its_country(
    country: str, title: str, profession: str
) -> None:
    assert BY_COUNTRY[country].recognize(title).profession == profession


@pytest.mark.parametrize(
    ("title", "profession"),
    [
        ("Senior Partner, Estate Planning Attorney", "estate_attorney"),
        ("Attorney - Wills, Trusts and Probate", "estate_attorney"),
        ("CPA & Forensic Accountant", "forensic_accountant"),
        ("Speaker | Author | Bookkeeper for makers", "bookkeeper"),
        ("Sr. Loan Officer II, NMLS #123456", "mortgage_broker"),
        ("Home Inspector and Owner", "home_inspector"),
        ("Bookkeeper, coach", "bookkeeper"),
        ("Buyer’s Agent", "realtor"),
        ("Steuerberaterin", "cpa"),
        ("Avocate en droit de la famille", "divorce_attorney"),
        ("Abogada de familia", "divorce_attorney"),
        ("Commercialista", "cpa"),
        ("Corretora de imóveis", "realtor"),
        ("Hypotheekadviseur", "mortgage_broker"),
    ],
)
def test_the_most_specific_words_win_wherever_they_stand(title: str, profession: str) -> None:
    assert recognized(title).profession == profession


@pytest.mark.parametrize(
    ("title", "company", "profession"),
    [
        ("Agent", "State Farm", "property_agent"),
        ("Broker", "Keller Williams Realty", "realtor"),
        ("Owner", "Smith & Sons Roofing LLC", "roofer"),
        ("Owner | Landscaping", "", "landscaper"),
        ("Partner, Trusts and Estates", "Grey Legal LLP", "estate_attorney"),
        ("Architect", "Grey Studio", "architect"),
        ("Architect", "Amazon", None),
        ("Partner", "KPMG", None),
        ("Business Development Associate", "Grey Law LLP", None),
        ("Receptionist at a chiropractic clinic", "", None),
    ],
)
def test_a_company_helps_or_hinders(title: str, company: str, profession: str | None) -> None:
    assert recognized(title, company).profession == profession


@pytest.mark.parametrize(
    "title",
    ["", " | ", "Founder & CEO", "Wizard", "Restaurant Manager", "Claims Adjuster", "Body Piercer",
     "Management Analyst", "Warehouse Worker", "Chemist", "Financial Analyst",
     "Software Architect", "Solutions Architect", "Market Manager", "CRO", "Scrum Coach",
     "Arbor Press Operator", "Elevator Contractor", "Barber and Beauty Equipment Salesman",
     "Assistant to the Financial Advisor", "Professor of Law", "Assistant District Attorney"],
)  # fmt: skip
def test_a_title_that_names_none_of_our_professions_gives_none(title: str) -> None:
    assert recognized(title).profession is None


@pytest.mark.parametrize(
    "title",
    ["Retired recruiter", "JD candidate", "Aspiring realtor", "Avocat à la retraite",
     "Seeking a role as bookkeeper", "Open to work | Recruiter", "Former realtor",
     "Executive Assistant to a Financial Advisor", "Student, Architecture"],
)  # fmt: skip
def test_who_no_longer_not_yet_or_only_assists_in_doing_it_is_ruled_out(title: str) -> None:
    assert recognized(title) == Recognition(ruled_out=True)


@pytest.mark.parametrize(
    ("title", "profession"),
    [
        ("Financial advisor helping retired teachers", "financial_advisor"),
        ("Divorce attorney | former prosecutor", "divorce_attorney"),
        ("Realtor seeking to help first-time buyers", "realtor"),
        ("CPA and adjunct professor", "cpa"),
    ],
)
def test_words_about_others_or_about_the_past_leave_what_one_does(
    title: str, profession: str
) -> None:
    assert recognized(title).profession == profession


@pytest.mark.parametrize(
    ("title", "company", "in_house"),
    [
        ("Corporate Recruiter", "Acme", True),
        ("General Counsel", "Acme", True),
        ("Outside General Counsel", "Grey Legal", False),
        ("Technical Recruiter", "Robert Half", False),
        ("Internal Medicine Physician", "Lake Clinic", False),
    ],
)
def test_who_serves_one_employer_keeps_the_profession(
    title: str, company: str, in_house: bool
) -> None:
    found = recognized(title, company)
    assert found.profession is not None
    assert found.in_house is in_house


def test_the_word_of_ones_own_country_wins_over_that_of_another() -> None:
    words = {"sphere": "trade", "aliases": ("Agent",)}
    spy = Profession(key="spy", name="Spy", aliases_by_country={"US": ("Agent",)}, **words)
    seller = Profession(key="seller", name="Seller", aliases_by_country={"GB": ("Agent",)}, **words)
    for country, key in (("US", "spy"), ("GB", "seller")):
        found = Recognizer(load_lexicon(), Names((spy, seller), country)).recognize("agent")
        assert found.profession == key


def test_an_alias_of_the_workspace_wins_over_every_rule() -> None:
    catalog = load_catalog().professions
    own = [
        p.model_copy(update={"aliases": (*p.aliases, "Retired Deal Maker", "Realtor")})
        if p.key == "business_broker"
        else p
        for p in catalog
    ]
    recognizer = Recognizer(load_lexicon(), Names(own, "US", shipped=catalog))
    assert recognizer.recognize("retired deal-maker").profession == "business_broker"
    assert recognizer.recognize("retired deal-maker").by == "own"
    assert recognizer.recognize("Realtor").profession == "business_broker"


def test_phrases_for_professions_that_the_workspace_lacks_are_left_out() -> None:
    lexicon = load_lexicon()
    few = [p for p in load_catalog().professions if p.key in {"realtor", "cpa"}]
    recognizer = Recognizer(lexicon, Names(few, "US"))
    assert recognizer.recognize("Real estate professional").profession == "realtor"
    assert recognizer.recognize("Electrician").profession is None


def test_only_words_for_these_wait_until_the_catalog_has_them() -> None:
    lexicon = load_lexicon()
    assert {*lexicon.phrases, *lexicon.practice} - CATALOG == {
        "court_reporter", "notary", "paralegal", "reverse_mortgage_specialist",
    }  # fmt: skip


def test_every_profession_of_the_catalog_is_recognized_by_its_name() -> None:
    names = {p.key: recognized(p.name).profession for p in load_catalog().professions}
    assert {key: found for key, found in names.items() if found != key} == {}


def test_no_phrase_names_two_professions() -> None:
    owners: dict[str, set[str]] = {}
    for profession, phrases in load_lexicon().phrases.items():
        for phrase in phrases:
            owners.setdefault(fold(phrase), set()).add(profession)
    assert {phrase: found for phrase, found in owners.items() if len(found) > 1} == {}


@given(st.text(), st.text())
def test_any_text_may_be_asked_for(title: str, company: str) -> None:
    assert recognized(title, company).profession in {None, *CATALOG}


def test_a_title_as_long_as_a_text_is_read_up_to_where_titles_end() -> None:
    assert recognized("Realtor | " + "word " * 1000).profession == "realtor"
    assert recognized("(" * 5000).profession is None


def test_titles_that_no_one_tuned_on_are_recognized_as_docs_titles_says() -> None:
    found: Counter[str] = Counter()
    with HELD_OUT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            right = CATALOG.intersection(row["profession"].split("|"))
            if row["note"] == "unclear":
                continue
            clear = bool(right) and "-" not in row["profession"].split("|")
            got = recognized(row["title"], row["company"]).profession
            found["assigned"] += got is not None
            found["right"] += got in right
            found["clear"] += clear
            found["clear and right"] += clear and got in right
    assert found["right"] / found["assigned"] >= 0.97
    assert found["clear and right"] / found["clear"] >= 0.75
