"""When the letter is due, and what it says."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from app.digest.models import Email, Proposal
from app.pairings.rules.phrasing import MARK

SEVEN = time(7)
WINDOW = timedelta(hours=24)
"""A service that was away at seven still sends it on Monday, and not on Wednesday."""
MONDAY, SATURDAY = 0, 5
Kind = Literal["week", "day"]


def letter_due(now: datetime, zone: ZoneInfo) -> Kind | None:
    """Which letter is due in a time zone: from seven in the morning the week's on Mondays, on the
    other working days the day's, which tells only what has become due."""
    since_seven = now.astimezone(zone) - timedelta(hours=SEVEN.hour)
    begin = datetime.combine(since_seven.date(), SEVEN, tzinfo=zone)
    if not begin <= now < begin + WINDOW or since_seven.weekday() >= SATURDAY:
        return None
    return "week" if since_seven.weekday() == MONDAY else "day"


def day_of_letter(now: datetime, zone: ZoneInfo) -> date:
    """The day whose letter is due: the day that began at seven."""
    return (now.astimezone(zone) - timedelta(hours=SEVEN.hour)).date()


def compose(
    name: str,
    monday: date,
    proposals: Sequence[Proposal],
    due: Sequence[str],
    touch: Sequence[str],
    board: str,
) -> Email:
    """The letter; a week without a good pairing says so, and what would help.

    `due` says what to do, `touch` names the people to check in with.
    """
    first = name.split(" ", 1)[0]
    lines = [f"Good morning {first},", ""]
    if proposals:
        count = {1: "one introduction", 2: "two introductions", 3: "three introductions"}
        said = count.get(len(proposals), f"{len(proposals)} introductions")
        lines += [f"{said.capitalize()} worth making this week:", ""]
        for number, proposal in enumerate(proposals, start=1):
            lines += [
                f"{number}. {proposal.introduced or proposal.names}",
                f"   {proposal.sentence}",
                *_known_question(proposal),
                f"   Introduce them, or say not now: {proposal.link}",
                "",
            ]
        if any(proposal.estimated for proposal in proposals):
            lines += [MARK, ""]
    else:
        lines += [
            "No introduction stands out this week, and a weak one would cost you goodwill.",
            "Rate a few more contacts or import more of them, and next week will be better.",
            "",
        ]
    if due:
        lines += ["Due this week:", *(f"- {entry}" for entry in due), ""]
    if touch:
        lines += ["Time to check in:", *(f"- {one}" for one in touch), ""]
    lines += [f"Open your week: {board}", ""]
    subject = (
        proposals[0].names if len(proposals) == 1 else f"Your week from {monday:%B} {monday.day}"
    )
    return Email(subject=subject, text="\n".join(lines))


def _known_question(proposal: Proposal) -> list[str]:
    if not proposal.may_know:
        return []
    return [f"   Do they know each other? {' '.join(proposal.may_know)} The link takes that too."]


def compose_day(name: str, due: Sequence[str], board: str) -> Email:
    """The letter of a day on which something has become due."""
    lines = [f"Good morning {name.split(' ', 1)[0]},", "", "Due today:"]
    lines += [*(f"- {entry}" for entry in due), "", f"Open your week: {board}", ""]
    subject = due[0] if len(due) == 1 else f"{len(due)} introductions are due today"
    return Email(subject=subject, text="\n".join(lines))
