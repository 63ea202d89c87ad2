"""Keeping in touch: the people to check in with, and recording a contact."""

from datetime import date
from zoneinfo import ZoneInfo

from app.errors import NotFound
from app.graph import IdempotencyGuard, Reader, Writer
from app.keep_in_touch import repository, rules
from app.keep_in_touch.models import Known, OverdueList, TouchSettings
from app.keep_in_touch.repository import KnownRow
from app.people.service.reading import no_such_person
from app.security import policy
from app.session import Session
from app.workspace_settings.rules import own_settings


def list_overdue(session: Session, connector: str, limit: int) -> OverdueList:
    """People to check in with, the longest overdue first; raises `NotFound`."""
    policy.demand(session.principal, "see_private", connector)

    def work(tx: Reader) -> OverdueList:
        row, today = _known(tx, connector)
        people = [Known(*cells) for cells in row.people]
        settings = own_settings(TouchSettings, tx.node.setting_keys, tx.node.setting_values)
        return OverdueList(items=tuple(rules.overdue(people, today, settings)[:limit]))

    return session.read(work)


def record_contact(
    session: Session, connector: str, person: str, once: IdempotencyGuard | None = None
) -> None:
    """Note that a connector was in touch today; raises `NotFound` for people they do not know."""
    policy.demand(session.principal, "act_as", connector)

    def work(tx: Writer) -> None:
        _, today = _known(tx, connector)
        row = tx.one(repository.set_last_contact, connector=connector, person=person, day=today)
        if not row.changed:
            raise NotFound(f"“{person}” is not among the contacts.")

    session.write(work, once)


def _known(tx: Reader, connector: str) -> tuple[KnownRow, date]:
    """The people a connector knows, and the day it is where the connector is."""
    now = tx.now
    row = tx.optional(repository.load_known, connector=connector, today=now.date())
    if row is None:
        raise no_such_person(connector)
    return row, now.astimezone(ZoneInfo(row.own_zone or tx.node.time_zone)).date()
