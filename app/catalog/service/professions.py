"""The professions of a workspace."""

from app.catalog.models import Profession, ProfessionList
from app.catalog.repository import queries as repository
from app.catalog.rules import EVERYWHERE, normalise_title
from app.catalog.service.rows import (
    ALL,
    profession_of,
    profession_properties,
    profession_row,
    professions_in,
    read_page,
    refuse_unknown,
)
from app.errors import InUse, NotFound
from app.etags import etag_of, require_version
from app.graph import Writer
from app.paging import encode_cursor
from app.session import Session


def list_professions(
    session: Session, *, limit: int = 50, cursor: str | None = None
) -> ProfessionList:
    """A page of the professions, by key."""
    rows = read_page(session, repository.list_professions, limit, cursor)
    items = tuple(profession_of(row) for row in rows[:limit])
    more = encode_cursor(items[-1].key) if len(rows) > limit else None
    return ProfessionList(items=items, next_cursor=more)


def list_all_professions(
    session: Session,
) -> tuple[Profession, ...]:
    """All professions, by name."""
    rows = session.read(lambda tx: tx.many(repository.list_professions, after="", most=ALL))
    return tuple(sorted((profession_of(row) for row in rows), key=lambda entry: entry.name))


def profession_names(
    session: Session,
) -> dict[str, str]:
    """The names of all professions by their keys, in the order of the names."""
    rows = session.read(lambda tx: tx.many(repository.list_professions, after="", most=ALL))
    return {row.key: row.name for row in sorted(rows, key=lambda row: row.name)}


def get_profession(session: Session, key: str) -> tuple[Profession, str]:
    """A profession and its ETag; raises `NotFound`."""
    row = session.read(lambda tx: tx.optional(repository.find_profession, id=key))
    if row is None:
        raise NotFound(f"No profession “{key}”.")
    return profession_of(row), etag_of(row.version)


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
        refuse_unknown(
            tx,
            {
                f"/{name}/{index}": key
                for name, keys in named.items()
                for index, key in enumerate(keys)
            },
        )
        if row is None:
            rows = [profession_row(profession)]
            tx.do(repository.create_professions, rows=rows, version=tx.seq)
        else:
            tx.do(
                repository.change_profession,
                id=profession.key,
                properties=profession_properties(profession),
                version=tx.seq,
            )
        tx.do(repository.mark_changed, version=tx.seq)
        return etag_of(tx.seq), row is None

    return session.write(work)


def set_alias(tx: Writer, key: str, alias: str) -> None:
    """Call a profession by an alias from now on, and no other one; raises `UnknownProfession`."""
    refuse_unknown(tx, {"/profession": key})
    folded = normalise_title(alias)
    for profession in professions_in(tx):
        kept = {
            country: tuple(name for name in names if normalise_title(name) != folded)
            for country, names in profession.aliases_by_country.items()
        }
        if profession.key == key:
            kept[EVERYWHERE] = (*kept.get(EVERYWHERE, ()), alias)
        if kept != profession.aliases_by_country:
            aliases = tuple(dict.fromkeys(name for names in kept.values() for name in names))
            changed = {"aliases": aliases, "aliases_by_country": kept}
            tx.do(
                repository.change_profession,
                id=profession.key,
                properties=profession_properties(profession.model_copy(update=changed)),
                version=tx.seq,
            )
    tx.do(repository.mark_changed, version=tx.seq)


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
