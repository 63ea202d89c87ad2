"""A workspace gets what is new in the shipped catalog, and keeps what it changed itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from app.catalog.models import (
    Catalog,
    CatalogUpgrade,
    Difference,
    Profession,
    TriggerEvent,
)
from app.catalog.repository import queries as repository
from app.catalog.repository.files import EDITION, load_catalog, load_edition
from app.catalog.rules.upgrading import differences, upgraded_event, upgraded_profession
from app.catalog.service.rows import (
    event_properties,
    event_row,
    events_in,
    profession_properties,
    profession_row,
    professions_in,
    write_figures,
)
from app.errors import Conflict
from app.graph import Reader, Writer
from app.session import Session

Entry = TypeVar("Entry", Profession, TriggerEvent)

AT_ONCE = 20
"""How many professions or trigger events are changed in one write: others wait no longer."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One profession or trigger event: as it is, as it will be, and as it is shipped."""

    own: Profession | TriggerEvent | None
    then: Profession | TriggerEvent | None
    shipped: Profession | TriggerEvent

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(differences(self.own, self.then, self.shipped))


def list_differences(session: Session) -> CatalogUpgrade:
    """What an upgrade would change, and what it would leave; nothing where there is none."""

    def work(tx: Reader) -> CatalogUpgrade:
        edition = _edition(tx)
        steps = [] if edition == EDITION else [*_professions(tx, edition), *_events(tx, edition)]
        items = tuple(one for step in steps for one in step.differences)
        return CatalogUpgrade(edition=edition, shipped_edition=EDITION, items=items)

    return session.read(work)


def upgrade(session: Session) -> CatalogUpgrade:
    """Bring the workspace's catalog to the shipped edition, and say what changed.

    It is written in parts, each decided again under the lock of the workspace. If it ends halfway,
    the next one goes on: an entry that is as shipped stays so.
    """
    found = list_differences(session)
    if found.edition == EDITION:
        return found
    shipped = load_catalog()
    for part in _parts([one.key for one in shipped.professions]):
        session.write(partial(_write_professions, edition=found.edition, keys=part))
    for part in _parts([one.key for one in shipped.trigger_events]):
        session.write(partial(_write_events, edition=found.edition, keys=part))
    session.write(lambda tx: tx.do(repository.set_edition, edition=EDITION))
    return found


def _parts(keys: Sequence[str]) -> Iterable[frozenset[str]]:
    return (frozenset(keys[at : at + AT_ONCE]) for at in range(0, len(keys), AT_ONCE))


def _edition(tx: Reader) -> int:
    edition = tx.one(repository.find_edition).edition
    if edition > EDITION:
        raise Conflict(
            f"The workspace has edition {edition} of the catalog, and this version of Intros only "
            f"{EDITION}. Install the newer version."
        )
    return edition


def _keys_there_will_be(base: Catalog, own: Iterable[Profession]) -> set[str]:
    """All professions of the workspace after the upgrade: those it deleted stay away."""
    mine, given = {one.key for one in own}, {one.key for one in base.professions}
    return mine | ({one.key for one in load_catalog().professions} - given)


def _professions(tx: Reader, edition: int) -> list[_Step]:
    base, own = load_edition(edition), professions_in(tx)
    keys = _keys_there_will_be(base, own)
    given = {one.key: one for one in base.professions}
    mine = {one.key: one for one in own}
    return [
        _Step(mine.get(k), upgraded_profession(given.get(k), mine.get(k), shipped, keys), shipped)
        for shipped in load_catalog().professions
        for k in [shipped.key]
    ]


def _events(tx: Reader, edition: int) -> list[_Step]:
    base = load_edition(edition)
    keys = _keys_there_will_be(base, professions_in(tx))
    given = {one.key: one for one in base.trigger_events}
    mine = {one.key: one for one in events_in(tx)}
    occasions = {one.key: one.occasion for one in mine.values()}
    return [
        _Step(
            mine.get(k),
            upgraded_event(given.get(k), mine.get(k), shipped, keys, occasions),
            shipped,
        )
        for shipped in load_catalog().trigger_events
        for k in [shipped.key]
    ]


def _to_write(
    steps: list[_Step], kind: type[Entry], keys: frozenset[str]
) -> tuple[list[Entry], list[Entry]]:
    """Of the entries with these keys, those that are new and those that change."""
    new: list[Entry] = []
    changed: list[Entry] = []
    for step in steps:
        then = step.then
        if isinstance(then, kind) and then.key in keys and then != step.own:
            (new if step.own is None else changed).append(then)
    return new, changed


def _write_professions(tx: Writer, edition: int, keys: frozenset[str]) -> None:
    new, changed = _to_write(_professions(tx, edition), Profession, keys)
    for one in changed:
        tx.do(
            repository.change_profession,
            id=one.key,
            properties=profession_properties(one),
            version=tx.seq,
        )
    rows = [profession_row(one) for one in new]
    tx.do(repository.create_professions, rows=rows, version=tx.seq)
    tx.do(repository.mark_changed, version=tx.seq)


def _write_events(tx: Writer, edition: int, keys: frozenset[str]) -> None:
    new, changed = _to_write(_events(tx, edition), TriggerEvent, keys)
    for one in changed:
        tx.do(
            repository.change_trigger_event,
            id=one.key,
            properties=event_properties(one),
            version=tx.seq,
        )
    rows = [event_row(one) for one in new]
    tx.do(repository.create_trigger_events, rows=rows, version=tx.seq)
    write_figures(tx, [*new, *changed])
    tx.do(repository.mark_changed, version=tx.seq)
