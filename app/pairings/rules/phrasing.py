"""How figures and facts are said: plain English, honest rounding, sources named."""

from functools import lru_cache
from typing import Protocol

from app.pairings.models import ESTIMATE

OUR_ESTIMATE = ESTIMATE
MARK = "Figures are our estimates."
"""Said once on a page on which there are any."""
JUDGEMENT = "judgement"
OWN = "own"
A_MONTH = 30
QUARTERS = 4
"""In a year: the catalog counts clients per quarter, people count them per year."""
SELDOM = 0.5
"""Fewer clients a year are not counted: they come now and then."""
VOWELS = "aeiou"
SILENT = ("hour", "honest", "honour", "heir")
WHEN = "when "
LIKE_CONSONANTS = ("uni", "use", "util", "euro", "one")
"""Beginnings that are spoken like “you” or “won”, and so have “a” before them."""


def article(noun: str) -> str:
    """“a mortgage broker”, “an estate attorney”, “an HR consultant”, “a union organizer”."""
    first = noun.split(" ", 1)[0]
    spelled = first.isupper() and len(first) > 1
    if spelled:
        an = first[0] in "AEFHILMNORSX"
    else:
        sounds = noun.casefold()
        an = sounds.startswith(SILENT) or (
            sounds[:1] in VOWELS and not sounds.startswith(LIKE_CONSONANTS)
        )
    return f"{'an' if an else 'a'} {noun}"


@lru_cache(maxsize=4096)
def in_sentence(name: str) -> str:
    """A catalog name inside a sentence: “Divorce attorney” in small letters, CPA as it is."""
    first = name.split(" ", 1)[0]
    if any(character.isupper() for character in first[1:]):
        return name
    return name[:1].lower() + name[1:]


def plural(noun: str) -> str:
    """“home inspectors”, “home care agencies”, “members of the clergy”, “dealers (used cars)”."""
    head, tail = noun, ""
    for joint in (" (", " of ", " in ", " for "):
        at = head.find(joint)
        if at > 0:
            head, tail = head[:at], head[at:] + tail
    if head.endswith("y") and head[-2:-1] not in VOWELS:
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    elif head.endswith("man"):
        head = head[:-2] + "en"
    else:
        head += "s"
    return head + tail


def a_year(per_quarter: float) -> str:
    """A figure per quarter as “about 12 a year”."""
    return yearly(per_quarter * QUARTERS)


def yearly(amount: float) -> str:
    """“about 12 a year”: whole numbers, from twenty on to the nearest 5."""
    if amount < 0.5:
        return "less than 1 a year"
    return f"about {round(amount / 5) * 5 if amount >= 20 else round(amount)} a year"


RANGES = (
    (1.5, "about one"),
    (3.5, "two or three"),
    (6.5, "4 to 6"),
    (10.5, "7 to 10"),
    (15.5, "11 to 15"),
    (20.5, "16 to 20"),
    (30.5, "21 to 30"),
)
"""Below which figure what is said; each range holds the rounded figure."""


def how_many(amount: float) -> str:
    """An estimated figure as “about one”, “two or three”, “4 to 6”; .5 or more."""
    return next((said for below, said in RANGES if amount < below), "more than 30")


def clients_a_year(amount: float) -> str:
    """An estimate: “about one client a year”, “4 to 6 clients a year”, “a client now and then”."""
    if amount < SELDOM:
        return "a client now and then"
    clients = "client" if amount < RANGES[0][0] else "clients"
    return f"{how_many(amount)} {clients} a year"


def share(likelihood: float) -> str:
    """“about 70%”, rounded to five in the middle and to one at the ends."""
    percent = likelihood * 100
    if percent < 1:
        return "less than 1%"
    step = 5 if 10 <= percent <= 90 else 1
    return f"about {round(percent / step) * step}%"


class Window(Protocol):
    """Days from an event's day zero between which something is needed."""

    @property
    def from_day(self) -> int: ...

    @property
    def to_day(self) -> int: ...


def when(need: Window) -> str:
    """The window of a need, counted from the event's day zero."""
    start, end = need.from_day, need.to_day
    if start < 0 and end == 0:
        return f"in the {span(-start)} before"
    if end < 0:
        return f"between {span(-start)} and {span(-end)} before it"
    if start < 0:
        return f"from {span(-start)} before to {span(end)} after"
    if start == 0:
        return "at once" if end == 0 else f"within {span(end)}"
    return f"between {span(start)} and {span(end)} after it"


def span(days: int) -> str:
    """Days in the words people use: days up to two months, then months, then years."""
    if days <= 2 * A_MONTH:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < 730:
        return f"{round(days / 30.4)} months"
    years = days / 365
    return f"{years:.0f} years" if abs(years - round(years)) < 0.1 else f"{years:.1f} years"


def source(named: str) -> str:
    """Where a figure comes from, as it is shown."""
    return OUR_ESTIMATE if named == JUDGEMENT else "their own figure" if named == OWN else named


def listed(names: list[str], joint: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def any_of(clauses: list[str]) -> str:
    """“when a couple divorces, a home is sold or after a car accident”: “when” is said once."""
    said = [
        clause.removeprefix(WHEN) if before.startswith(WHEN) else clause
        for before, clause in zip(["", *clauses], clauses, strict=False)
    ]
    return listed(said, "or")


def capitalized(text: str) -> str:
    """The beginning of a sentence; other letters stay."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """Someone's own words on one line, without the period that ends them."""
    return f"“{' '.join(text.split()).rstrip('.')}”"
