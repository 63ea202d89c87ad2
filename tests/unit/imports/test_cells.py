"""What stands in a cell."""

from datetime import date

import pytest

from app.imports.rules.cells import BadCell, clean, company, day, several, share, yes_or_no


@pytest.mark.parametrize(
    "text", ["2024-10-31", "31 Oct 2024", "31 October 2024", "31-Oct-2024", "31 oct 2024"]
)
def test_dates_are_read_as_linkedin_and_iso_write_them(text: str) -> None:
    assert day(text) == date(2024, 10, 31)


@pytest.mark.parametrize(
    "text", ["31/10/2024", "10/31/24", "32 Oct 2024", "31 Okt 2024", "yesterday", "2024", "31 Oct"]
)
def test_a_date_that_could_mean_two_days_or_none_is_refused(text: str) -> None:
    with pytest.raises(BadCell, match="must be a date like 2024-10-31"):
        day(text)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("0.8", 0.8), ("0,8", 0.8)])
def test_shares_have_a_point_or_a_comma(text: str, number: float) -> None:
    assert share(text) == number


@pytest.mark.parametrize("text", ["1.1", "-0.1", "80%", "nan", "inf", "1e400", "high", "0.8.1"])
def test_what_is_no_number_from_0_to_1_is_refused(text: str) -> None:
    with pytest.raises(BadCell, match="must be a number from 0 to 1"):
        share(text)


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "1", "x"])
def test_yes_has_many_spellings(text: str) -> None:
    assert yes_or_no(text)


@pytest.mark.parametrize("text", ["", "no", "N", "False", "0"])
def test_no_has_many_spellings_and_the_empty_cell_is_one(text: str) -> None:
    assert not yes_or_no(text)


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(BadCell, match="must be yes or no"):
        yes_or_no("maybe")


def test_several_values_are_separated_by_semicolons_and_none_is_kept_twice() -> None:
    assert several(" a ; b b;;a;") == ("a", "b b")


@pytest.mark.parametrize("text", ["Self-employed", "FREELANCE", "  retired ", "N/A", "-"])
def test_what_people_write_without_an_employer_is_no_organisation(text: str) -> None:
    assert company(text) is None


def test_a_company_keeps_its_spelling() -> None:
    assert company("Retired  Greyhound Trust") == "Retired Greyhound Trust"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ann\0", "NUL"),
        ("Ann\x07", r"U\+0007"),
        ("Ann\x81", r"U\+0081"),
        ("Ann \ud800", "aren’t text"),
    ],
)
def test_what_no_text_has_is_refused_by_its_name(text: str, why: str) -> None:
    with pytest.raises(BadCell, match=why):
        clean(text)


@pytest.mark.parametrize("name", ["🦊 Fox", "محمد علي", "דנה לוי", "Ann\u200d\u200fB", "李小龙"])
def test_names_of_every_script_are_kept_as_they_are(name: str) -> None:
    assert clean(f"\ufeff {name}\xa0\u200b") == name
