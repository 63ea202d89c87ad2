"""Entries as an iCalendar text."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from app.calendar.models import Entry


def calendar_text(entries: Iterable[Entry]) -> bytes:
    """A calendar with one all-day event for each entry, the same id each time it is read."""
    calendar = Calendar()
    calendar.add("prodid", "-//Intros//Introductions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Introductions")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.id}@intros")
        event.add("dtstamp", entry.changed.astimezone(UTC))
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(1))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("sequence", entry.version)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
