"""When the letter is due, and what it says."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.monday.models import Proposal, Text

SEVEN = time(7)
WINDOW = timedelta(hours=24)
"""A service that was away at seven still sends it on Monday, and not on Wednesday."""


def is_due(now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is Monday, seven in the morning or later, in a time zone."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(local.weekday())
    begin = datetime.combine(monday, SEVEN, tzinfo=zone)
    return begin <= now < begin + WINDOW


def is_monday_somewhere(now: datetime) -> bool:
    """Whether it can be Monday anywhere: most minutes of a week nothing need be looked up."""
    return any((now + timedelta(hours=offset)).weekday() == 0 for offset in (-12, 0, 14))


def compose(
    name: str, monday: date, proposals: Sequence[Proposal], due: Sequence[str], board: str
) -> Text:
    """The letter; a week without a good pairing says so, and what would help."""
    first = name.split(" ", 1)[0]
    lines = [f"Good morning, {first},", ""]
    if proposals:
        count = {1: "one introduction", 2: "two introductions", 3: "three introductions"}
        said = count.get(len(proposals), f"{len(proposals)} introductions")
        lines += [f"{said.capitalize()} worth making this week:", ""]
        for number, proposal in enumerate(proposals, start=1):
            lines += [
                f"{number}. {proposal.names}",
                f"   {proposal.sentence}",
                f"   Yes, not now, or they know each other: {proposal.link}",
                "",
            ]
    else:
        lines += [
            "Nothing is good enough this week. Say how well you know a few more people, or bring",
            "in more of your contacts, and next Monday will be better.",
            "",
        ]
    if due:
        lines += ["Due this week:", *(f"- {entry}" for entry in due), ""]
    lines += [f"Your week: {board}", ""]
    subject = (
        proposals[0].names if len(proposals) == 1 else f"Your week from {monday.day} {monday:%B}"
    )
    return Text(subject=subject, text="\n".join(lines))
