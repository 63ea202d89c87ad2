"""Pairs and people a connector does not want to introduce: never, or not now."""

from datetime import date

from app.errors import FieldError, InvalidInput, NotFound
from app.graph import Writer
from app.people.service.reading import no_such_person
from app.relationships import repository
from app.relationships.models import NeverReason
from app.relationships.service.overruling import APART, tell_overruled
from app.relationships.service.recording import see_both, stated_by
from app.security import policy
from app.session import Session


def put_do_not_introduce(
    session: Session, a: str, b: str, reason: NeverReason | None = None
) -> None:
    """Note that `a` is never to be introduced to `b`; a second time may change the reason."""
    _two_people(a, b)

    def work(tx: Writer) -> None:
        see_both(tx, session.principal, a, b)
        by = stated_by(session.principal)
        tx.do(repository.put_do_not_introduce, a=a, b=b, reason=reason, by=by)

    session.write(work)


def delete_do_not_introduce(session: Session, a: str, b: str) -> None:
    """Withdraw that `a` is not to be introduced to `b`: a connector their own word, others
    everyone's, whose connectors are told.

    Raises `NotFound` when the connector, or anyone, had not said so.
    """
    principal = session.principal

    def work(tx: Writer) -> bool:
        see_both(tx, principal, a, b)
        row = tx.one(repository.delete_do_not_introduce, a=a, b=b, by=principal.connector)
        tell_overruled(tx, row.overruled, APART, a, b)
        return row.any

    if not session.write(work):
        who = "You haven’t" if principal.connector else "No one has"
        raise NotFound(f"{who} asked not to introduce these two.")


def put_snooze(session: Session, connector: str, a: str, b: str, until: date) -> None:
    """Snooze a pair for one connector until a day (inclusive); another day replaces it."""
    policy.demand(session.principal, "act_as", connector)
    _two_people(a, b)
    _not_over(until, session.now().date())
    one, other = sorted((a, b))

    def work(tx: Writer) -> None:
        see_both(tx, session.principal.seeing_as(connector), a, b)
        tx.do(
            repository.put_snooze,
            id=_snooze_id(connector, a, b),
            connector=connector,
            a=one,
            b=other,
            until=until,
        )

    session.write(work)


def delete_snooze(session: Session, connector: str, a: str, b: str) -> None:
    """End a snooze; raises `NotFound` when there was none."""
    policy.demand(session.principal, "act_as", connector)
    snooze = _snooze_id(connector, a, b)
    if not session.write(lambda tx: tx.one(repository.delete_snooze, id=snooze).deleted):
        raise NotFound("This pair wasn’t snoozed.")


def set_not_now(session: Session, connector: str, person: str, until: date | None) -> None:
    """Propose a contact to no one until a day (inclusive); None ends that.

    Raises `NotFound` when the connector does not know the person.
    """
    policy.demand(session.principal, "act_as", connector)
    if until is not None:
        _not_over(until, session.now().date())

    def work(tx: Writer) -> None:
        row = tx.one(repository.set_not_now, connector=connector, person=person, until=until)
        if not row.changed:
            raise no_such_person(person)

    session.write(work)


def _snooze_id(connector: str, a: str, b: str) -> str:
    return "|".join((connector, *sorted((a, b))))


def _two_people(a: str, b: str) -> None:
    if a == b:
        raise InvalidInput("These are the same person.")


def _not_over(until: date, today: date) -> None:
    if until < today:
        message = "is over already"
        raise InvalidInput(
            f"until: {message}", errors=[FieldError(pointer="/until", message=message)]
        )
