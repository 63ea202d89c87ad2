"""Which message is sent at which step."""

from collections.abc import Mapping

from app.introductions.models import Outcome, Situation, State
from app.introductions.rules.lifecycle import may_be_introduced
from app.message_templates.models import TextKey

TO_SEND: Mapping[State, TextKey] = {
    "asked": "opt_in_question",
    "agreed": "bridge",
    "introduced": "nudge",
    "met": "follow_up",
    "closed": "thank_you",
}
SENT_BEFORE: Mapping[State, TextKey] = {"introduced": "bridge", "followed_up": "follow_up"}
"""What was sent to come into this state: it is to be sent again where it did not arrive."""


def text_to_send(there: Situation, outcome: Outcome | None) -> TextKey | None:
    """The text of this step; None where nothing is to be said."""
    if there.state == "asked" and there.reminded:
        return "reminder"
    silent = (
        # One of the two has said “not now” since.
        (there.state == "agreed" and not may_be_introduced(there))
        or (there.state == "introduced" and not there.reminded)
        or (there.state == "closed" and outcome != "referral")
    )
    return None if silent else TO_SEND.get(there.state)
