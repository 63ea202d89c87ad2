"""Write a backup: each workspace as it was after one of its writes, with nothing in between.

Neither engine can read a whole workspace as of one moment. So it is read as it is, and counts when
no write came in between: its number `seq` is the same before and after. Where people write all the
time that never happens; the last attempt then holds the workspace's lock while it reads. Writers
wait so long, and nothing of theirs is refused.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from app.backups import repository
from app.backups.models import (
    Entry,
    Foot,
    Head,
    Header,
    Link,
    Node,
    SavedBackup,
    SavedWorkspace,
    Section,
)
from app.backups.rules import keeping, lines
from app.backups.rules.secrets import secret_mark
from app.backups.service import kinds
from app.backups.service.files import BackupWriter, whole_file
from app.backups.service.values import tagged_map
from app.errors import UnknownWorkspace
from app.graph import Graph, Reader, latest_schema
from app.security import Principal
from app.session import Installation, Session

ATTEMPTS = 2
"""How often a workspace is read beside its writers, before they have to wait."""
TELL_EVERY = 5_000
BACKUP = "backup"
"""The part of the system that acts here."""
ALL = "all"

Tell = Callable[[str, int], None]
"""Called now and then with the workspace and how many nodes and relationships are done; may raise
to end it."""


def save(
    installation: Installation,
    folder: Path,
    workspaces: list[str],
    *,
    what: str = ALL,
    tell: Tell = lambda _, __: None,
) -> SavedBackup:
    """Write these workspaces into a new file of the folder; raises `BackupFailed`.

    `what` is for the file's name.
    """
    at = installation.now()
    path = folder / keeping.file_name(what, at, "jsonl.gz")
    sections = []
    with whole_file(path) as file:
        writer = BackupWriter(file)
        writer.write(lines.header_line(header_of(installation.graph, at)))
        for workspace in workspaces:
            session = installation.session(Principal.system(workspace, BACKUP))
            sections.append(_save_workspace(session, writer, tell))
        writer.finish()
    return SavedBackup(
        file=str(path),
        made_at=at,
        size=path.stat().st_size,
        workspaces=tuple(map(saved, sections)),
    )


def header_of(graph: Graph, at: datetime) -> Header:
    """What a file of this installation says of itself."""
    return Header(at, latest_schema(), secret_mark(graph.secret()))


def saved(section: Section) -> SavedWorkspace:
    counts = {kind: tally.count for kind, tally in section.tallies.items()}
    return SavedWorkspace(workspace=section.workspace, seq=section.seq, counts=counts)


def _save_workspace(session: Session, writer: BackupWriter, tell: Tell) -> Section:
    start = writer.checkpoint()

    def work(tx: Reader) -> Section:
        writer.back_to(start)
        return _write_section(tx, writer, tell)

    for _ in range(ATTEMPTS):
        section = session.read(work)
        if current_seq(session) == section.seq:
            return section
    return session.write(work)


def current_seq(session: Session) -> int:
    """The number of the workspace's last write, read from the graph; raises `UnknownWorkspace`."""
    return session.read(lambda tx: tx.node.seq)


def _write_section(tx: Reader, writer: BackupWriter, tell: Tell) -> Section:
    own = tx.optional(repository.find_workspace)
    if own is None:
        raise UnknownWorkspace(f"There is no workspace “{tx.workspace}”.")
    section = Section(tx.workspace, own.seq)
    writer.write(lines.head_line(Head(tx.workspace, tagged_map(own.properties))))
    for number, entry in enumerate(entries_of(tx)):
        text = lines.entry_line(entry)
        lines.count(section, entry, text)
        writer.write(text)
        if number % TELL_EVERY == 0:
            tell(tx.workspace, number)
    writer.write(lines.foot_line(Foot(section.seq, section.tallies)))
    return section


def entries_of(
    tx: Reader, labels: Iterable[str] = (), joins: Iterable[tuple[str, str, str]] = ()
) -> Iterator[Entry]:
    """All nodes of a workspace, then all relationships, their values tagged.

    Of every kind that a backup holds, and of those given besides.
    """
    for label in sorted({*kinds.labels(), *labels}):
        for node in tx.stream(repository.list_nodes.about(Person=label)):
            yield Node(label, tagged_map(node.properties))
    for kind, source, target in sorted({*kinds.joins(), *joins}):
        query = repository.list_links.about(INTRODUCES=kind, Introduction=source, Person=target)
        for row in tx.stream(query):
            for link in row.links:
                ends = (source, row.source), (target, link.target)
                yield Link(kind, *ends, tagged_map(link.properties))
