"""Between the catalog's types and the rows of its queries."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from app.catalog.models import Profession, TriggerEvent
from app.catalog.repository import queries as repository
from app.catalog.rules import EVERYWHERE
from app.errors import FieldError, UnknownProfession
from app.field_types import unknown
from app.graph import Query, Reader, Writer, chunks
from app.paging import decode_cursor
from app.session import Session

Row = TypeVar("Row")
ALL = 100_000


def profession_row(profession: Profession) -> dict[str, Any]:
    return {"id": profession.key, "properties": profession_properties(profession)}


def profession_properties(profession: Profession) -> dict[str, Any]:
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


def event_row(event: TriggerEvent) -> dict[str, Any]:
    return {"id": event.key, "properties": event_properties(event)}


def event_properties(event: TriggerEvent) -> dict[str, Any]:
    return event.model_dump(exclude={"key", "meets", "needs"})


def write_figures(tx: Writer, events: Iterable[TriggerEvent]) -> None:
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
    return tuple(profession_of(row) for row in rows)


def events_in(tx: Reader) -> tuple[TriggerEvent, ...]:
    """All trigger events of the workspace with their figures, within a transaction."""
    rows = tx.many(repository.list_trigger_events, after="", most=ALL)
    return tuple(event_of(row) for row in rows)


def profession_of(row: repository.ProfessionRow) -> Profession:
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


def event_of(row: repository.TriggerEventRow) -> TriggerEvent:
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


def read_page(session: Session, query: Query[Row], limit: int, cursor: str | None) -> list[Row]:
    (after,) = decode_cursor(cursor, 1)
    return session.read(lambda tx: tx.many(query, after=after, most=limit + 1))


def refuse_unknown(tx: Reader, mentioned: Mapping[str, str]) -> None:
    """Raise `UnknownProfession` for what isn't there; `mentioned`: place in the body -> key."""
    known = {row.key for row in tx.many(repository.list_professions, after="", most=ALL)}
    errors = [
        FieldError(pointer=place, message=unknown("profession", profession, known))
        for place, profession in mentioned.items()
        if profession not in known
    ]
    if errors:
        raise UnknownProfession("; ".join(error.message for error in errors), errors=errors)
