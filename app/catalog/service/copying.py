"""A new workspace gets its own copy of the shipped catalog."""

from app.catalog.repository import queries as repository
from app.catalog.repository.files import EDITION, load_edition
from app.catalog.service.rows import event_row, profession_row, write_figures
from app.graph import Writer, chunks


def copy_catalog(tx: Writer) -> None:
    """Copy the shipped catalog into a new workspace."""
    copy_edition(tx, EDITION)


def copy_edition(tx: Writer, edition: int) -> None:
    """Copy the catalog of an edition into a new workspace."""
    catalog = load_edition(edition)
    for part in chunks([profession_row(profession) for profession in catalog.professions]):
        tx.do(repository.create_professions, rows=part, version=tx.seq)
    for part in chunks([event_row(event) for event in catalog.trigger_events]):
        tx.do(repository.create_trigger_events, rows=part, version=tx.seq)
    write_figures(tx, catalog.trigger_events)
    tx.do(repository.set_edition, edition=edition)
