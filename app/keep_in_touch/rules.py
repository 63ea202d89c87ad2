"""People to check in with, by tier, the longest overdue first."""

from collections.abc import Iterable
from datetime import date

from app.keep_in_touch.models import Known, Overdue, TouchSettings

VOUCHED, TRUSTED, KNOWN = 0.9, 0.6, 0.3
"""The three words in which one says how well one knows someone, from the best down."""


def every_days(trust: float, settings: TouchSettings) -> int | None:
    """How often one keeps in touch with someone so trusted; None: not at all."""
    tiers = (
        (VOUCHED, settings.touch_vouched_days),
        (TRUSTED, settings.touch_trusted_days),
        (KNOWN, settings.touch_known_days),
    )
    return next((days for least, days in tiers if trust >= least), None)


def overdue(people: Iterable[Known], today: date, settings: TouchSettings) -> list[Overdue]:
    """Those whose time has come; who is overdue by most of their tier's time comes first."""
    found = []
    for person in people:
        every, silent = every_days(person.trust, settings), (today - person.last_contact).days
        if every is not None and silent >= every:
            late = Overdue(
                person_id=person.id,
                name=person.name,
                last_contact=person.last_contact,
                every_days=every,
                overdue_days=silent - every,
            )
            found.append(late)
    return sorted(found, key=lambda one: (-one.overdue_days / one.every_days, one.person_id))
