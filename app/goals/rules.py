"""Periods in the connector's time zone, progress and streak, and rates per hour."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from statistics import NormalDist
from zoneinfo import ZoneInfo

from app.goals.models import Money, Per, Period, Progress, Rate, Return

MINIMUM_HOURS = 2.0
"""Below this many hours logged, a rate is too little to tell."""

_Z = NormalDist().inv_cdf(0.975)


def period_of(day: date, per: Per, zone: ZoneInfo) -> Period:
    """The period that holds the local `day`; a day of clock change has 23 or 25 hours."""
    first, after = _bounds(day, per)
    return Period(first, after, _midnight(first, zone), _midnight(after, zone))


def last_periods(today: date, per: Per, zone: ZoneInfo, count: int) -> list[Period]:
    """The running period and those before it, `count` in all, oldest first."""
    periods = [period_of(today, per, zone)]
    while len(periods) < count:
        periods.append(period_of(periods[-1].first - timedelta(days=1), per, zone))
    return periods[::-1]


def progress(periods: Sequence[Period], done_at: Sequence[datetime], wanted: int) -> list[Progress]:
    """Counts the instants that fall into each of the consecutive periods (oldest first)."""
    starts = [period.starts for period in periods]
    counts = [0] * len(periods)
    for at in done_at:
        index = bisect_right(starts, at) - 1
        if index >= 0 and at < periods[index].ends:
            counts[index] += 1
    return [Progress(period, done, wanted) for period, done in zip(periods, counts, strict=True)]


def streak(history: Sequence[Progress]) -> int:
    """Consecutive periods met, newest last; the running one adds when met and never breaks it."""
    *past, running = history
    length = 0
    for period in reversed(past):
        if not period.met:
            break
        length += 1
    return length + running.met


def explain_miss(missed: Progress, pending: int) -> str:
    """Why a past goal was not met, as facts only. `pending` = answers still awaited at its end."""
    made = (
        "No introduction was made"
        if missed.done == 0
        else f"{missed.done} of {missed.wanted} introductions were made"
    )
    if pending == 0:
        return f"{made}."
    answers = "1 answer was still open" if pending == 1 else f"{pending} answers were still open"
    return f"{made}; {answers}."


def rate_per_hour(count: int, hours: float) -> Rate:
    """Rate of a Poisson count with its 95% interval by Byar's approximation.

    Breslow and Day, Statistical Methods in Cancer Research II (1987), section 2.3: the
    Wilson-Hilferty cube root of the exact gamma limits.
    """
    if hours < MINIMUM_HOURS:
        return Rate(count, hours, None, None, None)
    low = _byar(count, -_Z) if count else 0.0
    return Rate(count, hours, count / hours, low / hours, _byar(count + 1, _Z) / hours)


@dataclass(frozen=True)
class Spent:
    """Logged time: the kind, the day, the people met."""

    name: str
    on: date
    hours: float
    people: frozenset[str]


def returns(
    spent: Sequence[Spent],
    known: Mapping[str, date],
    referred: Sequence[tuple[str, date, float]],
    currency: str,
) -> list[Return]:
    """What the hours of each name brought, the most hours first.

    A relationship counts for the first gathering at which the person was met, when they are known
    since that day or later; money counts when anyone who referred was met before.
    """
    hours: dict[str, float] = defaultdict(float)
    first: dict[tuple[str, str], date] = {}
    for one in sorted(spent, key=lambda each: each.on):
        hours[one.name] += one.hours
        for person in one.people:
            first.setdefault((one.name, person), one.on)
    found = []
    for name in sorted(hours, key=lambda each: (-hours[each], each)):
        met = {person: on for (of, person), on in first.items() if of == name}
        count = sum(person in known and known[person] >= on for person, on in met.items())
        amount = sum(a for person, on, a in referred if person in met and on >= met[person])
        rate = rate_per_hour(count, hours[name])
        enough = rate.per_hour is not None
        found.append(
            Return(
                name=name,
                hours=hours[name],
                relationships=count,
                per_hour=rate.per_hour,
                low=rate.low,
                high=rate.high,
                money=Money(amount=amount, currency=currency),
                money_per_hour=amount / hours[name] if enough else None,
            )
        )
    return found


def _byar(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)


def _bounds(day: date, per: Per) -> tuple[date, date]:
    if per is Per.DAY:
        return day, day + timedelta(days=1)
    if per is Per.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
