"""Which words belong to which step."""

import pytest

from app.drafts.models import TextKey
from app.introductions.models import Outcome, State
from app.introductions.rules.wording import text_sent_before, text_to_send


@pytest.mark.parametrize(
    ("state", "reminded", "outcome", "text"),
    [
        ("draft", 0, None, None),
        ("asked", 0, None, "opt_in_question"),
        ("asked", 1, None, "reminder"),
        ("agreed", 0, None, "bridge"),
        ("introduced", 0, None, None),
        ("introduced", 1, None, "nudge"),
        ("met", 0, None, "follow_up"),
        ("followed_up", 0, None, None),
        ("closed", 0, "referral", "thank_you"),
        ("closed", 0, "nothing", None),
        ("declined", 0, None, None),
        ("expired", 1, None, None),
        ("withdrawn", 0, None, None),
    ],
)
def test_each_step_has_its_words(
    state: State, reminded: int, outcome: Outcome | None, text: TextKey | None
) -> None:
    assert text_to_send(state, reminded, outcome) == text


@pytest.mark.parametrize(
    ("state", "reminded", "text"),
    [
        ("introduced", 0, "bridge"),
        ("introduced", 1, None),
        ("followed_up", 0, "follow_up"),
        ("agreed", 0, None),
        ("met", 0, None),
    ],
)
def test_what_led_to_a_state_matters_until_its_first_reminder(
    state: State, reminded: int, text: TextKey | None
) -> None:
    assert text_sent_before(state, reminded) == text
