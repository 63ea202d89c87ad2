"""ISO weeks: which there are, when they begin, and for which a plan can still be made."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FORM = re.compile(r"^(\d{4})-W(\d{2})$")
MOST_AHEAD = timedelta(weeks=53)


class BadWeek(ValueError):
    """There is no such week, or no plan can be made for it; the message says which and why."""


def monday_of(week: str) -> date:
    """The Monday of an ISO week such as `2026-W48`; raises `BadWeek`."""
    match = FORM.match(week)
    if match is None:
        raise BadWeek(f"“{week}” must be a week like 2026-W48")
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise BadWeek(
            f"there is no week {week}: {match[1]} has {weeks_in(int(match[1]))} weeks"
        ) from None


def weeks_in(year: int) -> int:
    """52 or 53: the week of 28 December is always a year's last; raises `BadWeek`."""
    if not 1 <= year < date.max.year:
        raise BadWeek(f"there is no year {year:04}")
    return date(year, 12, 28).isocalendar().week


def week_of(day: date) -> str:
    """The ISO week that a day is in."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def current_week(now: datetime, zone: str) -> str:
    """The week that it is at `now` in a time zone."""
    return week_of(now.astimezone(ZoneInfo(zone)).date())


def begin_of(monday: date, zone: str) -> datetime:
    """Monday 00:00 in a time zone, in that zone: its date is the Monday everywhere."""
    return datetime.combine(monday, time(), tzinfo=ZoneInfo(zone))


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC, as the graph keeps it."""
    return moment.astimezone(UTC)


def is_over(monday: date, now: datetime, zone: str) -> bool:
    """Whether the week of this Monday has ended in a time zone."""
    return monday + timedelta(7) <= now.astimezone(ZoneInfo(zone)).date()


def refuse_unplannable(week: str, now: datetime, zone: str) -> date:
    """The Monday of a week for which a plan can be made; raises `BadWeek` for one that is over."""
    monday, today = monday_of(week), now.astimezone(ZoneInfo(zone)).date()
    if is_over(monday, now, zone):
        raise BadWeek(
            f"{week} is over; it is {week_of(today)}. Plans that were made for it can still be read"
        )
    if monday > today + MOST_AHEAD:
        raise BadWeek(f"{week} is more than a year ahead")
    return monday
