"""Which words are to be sent at which step."""

from collections.abc import Mapping

from app.drafts.models import TextKey
from app.introductions.models import Outcome, State

TO_SEND: Mapping[State, TextKey] = {
    "asked": "opt_in_question",
    "agreed": "bridge",
    "introduced": "nudge",
    "met": "follow_up",
    "closed": "thank_you",
}
SENT_BEFORE: Mapping[State, TextKey] = {"introduced": "bridge", "followed_up": "follow_up"}
"""What was sent to come into this state: it must be sent again where it did not arrive."""


def text_to_send(state: State, reminded: int, outcome: Outcome | None) -> TextKey | None:
    """The text of this step; None where nothing is to be said.

    `reminded` is how many reminders this state has had.
    """
    if state == "asked" and reminded:
        return "reminder"
    if state == "introduced" and not reminded:
        return None
    if state == "closed" and outcome != "referral":
        return None
    return TO_SEND.get(state)


def text_sent_before(state: State, reminded: int) -> TextKey | None:
    """The text that led to this state, for as long as the state has had no reminder."""
    return None if reminded else SENT_BEFORE.get(state)
