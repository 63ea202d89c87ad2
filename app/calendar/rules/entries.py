"""Which introductions the calendar lists, on which day, and how."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from app.calendar.models import Entry
from app.introductions.models import Introduction, State

WHAT_TO_DO: Mapping[State, str] = {
    "draft": "Ask {a} and {b} whether they’d like to meet",
    "asked": "{a} and {b}: remind them, or pause it",
    "agreed": "Introduce {a} and {b}: both said yes",
    "introduced": "Have {a} and {b} met?",
    "met": "Ask {a} and {b} how it went",
    "followed_up": "Check in with {a} and {b}",
}


def entries(introductions: Iterable[Introduction], zone: ZoneInfo) -> list[Entry]:
    """An entry for each introduction that waits for the connector, on its day in their zone."""
    return [
        Entry(
            id=introduction.id,
            day=introduction.due.astimezone(zone).date(),
            summary=WHAT_TO_DO[introduction.state].format(
                a=introduction.a_name, b=introduction.b_name
            ),
            description="From your introductions.",
            changed=introduction.history[-1].at if introduction.history else introduction.due,
            version=introduction.version,
        )
        for introduction in introductions
        if introduction.due is not None and introduction.state in WHAT_TO_DO
    ]
