"""Who was deleted after a backup was made: a restore brings none of them back.

What is newer than the backup says so: the later backups beside it, and what was kept of a workspace
when it was deleted. The newest of them knows all: tombstones stay until they are lifted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from app.backups import repository
from app.backups.models import Foot, Head, Header, Node
from app.backups.rules import keeping, lines
from app.backups.service.files import BackupWriter, read, whole_file
from app.backups.service.values import tagged_map, untagged_map
from app.belongings.registry import delete_belongings
from app.errors import BackupRefused
from app.graph import Graph, Reader, Writer, chunks
from app.session import Session
from app.tombstones.rules import key_mark, tombstone_id

CHANGE, TOMBSTONE = "Change", "Tombstone"
log = structlog.get_logger()


@dataclass(slots=True)
class Deletions:
    """The people who were deleted from one workspace after a moment."""

    ids: set[str] = field(default_factory=set)
    tombstones: list[dict[str, Any]] = field(default_factory=list)
    of_another_secret: int = 0
    """Tombstones that recognize no one here, because the installation had another secret."""

    def __bool__(self) -> bool:
        return bool(self.ids or self.tombstones)


def keep_deletions(session: Session, folder: Path, header: Header) -> None:
    """Keep, before a workspace is deleted, who was deleted from it, without saying who it was."""
    name = keeping.file_name(f"{keeping.DELETED}{session.workspace}", header.made_at, "jsonl.gz")

    def nodes(tx: Reader) -> list[Node]:
        query = repository.list_nodes.about(Person=TOMBSTONE)
        return [Node(TOMBSTONE, tagged_map(row.properties)) for row in tx.many(query)]

    found = session.read(nodes)
    if not found:
        return
    with whole_file(folder / name) as file:
        writer = BackupWriter(file)
        writer.write(lines.header_line(header))
        writer.write(lines.head_line(Head(session.workspace, {})))
        for node in found:
            writer.write(lines.entry_line(node))
        writer.write(lines.foot_line(Foot(0, {TOMBSTONE: lines.tally(found)})))
        writer.finish()


def deleted_since(folders: set[Path], workspace: str, moment: datetime, secret: bytes) -> Deletions:
    """Who was deleted after the moment, as the newest file says that knows the workspace."""
    for path in _newest_first(folders, moment):
        try:
            found = _read(path, workspace, moment, secret)
        except BackupRefused as error:
            log.warning("backup_unreadable", file=path.name, why=error.detail)
            continue
        if found is not None:
            return found
    return Deletions()


def _newest_first(folders: set[Path], moment: datetime) -> Iterator[Path]:
    paths = {
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.iterdir()
        if path.name.endswith(".jsonl.gz")
        and (at := keeping.made_at(path.name)) is not None
        and at > moment
    }
    yield from sorted(paths, key=lambda path: path.name.rpartition("-")[2], reverse=True)


def _read(path: Path, workspace: str, moment: datetime, secret: bytes) -> Deletions | None:
    found, here = None, False
    for said, _ in read(path):
        if isinstance(said, Head):
            here = said.workspace == workspace
            found = Deletions() if here else found
        elif here and found is not None and isinstance(said, Node):
            _note(found, said.label, said.properties, moment, secret)
    return found


def _note(
    found: Deletions, label: str, tagged: dict[str, Any], moment: datetime, secret: bytes
) -> None:
    if label not in (CHANGE, TOMBSTONE):
        return
    properties = untagged_map(tagged)
    at = properties.get("at") or properties.get("created_at")
    if at is None or at.to_native() <= moment:
        return
    if label == CHANGE:
        if (properties["kind"], properties["op"]) == ("person", "deleted"):
            found.ids.update(properties.get("ids") or ())
    elif properties["key"] == key_mark(secret):
        found.tombstones.append(properties)
    else:
        found.of_another_secret += 1


def keep_out(graph: Graph, workspace: str, deletions: Deletions, secret: bytes) -> int:
    """Delete from a workspace that is not open yet who was deleted later; returns how many."""
    gone = graph.read(workspace, lambda tx: _people(tx, deletions, secret))
    for person in sorted(gone):
        graph.create_workspace(workspace, lambda tx, one=person: delete_belongings(tx, one))  # type: ignore[misc]
    for part in chunks(deletions.tombstones):
        graph.create_workspace(workspace, _keeping(part))
    return len(gone)


def _people(tx: Reader, deletions: Deletions, secret: bytes) -> set[str]:
    found: set[str] = set()
    for ids in chunks(sorted(deletions.ids)):
        found.update(tx.one(repository.find_people, ids=ids).ids)
    if deletions.tombstones:
        known = {tombstone["id"] for tombstone in deletions.tombstones}
        found.update(
            row.person
            for row in tx.stream(repository.list_identified)
            if tombstone_id(secret, tx.workspace, row.identifier) in known
        )
    return found


def _keeping(rows: Any) -> Any:
    def work(tx: Writer) -> None:
        tx.do(repository.put_tombstones, rows=rows)

    return work
