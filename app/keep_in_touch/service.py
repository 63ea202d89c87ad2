"""Keeping in touch: with whom it is time, and that one was."""

from datetime import date
from zoneinfo import ZoneInfo

from app.errors import NotFound
from app.graph import Reader, Writer
from app.keep_in_touch import repository, rules
from app.keep_in_touch.models import Known, OverdueList, TouchSettings
from app.keep_in_touch.repository import KnownRow
from app.people.service.reading import no_such_person
from app.session import Session
from app.workspaces.rules import own_constants


def list_overdue(session: Session, connector: str, limit: int) -> OverdueList:
    """With whom it is time to be in touch, the longest overdue first; raises `NotFound`."""
    session.principal.see_trust_of(connector)

    def work(tx: Reader) -> OverdueList:
        row, today = _known(tx, connector)
        people = [Known(*cells) for cells in row.people]
        settings = own_constants(TouchSettings, tx.node.setting_keys, tx.node.setting_values)
        return OverdueList(items=tuple(rules.overdue(people, today, settings)[:limit]))

    return session.read(work)


def record_contact(session: Session, connector: str, person: str) -> None:
    """Note that a connector was in touch today; raises `NotFound` for whom they do not know."""
    session.principal.act_as(connector)

    def work(tx: Writer) -> int:
        _, today = _known(tx, connector)
        row = tx.one(repository.set_last_contact, connector=connector, person=person, day=today)
        return row.changed

    if not session.write(work):
        raise NotFound(f"“{person}” is not among the contacts.")


def _known(tx: Reader, connector: str) -> tuple[KnownRow, date]:
    """Whom a connector knows, and the day that it is where they are."""
    now = tx.now
    row = tx.optional(repository.load_known, connector=connector, today=now.date())
    if row is None:
        raise no_such_person(connector)
    return row, now.astimezone(ZoneInfo(row.own_zone or tx.node.time_zone)).date()
