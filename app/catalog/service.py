"""The catalog of a workspace: copied in when the workspace is made, then its own to change."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from app.catalog.models import (
    CautionList,
    Profession,
    ProfessionList,
    TriggerEvent,
    TriggerEventList,
)
from app.catalog.repository import queries as repository
from app.catalog.repository.files import load_catalog, load_cautions
from app.catalog.rules import EVERYWHERE, caution_between, cautions_in, circular_occasion
from app.errors import FieldError, InUse, InvalidInput, NotFound, UnknownProfession
from app.etags import etag_of, require_version
from app.field_types import unknown
from app.graph import Query, Reader, Writer, chunks
from app.paging import decode_cursor, encode_cursor
from app.session import Session
from app.workspaces.repository import find_workspace

Row = TypeVar("Row")
ALL = 100_000


def copy_catalog(tx: Writer) -> None:
    """Copy the shipped catalog into a new workspace."""
    catalog = load_catalog()
    for part in chunks([_profession_row(profession) for profession in catalog.professions]):
        tx.do(repository.create_professions, rows=part, version=tx.seq)
    for part in chunks([_event_row(event) for event in catalog.trigger_events]):
        tx.do(repository.create_trigger_events, rows=part, version=tx.seq)
    _write_figures(tx, catalog.trigger_events)


def _profession_row(profession: Profession) -> dict[str, Any]:
    return {"id": profession.key, "properties": _profession_properties(profession)}


def _profession_properties(profession: Profession) -> dict[str, Any]:
    """Aliases are stored with a country each; one that names none holds everywhere."""
    placed = [(name, c) for c, names in profession.aliases_by_country.items() for name in names]
    known = {name for name, _ in placed}
    placed += [(name, EVERYWHERE) for name in profession.aliases if name not in known]
    return {
        "name": profession.name,
        "sphere": profession.sphere,
        "aliases": [name for name, _ in placed],
        "alias_countries": [country for _, country in placed],
        "onet_codes": list(profession.onet_codes),
        "segments": list(profession.segments),
        "competes_with": list(profession.competes_with),
        "no_flow_to": list(profession.no_flow_to),
    }


def _event_row(event: TriggerEvent) -> dict[str, Any]:
    return {"id": event.key, "properties": _event_properties(event)}


def _event_properties(event: TriggerEvent) -> dict[str, Any]:
    return event.model_dump(exclude={"key", "meets", "needs"})


def _write_figures(tx: Writer, events: Iterable[TriggerEvent]) -> None:
    """Write who meets and who is needed, in the order given."""
    meets: list[dict[str, Any]] = []
    needs: list[dict[str, Any]] = []
    for event in events:
        for rows, entries in ((meets, event.meets), (needs, event.needs)):
            rows += [
                {"trigger_event": event.key, "position": position, **entry.model_dump()}
                for position, entry in enumerate(entries)
            ]
    for part in chunks(meets):
        tx.do(repository.create_meets, rows=part)
    for part in chunks(needs):
        tx.do(repository.create_needs, rows=part)


def professions_in(tx: Reader) -> tuple[Profession, ...]:
    """All professions of the workspace, within a transaction."""
    rows = tx.many(repository.list_professions, after="", most=ALL)
    return tuple(_profession(row) for row in rows)


def list_cautions(session: Session, sphere: str | None, other: str | None) -> CautionList:
    """The cautions that hold in the workspace's country; with two spheres, the one that fits."""
    country = session.read(lambda tx: tx.one(find_workspace)).country
    held = cautions_in(load_cautions(), country)
    if sphere is None or other is None:
        return CautionList(items=held)
    found = caution_between(held, sphere, other)
    return CautionList(items=(found,) if found else ())


# ── professions ──────────────────────────────────────────────────────────────────────────────


def list_professions(
    session: Session, *, limit: int = 50, cursor: str | None = None
) -> ProfessionList:
    """A page of the professions, by key."""
    rows = _page(session, repository.list_professions, limit, cursor)
    items = tuple(_profession(row) for row in rows[:limit])
    more = encode_cursor(items[-1].key) if len(rows) > limit else None
    return ProfessionList(items=items, next_cursor=more)


def list_all_professions(
    session: Session,
) -> tuple[Profession, ...]:
    """All professions, by name."""
    rows = session.read(lambda tx: tx.many(repository.list_professions, after="", most=ALL))
    return tuple(sorted((_profession(row) for row in rows), key=lambda entry: entry.name))


def profession_names(
    session: Session,
) -> dict[str, str]:
    """The names of all professions by their keys, in the order of the names."""
    rows = session.read(lambda tx: tx.many(repository.list_professions, after="", most=ALL))
    return {row.key: row.name for row in sorted(rows, key=lambda row: row.name)}


def _page(session: Session, query: Query[Row], limit: int, cursor: str | None) -> list[Row]:
    (after,) = decode_cursor(cursor, 1)
    return session.read(lambda tx: tx.many(query, after=after, most=limit + 1))


def get_profession(session: Session, key: str) -> tuple[Profession, str]:
    """A profession and its ETag; raises `NotFound`."""
    row = session.read(lambda tx: tx.optional(repository.find_profession, id=key))
    if row is None:
        raise NotFound(f"No profession “{key}”.")
    return _profession(row), etag_of(row.version)


