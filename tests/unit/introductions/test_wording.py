"""Which words belong to which step."""

import pytest

from app.introductions.models import Given, Outcome, SideSituation, Situation, State
from app.introductions.rules.wording import text_to_send
from app.message_templates.models import TextKey


@pytest.mark.parametrize(
    ("state", "reminded", "outcome", "text"),
    [
        ("draft", 0, None, None),
        ("asked", 0, None, "opt_in_question"),
        ("asked", 1, None, "reminder"),
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
    assert text_to_send(Situation(state=state, reminded=reminded), outcome) == text


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [("yes", "yes", "bridge"), ("not_now", "yes", None), ("yes", "not_now", None)],
)
def test_nobody_is_brought_together_who_has_since_said_not_now(
    a: Given, b: Given, text: TextKey | None
) -> None:
    sides = {"a": SideSituation(a), "b": SideSituation(b)}
    assert text_to_send(Situation(state="agreed", sides=sides), None) == text  # type: ignore[arg-type]
