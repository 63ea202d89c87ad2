"""When something is due, and what becomes of silence.

Days are counted in the connector's time zone and are due at nine in the morning there, also
across the change to and from daylight saving time.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from app.introductions.models import IntroductionSettings, Situation

NINE = time(9)
Lapse = Literal["resume", "remind", "expire"]


def on_day(day: date, zone: ZoneInfo) -> datetime:
    """Nine in the morning of a day in a time zone, in UTC."""
    return datetime.combine(day, NINE, tzinfo=zone).astimezone(UTC)


def days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Nine in the morning, so many days after the day of a moment in a time zone."""
    return on_day(moment.astimezone(zone).date() + timedelta(days), zone)


def lapse(
    situation: Situation, now: datetime, zone: ZoneInfo, settings: IntroductionSettings
) -> tuple[Lapse, datetime | None] | None:
    """What silence brings at this moment, with the next due moment; None when nothing is due."""
    if situation.due is None or situation.due > now:
        return None
    if situation.paused_until is not None:
        # A rest ends, and the time of silence begins again.
        return "resume", days_later(now, settings.ask_reminder_days, zone)
    end = expires_at(situation, zone, settings)
    if end is not None and end <= now:
        return "expire", None
    return "remind", next_due(situation, end, now, zone, settings)


def expires_at(
    situation: Situation, zone: ZoneInfo, settings: IntroductionSettings
) -> datetime | None:
    """When the silence of this state ends it; None for states that end by an act only."""
    starts = {
        "draft": (situation.created_at, settings.draft_expires_days),
        "asked": (situation.asked_at, settings.ask_expires_days),
        "introduced": (situation.introduced_at, settings.introduced_expires_days),
    }
    start, days = starts.get(situation.state, (None, 0))
    return days_later(start, days, zone) if start is not None else None


def next_due(
    situation: Situation,
    end: datetime | None,
    now: datetime,
    zone: ZoneInfo,
    settings: IntroductionSettings,
) -> datetime | None:
    """When to look again after a reminder: the end, the second touch, or a week later."""
    if end is not None:
        return end
    if situation.state == "followed_up":
        between = settings.second_touch_days - settings.first_touch_days
        first = situation.due or now
        return days_later(first, between, zone) if situation.reminded == 0 else None
    return days_later(now, settings.draft_due_days, zone)