def _profession(row: repository.ProfessionRow) -> Profession:
    by_country: dict[str, list[str]] = {}
    for name, country in zip(row.aliases, row.alias_countries, strict=True):
        by_country.setdefault(country, []).append(name)
    return Profession(
        key=row.key,
        name=row.name,
        sphere=row.sphere,
        aliases=tuple(dict.fromkeys(row.aliases)),
        aliases_by_country={country: tuple(names) for country, names in by_country.items()},
        onet_codes=tuple(row.onet_codes),
        segments=tuple(row.segments),
        competes_with=tuple(row.competes_with),
        no_flow_to=tuple(row.no_flow_to),
    )


def put_profession(
    session: Session, profession: Profession, if_match: str | None
) -> tuple[str, bool]:
    """Create or replace a profession; gives its ETag, and whether it is new.

    Raises `UnknownProfession` for a competitor or another that it names and that isn't there.
    """

    def work(tx: Writer) -> tuple[str, bool]:
        row = tx.optional(repository.find_profession, id=profession.key)
        require_version(if_match, etag_of(row.version) if row else None)
        named = {name: getattr(profession, name) for name in ("competes_with", "no_flow_to")}
        _refuse_unknown(
            tx,
            {
                f"/{name}/{index}": key
                for name, keys in named.items()
                for index, key in enumerate(keys)
            },
        )
        if row is None:
            rows = [_profession_row(profession)]
            tx.do(repository.create_professions, rows=rows, version=tx.seq)
        else:
            tx.do(
                repository.change_profession,
                id=profession.key,
                properties=_profession_properties(profession),
                version=tx.seq,
            )
        tx.do(repository.mark_changed, version=tx.seq)
        return etag_of(tx.seq), row is None

    return session.write(work)


def delete_profession(session: Session, key: str, if_match: str | None = None) -> None:
    """Delete a profession; raises `InUse` while anyone or anything in the catalog refers to it."""

    def work(tx: Writer) -> None:
        uses = tx.optional(repository.count_uses_of_profession, id=key)
        if uses is None:
            raise NotFound(f"No profession “{key}”.")
        version = tx.one(repository.find_profession, id=key).version
        require_version(if_match, etag_of(version))
        if uses.people or uses.figures or uses.asks or uses.professions:
            raise InUse(
                f"{uses.people} people have this profession, {uses.figures} figures of trigger "
                f"events, {uses.asks} requests and {uses.professions} other professions name it. "
                "Change those first."
            )
        tx.do(repository.delete_profession, id=key)
        tx.do(repository.mark_changed, version=tx.seq)

    session.write(work)


# ── trigger events ───────────────────────────────────────────────────────────────────────────


def list_trigger_events(
    session: Session, *, limit: int = 50, cursor: str | None = None
) -> TriggerEventList:
    """A page of the trigger events with their figures, by key."""
    rows = _page(session, repository.list_trigger_events, limit, cursor)
    items = tuple(_trigger_event(row) for row in rows[:limit])
    more = encode_cursor(items[-1].key) if len(rows) > limit else None
    return TriggerEventList(items=items, next_cursor=more)


def list_all_trigger_events(
    session: Session,
) -> tuple[TriggerEvent, ...]:
    """All trigger events with their figures, by name: a catalog is small."""
    rows = session.read(lambda tx: tx.many(repository.list_trigger_events, after="", most=ALL))
    return tuple(sorted((_trigger_event(row) for row in rows), key=lambda event: event.name))


def get_trigger_event(session: Session, key: str) -> tuple[TriggerEvent, str]:
    """A trigger event and its ETag; raises `NotFound`."""
    row = session.read(lambda tx: tx.optional(repository.find_trigger_event, id=key))
    if row is None:
        raise NotFound(f"No trigger event “{key}”.")
    return _trigger_event(row), etag_of(row.version)


def _trigger_event(row: repository.TriggerEventRow) -> TriggerEvent:
    return TriggerEvent.model_validate(
        {
            "key": row.key,
            "name": row.name,
            "sphere": row.sphere,
            "occasion": row.occasion,
            "theme": row.theme,
            "day_zero": row.day_zero,
            "when_clients": row.when_clients,
            "clients": row.clients,
            "client": row.client,
            "meets": [_figures(cells) for cells in sorted(row.meets)],
            "needs": [_figures(cells) for cells in sorted(row.needs)],
        }
    )


def _figures(cells: repository.MeetsCells | repository.NeedCells) -> dict[str, Any]:
    """The figures of an entry; its position only gives the order."""
    return {name: value for name, value in cells._asdict().items() if name != "position"}


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
        _refuse_unknown(
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
            tx.do(repository.create_trigger_events, rows=[_event_row(event)], version=tx.seq)
        else:
            tx.do(
                repository.change_trigger_event,
                id=event.key,
                properties=_event_properties(event),
                version=tx.seq,
            )
        _write_figures(tx, [event])
        tx.do(repository.mark_changed, version=tx.seq)
        return etag_of(tx.seq), row is None

    return session.write(work)


def _refuse_unknown(tx: Reader, mentioned: Mapping[str, str]) -> None:
    """Raise `UnknownProfession` for what isn't there; `mentioned`: place in the body -> key."""
    known = {row.key for row in tx.many(repository.list_professions, after="", most=ALL)}
    errors = [
        FieldError(pointer=place, message=unknown("profession", profession, known))
        for place, profession in mentioned.items()
        if profession not in known
    ]
    if errors:
        raise UnknownProfession("; ".join(error.message for error in errors), errors=errors)


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
