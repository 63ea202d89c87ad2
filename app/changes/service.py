"""The change log is pruned once a day: what is old goes, what was deleted leaves a tombstone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from app.apart import Apart
from app.changes import repository
from app.changes.models import ChangeLogSettings
from app.changes.repository import EntryRow
from app.changes.rules import kept_since, tombstone
from app.graph import Writer, chunks
from app.security import Principal
from app.session import Installation, Session
from app.settings import Settings
from app.workspace_settings.rules import own_settings

AT_ONCE = 2000
"""Entries that one transaction takes at most."""
WINDOW = 1000
"""Transactions whose entries are looked for at once: each engine finds one by its number."""
PERIOD = timedelta(days=1)
PRUNER = "pruning"
"""The part of the system that acts here."""
log = structlog.get_logger()


def chore(settings: Settings) -> Callable[[Installation], None]:
    """What is done once a minute: prune the logs that have not been pruned for a day."""

    def prune_logs(installation: Installation) -> None:
        prune(installation, settings.signing_secret())

    return prune_logs


def prune(installation: Installation, secret: bytes) -> int:
    """Prune the change logs whose turn it is, in all workspaces; returns how many entries went."""
    before = installation.now() - PERIOD
    logs = installation.read(lambda tx: tx.many(repository.list_unpruned, before=before))
    gone, apart = 0, Apart()
    for row in logs:
        session = installation.session(Principal.system(row.workspace, PRUNER))
        with apart.work(session, "prune"):
            settings = own_settings(ChangeLogSettings, row.keys, row.values)
            gone += prune_log(session, secret, settings)
    return gone


def prune_log(session: Session, secret: bytes, settings: ChangeLogSettings) -> int:
    """Prune one change log, in bounded transactions; returns how many entries went."""
    since = kept_since(session.now(), settings)
    gone, at_end = 0, False
    while not at_end:
        some, at_end = session.write(lambda tx: _prune_some(tx, secret, since))
        gone += some
    log.info("change_log_pruned", workspace=session.workspace, entries=gone)
    return gone


def _prune_some(tx: Writer, secret: bytes, since: datetime) -> tuple[int, bool]:
    """Prune some from where pruning ended; also says whether there is nothing more to prune."""
    first = tx.one(repository.find_position).next_seq
    last = min(first + WINDOW, tx.seq) - 1
    rows = tx.many(repository.list_prunable, first=first, last=last, most=AT_ONCE)
    young = next((row.seq for row in rows if row.at >= since), None)
    old = [row for row in rows if row.at < since]
    _bury(tx, secret, old)
    if young is not None:
        following, at_end = young, True
    elif len(rows) == AT_ONCE:
        following, at_end = rows[-1].seq, False
    else:
        following, at_end = last + 1, last + 1 >= tx.seq
    tx.do(repository.record_position, next_seq=following, now=tx.now if at_end else None)
    return len(old), at_end


def _bury(tx: Writer, secret: bytes, old: list[EntryRow]) -> None:
    graves = [
        {
            "id": row.id,
            "hashes": [tombstone(secret, tx.workspace, row.kind, one) for one in row.deleted],
        }
        for row in old
        if row.deleted is not None
    ]
    for part in chunks(graves):
        tx.do(repository.put_tombstones, rows=part)
    for ids in chunks([row.id for row in old if row.deleted is None]):
        tx.do(repository.delete_entries, ids=ids)
