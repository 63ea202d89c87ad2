"""Figures and catalog names are said in plain English, and rounded honestly."""

import pytest

from app.pairings.models import Need
from app.pairings.rules import phrasing
from tests.realistic_facts import shipped_catalog


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("mortgage broker", "a mortgage broker"),
        ("estate attorney", "an estate attorney"),
        ("HR consultant", "an HR consultant"),
        ("CPA", "a CPA"),
        ("UX designer", "a UX designer"),
        ("union organizer", "a union organizer"),
        ("heir finder", "an heir finder"),
        ("undertaker", "an undertaker"),
    ],
)
def test_a_profession_has_the_article_that_is_spoken(noun: str, said: str) -> None:
    assert phrasing.article(noun) == said


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("home inspector", "home inspectors"),
        ("home care agency", "home care agencies"),
        ("attorney", "attorneys"),
        ("CPA", "CPAs"),
        ("life coach", "life coaches"),
        ("handyman", "handymen"),
        ("member of the clergy", "members of the clergy"),
        ("attorney in general practice", "attorneys in general practice"),
        ("dealer (used cars of value)", "dealers (used cars of value)"),
    ],
)
def test_several_of_a_profession_are_in_the_plural(noun: str, several: str) -> None:
    assert phrasing.plural(noun) == several


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Divorce attorney", "divorce attorney"),
        ("CPA", "CPA"),
        ("M&A adviser", "M&A adviser"),
        ("Turning 65", "turning 65"),
    ],
)
def test_a_name_within_a_sentence_begins_small_unless_it_is_spelled(name: str, within: str) -> None:
    assert phrasing.in_sentence(name) == within


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0.4, "a client now and then"),
        (0.5, "about one client a year"),
        (1.4, "about one client a year"),
        (1.5, "two or three clients a year"),
        (3.4, "two or three clients a year"),
        (3.5, "4 to 6 clients a year"),
        (10.4, "7 to 10 clients a year"),
        (15.4, "11 to 15 clients a year"),
        (20.4, "16 to 20 clients a year"),
        (30.4, "21 to 30 clients a year"),
        (31.0, "more than 30 clients a year"),
    ],
)
def test_clients_a_year_are_said_in_whole_numbers(amount: float, said: str) -> None:
    assert phrasing.clients_a_year(amount) == said


@pytest.mark.parametrize(
    ("likelihood", "said"),
    [
        (0.004, "less than 1%"),
        (0.014, "about 1%"),
        (0.06, "about 6%"),
        (0.79, "about 80%"),
        (0.91, "about 91%"),
    ],
)
def test_a_likelihood_is_a_round_percentage(likelihood: float, said: str) -> None:
    assert phrasing.share(likelihood) == said


@pytest.mark.parametrize(
    ("from_day", "to_day", "said"),
    [
        (0, 0, "at once"),
        (0, 60, "within 60 days"),
        (0, 1, "within 1 day"),
        (30, 120, "between 30 days and 4 months after it"),
        (-90, 0, "in the 3 months before"),
        (-540, -270, "between 18 months and 9 months before it"),
        (-60, 330, "from 60 days before to 11 months after"),
        (0, 730, "within 2 years"),
        (0, 910, "within 2.5 years"),
    ],
)
def test_a_window_is_said_from_day_zero_on(from_day: int, to_day: int, said: str) -> None:
    assert phrasing.when(Need(0.5, from_day, to_day, "why", "judgement")) == said


def test_a_figure_says_whether_it_is_ours_theirs_or_published() -> None:
    assert phrasing.source("judgement") == "our estimate"
    assert phrasing.source("own") == "their own figure"
    assert phrasing.source("survey.example") == "survey.example"


def test_when_is_said_once_in_a_row() -> None:
    clauses = ["when a home is sold", "when a parent dies", "after a storm", "when it rains"]
    assert phrasing.any_of(clauses) == (
        "when a home is sold, a parent dies, after a storm or when it rains"
    )


def test_things_are_listed_with_commas_and_one_and() -> None:
    assert phrasing.listed(["a"]) == "a"
    assert phrasing.listed(["a", "b"]) == "a and b"
    assert phrasing.listed(["a", "b", "c"]) == "a, b and c"


def test_every_profession_of_the_catalog_has_a_plural_of_its_own() -> None:
    names = {phrasing.in_sentence(name) for name in shipped_catalog().profession_names.values()}
    several = {phrasing.plural(name) for name in names}
    assert len(several) == len(names)
    assert not several & names
