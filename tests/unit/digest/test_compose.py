"""When the Monday letter is due, what it says, and that nobody can make up its links."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.digest.models import Proposal, SuggestionLink
from app.digest.rules.compose import compose, compose_day, day_of_letter, letter_due
from app.digest.rules.links import is_over, link_token, read_link

MONDAY = date(2026, 11, 23)
IDEA = SuggestionLink("w", "dana", "2026-W48", "ann", "lee")
ZONES = ["America/New_York", "Europe/Dublin", "Pacific/Kiritimati", "Pacific/Pago_Pago"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("monday", [MONDAY, date(2026, 3, 9), date(2026, 3, 30)])
def test_letters_are_due_from_seven_on_working_days_wherever_one_is(
    zone: str, monday: date
) -> None:
    there = ZoneInfo(zone)
    seven = datetime(monday.year, monday.month, monday.day, 7, tzinfo=there)
    for hours, due in ((-1, None), (0, "week"), (23, "week"), (24, "day"), (119, "day"),
                       (120, None), (166, None), (168, "week")):  # fmt: skip
        wall = (datetime.combine(monday, seven.time()) + timedelta(hours=hours)).replace(
            tzinfo=there
        )
        assert letter_due(wall.astimezone(UTC), there) == due, hours
    assert day_of_letter((seven + timedelta(hours=20)).astimezone(UTC), there) == monday


def test_the_letter_of_a_day_names_what_is_due_and_nothing_else() -> None:
    one = compose_day("Dana Whitfield", ["Have Al and Di met?"], "https://x/week")
    assert one.subject == "Have Al and Di met?"
    two = compose_day("Dana", ["Have Al and Di met?", "Ask Bo and Cy"], "https://x/week")
    assert two.subject == "2 introductions are due today"
    assert "- Ask Bo and Cy" in two.text


def test_the_letter_says_what_people_do_and_marks_estimates_once() -> None:
    introduced = "Ann Osei (divorce attorney) and Lee Park (mortgage broker)"
    proposals = [
        Proposal("Ann Osei and Lee Park", "Ann could send Lee about one client a year.",
                 "https://x.example/m/1", introduced=introduced, estimated=True),
        Proposal("Bo and Cy", "Bo and Cy have common ground.", "https://x.example/m/2"),
    ]  # fmt: skip
    estimated = compose("Dana", MONDAY, proposals, [], [], "https://x/week").text
    assert f"1. {introduced}\n" in estimated
    assert estimated.count("Figures are our estimates.") == 1
    plain = compose("Dana", MONDAY, proposals[1:], [], [], "https://x/week").text
    assert "estimates" not in plain


def test_the_letter_names_each_pair_with_its_reason_and_link() -> None:
    proposals = [
        Proposal("Ann and Lee", "They serve the same clients.", "https://x.example/m/1"),
        Proposal("Bo and Cy", "Bo could send Cy clients.", "https://x.example/m/2",
                 may_know=("Bo and Cy move in the same circles.",)),
    ]  # fmt: skip
    due, touch = ["Have Al and Di met?"], ["Mo, last in touch June 3, 2026"]
    text = compose("Dana Whitfield", MONDAY, proposals, due, touch, "https://x/week")
    assert text.subject == "Your week from November 23"
    assert text.text.splitlines()[:3] == [
        "Good morning Dana,",
        "",
        "Two introductions worth making this week:",
    ]
    for proposal in proposals:
        for said in (proposal.names, proposal.sentence, proposal.link):
            assert said in text.text
    asked = "Do they know each other? Bo and Cy move in the same circles. The link takes that too."
    assert text.text.count("Do they know each other?") == text.text.count(asked) == 1
    assert "Due this week:\n- Have Al and Di met?\n" in text.text
    assert "Time to check in:\n- Mo, last in touch June 3, 2026\n" in text.text


def test_a_week_without_a_good_pairing_says_what_would_help() -> None:
    text = compose("Dana", MONDAY, [], [], [], "https://x/week")
    assert "Rate a few more contacts" in text.text
    assert "Due this week" not in text.text
    assert "Time to check in" not in text.text


ids = st.text(alphabet="abcXYZ019._~:@-", min_size=1, max_size=20)


@given(st.builds(SuggestionLink, ids, ids, st.just("2026-W48"), ids, ids))
def test_a_link_says_what_it_was_made_of(idea: SuggestionLink) -> None:
    token = link_token(b"secret", idea)
    assert read_link(b"secret", token) == idea
    assert read_link(b"other", token) is None


@given(st.text(max_size=80))
def test_no_other_text_is_a_link(text: str) -> None:
    assert read_link(b"secret", text) is None


def test_a_link_with_one_letter_changed_opens_nothing() -> None:
    token = link_token(b"secret", IDEA)
    for at in range(len(token)):
        other = "A" if token[at] != "A" else "B"
        assert read_link(b"secret", token[:at] + other + token[at + 1 :]) != IDEA or at == (
            len(token) - 1
        )


def test_a_letter_of_two_weeks_ago_opens_nothing() -> None:
    assert not is_over(MONDAY, MONDAY + timedelta(13))
    assert is_over(MONDAY, MONDAY + timedelta(14))
