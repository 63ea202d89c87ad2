"""The trigger events of a workspace with their figures."""

from app.catalog.models import TriggerEvent, TriggerEventList
from app.catalog.repository import queries as repository
from app.catalog.rules import circular_occasion
from app.catalog.service.rows import (
    ALL,
    event_of,
    event_properties,
    event_row,
    read_page,
    refuse_unknown,
    write_figures,
)
from app.errors import FieldError, InUse, InvalidInput, NotFound
from app.etags import etag_of, require_version
from app.graph import Writer
from app.paging import encode_cursor
from app.session import Session


def list_trigger_events(
    session: Session, *, limit: int = 50, cursor: str | None = None
) -> TriggerEventList:
    """A page of the trigger events with their figures, by key."""
    rows = read_page(session, repository.list_trigger_events, limit, cursor)
    items = tuple(event_of(row) for row in rows[:limit])
    more = encode_cursor(items[-1].key) if len(rows) > limit else None
    return TriggerEventList(items=items, next_cursor=more)


def list_all_trigger_events(
    session: Session,
) -> tuple[TriggerEvent, ...]:
    """All trigger events with their figures, by name: a catalog is small."""
    rows = session.read(lambda tx: tx.many(repository.list_trigger_events, after="", most=ALL))
    return tuple(sorted((event_of(row) for row in rows), key=lambda event: event.name))


def get_trigger_event(session: Session, key: str) -> tuple[TriggerEvent, str]:
    """A trigger event and its ETag; raises `NotFound`."""
    row = session.read(lambda tx: tx.optional(repository.find_trigger_event, id=key))
    if row is None:
        raise NotFound(f"No trigger event “{key}”.")
    return event_of(row), etag_of(row.version)


def put_trigger_event(
    session: Session, event: TriggerEvent, if_match: str | None
) -> tuple[str, bool]:
    """Create or replace a trigger event; gives its ETag, and whether it is new.

    Raises `UnknownProfession` naming each place and the nearest profession there is, and
    `InvalidInput` for an occasion that would be circular.
    """

    def work(tx: Writer) -> tuple[str, bool]:
        row = tx.optional(repository.find_trigger_event, id=event.key)
        require_version(if_match, etag_of(row.version) if row else None)
        refuse_unknown(
            tx,
            {f"/meets/{at}/profession": entry.profession for at, entry in enumerate(event.meets)}
            | {f"/needs/{at}/profession": entry.profession for at, entry in enumerate(event.needs)},
        )
        problem = circular_occasion(
            event.key,
            event.occasion,
            {row.key: row.occasion for row in tx.many(repository.list_occasions)},
        )
        if problem:
            error = FieldError(pointer="/occasion", message=problem)
            raise InvalidInput(f"occasion: {problem}", errors=[error])
        if row is None:
            tx.do(repository.create_trigger_events, rows=[event_row(event)], version=tx.seq)
        else:
            tx.do(
                repository.change_trigger_event,
                id=event.key,
                properties=event_properties(event),
                version=tx.seq,
            )
        write_figures(tx, [event])
        tx.do(repository.mark_changed, version=tx.seq)
        return etag_of(tx.seq), row is None

    return session.write(work)


def delete_trigger_event(session: Session, key: str, if_match: str | None = None) -> None:
    """Delete a trigger event with its figures; raises `InUse` while something arises from it."""

    def work(tx: Writer) -> None:
        uses = tx.optional(repository.count_uses_of_trigger_event, id=key)
        if uses is None:
            raise NotFound(f"No trigger event “{key}”.")
        version = tx.one(repository.find_trigger_event, id=key).version
        require_version(if_match, etag_of(version))
        if uses.people or uses.others:
            raise InUse(
                f"{uses.people} people have their own figure for it, and {uses.others} client "
                "events and prospect pools belong to it. Change those first."
            )
        tx.do(repository.delete_trigger_event, id=key)
        tx.do(repository.mark_changed, version=tx.seq)

    session.write(work)
