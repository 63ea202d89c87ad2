"""Write the files of the demo again: `python -m demo.generate [FOLDER]`, by default this folder.

The same script writes the same bytes, whatever the computer and the day.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from demo.cast import CONNECTORS
from demo.dice import Dice
from demo.people import make_members, make_others
from demo.person import Person
from demo.ties import (
    Knows,
    Tie,
    acquaintances,
    among_members,
    make_ties,
    opinions_of,
    ratings,
)
from demo.words import CLIENT_NOTES, GROUP, NOTES

LINKEDIN_PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are '
    "missing. You will only see email addresses for connections who have allowed their "
    "connections to see or download their email address using this setting "
    "https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n'
    "\n"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
PERSON = "id,name,email,phone,profile,title,professions,organisation,town,regions,segments,role"
MEMBERS = f"{PERSON},connector,groups,meeting_groups,notes"
CONTACTS = f"{PERSON},notes"
RELATIONSHIPS = "from,to,trust,since,last_contact,contexts"


def files() -> dict[str, str]:
    """Every file of the demo: its path below the demo's folder, and its text."""
    members = make_members()
    people = [*members, *make_others(members)]
    taken: set[str] = set()
    ties = {
        connector.id: make_ties(row, connector, people, taken)
        for row, connector in zip(CONNECTORS, members, strict=False)
    }
    known = {person.id for person in members}
    known |= {tie.person.id for some in ties.values() for tie in some if tie.in_book}
    found = {"members.csv": _table(MEMBERS, _member_rows(members))}
    for connector, some in ties.items():
        found[f"contacts/{connector}.csv"] = _table(CONTACTS, _contact_rows(some))
        found[f"linkedin/{connector}/Connections.csv"] = LINKEDIN_PREAMBLE + _table(
            LINKEDIN, _linkedin_rows(connector, some)
        )
    rows = [_knows_row(knows, known) for knows in _relationships(members, ties, known)]
    found["relationships.csv"] = _table(RELATIONSHIPS, rows)
    found["acquainted.csv"] = _table("a,b", acquaintances(people, known))
    return found


def _relationships(
    members: Sequence[Person], ties: dict[str, list[Tie]], known: set[str]
) -> Iterator[Knows]:
    for connector in members[: len(ties)]:
        some = ties[connector.id]
        shown = {tie.person.id for tie in some if tie.shows_email}
        yield from ratings(connector, some, known | shown)
        yield from opinions_of(connector, some)
    yield from among_members(members)


def _member_rows(members: Sequence[Person]) -> Iterator[list[str]]:
    dice = Dice("notes on members")
    for person in members:
        row = _person_row(person)
        groups = [";".join(person.groups), GROUP]
        note = dice.pick(NOTES) if dice.chance(0.1) else ""
        yield [*row, "partner", "yes" if person.connector else "no", *groups, note]


def _contact_rows(ties: Sequence[Tie]) -> Iterator[list[str]]:
    for tie in sorted(ties, key=lambda tie: tie.person.name.split()[-1]):
        if tie.in_book:
            yield [*_person_row(tie.person), tie.role, _note(tie)]


def _note(tie: Tie) -> str:
    """A note on some, the same in everyone's address book."""
    dice = Dice(f"note on {tie.person.id}")
    if tie.person.member or not dice.chance(0.12):
        return ""
    return dice.pick(CLIENT_NOTES if tie.role == "client" else NOTES)


def _person_row(person: Person) -> list[str]:
    return [
        person.id,
        person.name,
        person.email,
        person.phone,
        _profile(person),
        person.title,
        ";".join(person.stated),
        person.organisation,
        person.town,
        ";".join(person.regions),
        ";".join(person.segments),
    ]


def _profile(person: Person) -> str:
    return f"https://www.linkedin.com/in/{person.profile}" if person.profile else ""


def _linkedin_rows(connector: str, ties: Sequence[Tie]) -> Iterator[list[str]]:
    """The latest connection first; now and then a blank row, left by someone who has left."""
    dice = Dice(f"connections of {connector}")
    for tie in sorted(ties, key=lambda tie: tie.since, reverse=True):
        if not tie.on_linkedin:
            continue
        if dice.chance(0.012):
            yield [""] * len(LINKEDIN.split(","))
        person, (first, _, last) = tie.person, tie.person.name.partition(" ")
        email = person.email if tie.shows_email else ""
        yield [first, last, _profile(person), email, person.organisation, person.title,
               _linkedin_day(tie.since)]  # fmt: skip


def _linkedin_day(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year}"


def _knows_row(knows: Knows, known: set[str]) -> list[str]:
    """Those whose id no file states are named by their email address."""
    target = knows.target.id if knows.target.id in known else knows.target.email
    trust = "" if knows.trust is None else f"{knows.trust:g}"
    since, last = (day.isoformat() if day else "" for day in (knows.since, knows.last_contact))
    return [knows.source.id, target, trust, since, last, knows.contexts]


def _table(header: str, rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def write(folder: Path) -> None:
    """Write every file below a folder."""
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
