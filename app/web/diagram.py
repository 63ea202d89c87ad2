"""The evidence picture: where its lines and bars stand. The template only draws.

Two panels of the same rows, so that they fit beside each other or one below the other: on
the left who could send clients to the other in which trigger event, on the right when it is needed.
Lengths are in units of the drawing, which is 340 wide, as wide as the smallest phone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.pairings.models import Connection, NeedWindow
from app.pairings.rules import phrasing

WIDTH = 340
TOP = 34
ROW = 58
MARGIN = 12
THINNEST, THICKEST = 1.5, 9.0
NARROWEST = 3.0
LONGEST_LABEL = 40
LETTER = 9
"""As wide as a letter is at most, on average."""
MOST_TICKS = 6
DAYS_SHOWN_AT_LEAST = 60
DAYS_SHOWN_AT_MOST = 730
"""What lasts longer runs to the edge: its words say how long, and short windows stay visible."""
AXES = ((200, 30), (DAYS_SHOWN_AT_MOST * 2, 182))
"""Up to so many days on the axis, a mark every so many days."""
A_MONTH = 30.4
PARTS = (
    (0.95, "all clients"),
    (0.6, "most clients"),
    (0.4, "about half of the clients"),
    (0.25, "about a third of the clients"),
    (0.0, "some clients"),
)
"""From which share on it is called so."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One need on the time axis."""

    x: float
    width: float
    y: float
    side: Literal["a", "b"]
    profession: str
    when: str


@dataclass(frozen=True, slots=True)
class Row:
    """One trigger event: a line between the two, and its bars."""

    y: float
    kind: Literal["a_to_b", "b_to_a", "both_needed"]
    label: str
    amount: str
    thickness: float
    bars: tuple[Bar, ...]
    connection: Connection


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn; `description` says the same in words."""

    width: int
    height: float
    rows: tuple[Row, ...]
    zero: Tick
    """Day zero of the trigger events."""
    ticks: tuple[Tick, ...]
    a: str
    b: str
    description: str


def picture(connections: Sequence[Connection], a: str, b: str) -> Picture | None:
    """Lay out what connects two people, named `a` and `b`; None when nothing does."""
    if not connections:
        return None
    needs = [need for connection in connections for need in connection.needs]
    first = max(-DAYS_SHOWN_AT_MOST, min([0, *(need.from_day for need in needs)]))
    last = max([first + DAYS_SHOWN_AT_LEAST, *(need.to_day for need in needs)])
    last = min(last, DAYS_SHOWN_AT_MOST)
    scale = (WIDTH - 2 * MARGIN) / (last - first)

    def x(day: int) -> float:
        return round(MARGIN + (min(max(day, first), last) - first) * scale, 1)

    most = max(connection.expected for connection in connections)
    rows = tuple(
        Row(
            y=TOP + number * ROW,
            kind=connection.kind,
            label=shortened(connection.name),
            amount=said(connection),
            thickness=thickness(connection.expected, most),
            bars=tuple(
                bar(need, x, TOP + number * ROW + 26 + 10 * place)
                for place, need in enumerate(connection.needs)
            ),
            connection=connection,
        )
        for number, connection in enumerate(connections)
    )
    return Picture(
        width=WIDTH,
        height=TOP + len(rows) * ROW + 22,
        rows=rows,
        zero=tick(x(0), "starting point"),
        ticks=tuple(tick(x(day), label) for day, label in ticks(first, last)),
        a=shortened(a, 20),
        b=shortened(b, 20),
        description=" ".join(described(connection, a, b) for connection in connections),
    )


def bar(need: NeedWindow, x: Callable[[int], float], y: float) -> Bar:
    start, end = x(need.from_day), x(need.to_day)
    width = max(NARROWEST, round(end - start, 1))
    return Bar(start, width, y, need.side, shortened(need.profession_name), phrasing.when(need))


def tick(x: float, label: str) -> Tick:
    """A mark of the axis; its words stay inside at both ends."""
    half = len(label) * LETTER / 2
    if x < half:
        return Tick(x, label, "start")
    return Tick(x, label, "end" if x > WIDTH - half else "middle")


def thickness(expected: float, most: float) -> float:
    """As thick as what is expected, and thick enough to be seen."""
    return round(max(THINNEST, THICKEST * expected / most), 1) if most > 0 else THINNEST


def said(connection: Connection) -> str:
    if connection.kind == "both_needed":
        return "the same clients need both"
    return part(connection.share)


def part(share: float) -> str:
    """A share of the clients in words: shares of rounded figures would not add up to them."""
    return next(words for least, words in PARTS if share >= least)


def described(connection: Connection, a: str, b: str) -> str:
    if connection.kind == "both_needed":
        return f"{connection.name}: the same clients need {a} and {b}."
    giver, taker = (a, b) if connection.kind == "a_to_b" else (b, a)
    clients = phrasing.capitalized(said(connection))
    return f"{connection.name}: {clients} that {giver} could send {taker}."


def ticks(first: int, last: int) -> list[tuple[int, str]]:
    """Marks of the time axis beside the event itself: the days, and what is written there."""
    step = next(step for most, step in AXES if last - first <= most)
    days = [day for day in range(-20 * step, last + 1, step) if day and first <= day <= last]
    while len(days) > MOST_TICKS:
        days = days[1::2]
    return [(day, f"{day / A_MONTH:+.0f} mo") for day in days]


def shortened(text: str, most: int = LONGEST_LABEL) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
