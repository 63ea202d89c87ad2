"""How the folder of backups looks."""

from datetime import datetime
from pathlib import Path

from app.backups.service import look_at

HOURS_OF_A_DAY = 24
DAYS_FROM = 48
"""From so many hours on an age is said in days."""


def backups_in_words(folder: Path, now: datetime) -> str:
    """How many there are, and how old the newest is."""
    there = look_at(folder, now)
    if there.hours is None:
        return f"none in {there.folder}. Set INTROS_BACKUP__EVERY_HOURS, or run `intros backup`"
    age = f"{there.hours:.0f} hours"
    if there.hours >= DAYS_FROM:
        age = f"{there.hours / HOURS_OF_A_DAY:.0f} days"
    return f"{there.count} in {there.folder}, the newest {age} old"
