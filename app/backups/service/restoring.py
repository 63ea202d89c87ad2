"""Restore a backup: check it, create what it holds, compare, and only then open the workspace.

A workspace exists by its own node, which is created last. Until then no command, request or worker
finds it, and a restore that was killed leaves nothing but what the next one deletes first.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.backups import repository
from app.backups.models import (
    Contents,
    Entry,
    Head,
    Link,
    Node,
    Restored,
    RestoredWorkspace,
    Section,
)
from app.backups.repository import Deleted
from app.backups.rules import lines
from app.backups.rules.secrets import secret_mark
from app.backups.service import kinds
from app.backups.service.deletions import Deletions, deleted_since, keep_out
from app.backups.service.files import read, read_contents, refused
from app.backups.service.saving import Tell, entries_of, saved
from app.backups.service.values import untagged_map
from app.errors import AlreadyExists, GraphUnavailable, RestoreFailed
from app.graph import (
    Graph,
    Hold,
    Query,
    Reader,
    Writer,
    forget_after,
    latest_schema,
    migrate,
    migrating,
)
from app.session import Installation

AT_ONCE = 2000
"""Nodes or relationships that one transaction creates at most."""
BYTES_AT_ONCE = 4_000_000
MAY_BE_SENT = "Restored from a backup: this may have been sent already."

Properties = dict[str, Any]


def restore(
    installation: Installation,
    path: Path,
    *,
    folder: Path | None = None,
    only: str | None = None,
    moving: bool = False,
    tell: Tell = lambda _, __: None,
) -> Restored:
    """Restore the workspaces of a backup, or `only` one of them.

    Who was deleted after it was made, as later files beside it or in `folder` say, is kept out.
    With `moving` the place that it comes from is given up: what waits to be sent goes on waiting.
    Raises `BackupRefused`, `AlreadyExists` and `RestoreFailed`; then nothing is there that was not
    there before.
    """
    contents = read_contents(path)
    sections = _chosen(contents, path, only)
    graph = installation.graph
    folders = {path.resolve().parent, *((folder.resolve(),) if folder else ())}
    with migrating(graph) as hold:
        _require_absent(graph, sections)
        with _cleared(graph, sections):
            properties = _load(graph, path, sections, tell, hold)
            for section in sections:
                _compare(graph, section)
                hold()
            deletions = {s.workspace: _deletions(graph, contents, s, folders) for s in sections}
            kept_out = {
                s.workspace: keep_out(graph, s.workspace, deletions[s.workspace], graph.secret())
                for s in sections
            }
        parked = {
            section.workspace: _open(
                graph, contents, section, properties[section.workspace], moving=moving
            )
            for section in sections
        }
    # Of data with an older schema the later migrations were forgotten: they run again.
    migrate(graph)
    return Restored(
        made_at=contents.header.made_at,
        same_secret=contents.header.secret == secret_mark(graph.secret()),
        workspaces=tuple(
            RestoredWorkspace(
                **saved(section).model_dump(),
                kept_out=kept_out[section.workspace],
                not_recognized=deletions[section.workspace].of_another_secret,
                parked=parked[section.workspace],
            )
            for section in sections
        ),
    )


def _chosen(contents: Contents, path: Path, only: str | None) -> list[Section]:
    if contents.header.schema > latest_schema():
        raise refused(path, "a newer version of Intros wrote it. Update first")
    found = [s for s in contents.sections if only in (None, s.workspace)]
    if not found:
        held = ", ".join(f"“{s.workspace}”" for s in contents.sections) or "no workspace"
        raise refused(path, f"it holds {held}" + (f", and not “{only}”" if only else ""))
    return found


def _require_absent(graph: Graph, sections: Iterable[Section]) -> None:
    there = [s.workspace for s in sections if graph.read(s.workspace, _exists)]
    if there:
        raise AlreadyExists(
            f"A workspace “{there[0]}” exists. A backup restores only what isn’t there: "
            f"delete it first with `intros workspace delete {there[0]}`, or choose another "
            "with --workspace."
        )


def _exists(tx: Reader) -> bool:
    return tx.optional(repository.find_workspace) is not None


@contextmanager
def _cleared(graph: Graph, sections: list[Section]) -> Iterator[None]:
    """Delete what a restore left that was killed, and all that this one made if it fails."""
    for section in sections:
        _clear(graph, section)
    try:
        yield
    except BaseException:
        with suppress(GraphUnavailable):  # Then the next restore deletes it first.
            for section in sections:
                _clear(graph, section)
        raise


def _clear(graph: Graph, section: Section) -> None:
    """Delete what carries the workspace's id, kind by kind: there is no workspace yet."""
    for label in sorted({*kinds.labels(), *section.labels}):
        query = repository.delete_nodes.about(Person=label)
        while graph.create_workspace(section.workspace, _delete_some(query)):
            pass


def _delete_some(query: Query[Deleted]) -> Callable[[Writer], int]:
    return lambda tx: tx.one(query, most=AT_ONCE).deleted


# ── loading ──────────────────────────────────────────────────────────────────────────────────


def _load(
    graph: Graph, path: Path, sections: list[Section], tell: Tell, hold: Hold
) -> dict[str, Properties]:
    """Create everything but the workspaces' own nodes; returns what those hold."""
    own: dict[str, Properties] = {}
    wanted = {section.workspace for section in sections}
    done = 0
    for workspace, entries in _parts(path, wanted):
        if isinstance(entries, Head):
            own[workspace], done = untagged_map(entries.properties), 0
            continue
        graph.create_workspace(workspace, _creation(entries))
        done += len(entries)
        tell(workspace, done)
        hold()
    return own


def _parts(path: Path, wanted: Container[str]) -> Iterator[tuple[str, Head | list[Entry]]]:
    """The heads of the wanted workspaces, and their entries in parts that are alike."""
    workspace, part, size = "", list[Entry](), 0
    for said, text in read(path):
        full = len(part) == AT_ONCE or size > BYTES_AT_ONCE
        if part and (full or not isinstance(said, Node | Link) or _kind(said) != _kind(part[0])):
            yield workspace, part
            part, size = [], 0
        if isinstance(said, Head):
            workspace = said.workspace
            if workspace in wanted:
                yield workspace, said
        elif isinstance(said, Node | Link) and workspace in wanted:
            part.append(said)
            size += len(text)


def _kind(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Node):
        return (entry.label,)
    return entry.type, entry.source[0], entry.target[0]


def _creation(entries: list[Entry]) -> Callable[[Writer], None]:
    """What creates entries of one kind."""
    nodes = [untagged_map(entry.properties) for entry in entries if isinstance(entry, Node)]
    links = [
        {
            "source": entry.source[1],
            "target": entry.target[1],
            "properties": untagged_map(entry.properties),
        }
        for entry in entries
        if isinstance(entry, Link)
    ]
    kind = _kind(entries[0])

    def create(tx: Writer) -> None:
        if nodes:
            tx.do(repository.create_nodes.about(Person=kind[0]), rows=nodes)
            return
        query = repository.create_links.about(
            INTRODUCES=kind[0], Introduction=kind[1], Person=kind[2]
        )
        if tx.one(query, rows=links).created != len(links):
            raise RestoreFailed(f"Some {kind[0]} lead to what isn’t in the backup.")

    return create


def _compare(graph: Graph, section: Section) -> None:
    """Read everything again; raises `RestoreFailed` unless it is what the backup holds."""

    def work(tx: Reader) -> Section:
        found = Section(section.workspace, section.seq)
        for entry in entries_of(tx, section.labels, section.joins):
            lines.count(found, entry, lines.entry_line(entry))
        return found

    if wrong := lines.differences(section.tallies, graph.read(section.workspace, work).tallies):
        raise RestoreFailed(
            f"“{section.workspace}” differs from the backup after it was restored, and was "
            f"removed again: {'; '.join(wrong)}."
        )


# ── opening ──────────────────────────────────────────────────────────────────────────────────


def _deletions(graph: Graph, contents: Contents, section: Section, folders: set[Path]) -> Deletions:
    moment = contents.header.made_at
    return deleted_since(folders, section.workspace, moment, graph.secret())


def _open(
    graph: Graph, contents: Contents, section: Section, properties: Properties, *, moving: bool
) -> int:
    """Create the workspace's own node: from then on it is there. Returns how much was parked."""

    def work(tx: Writer) -> int:
        parked = 0
        if not moving:
            parked = tx.one(repository.park_waiting, now=tx.now, error=MAY_BE_SENT).parked
        tx.do(repository.create_workspace, properties=properties)
        forget_after(tx, contents.header.schema)
        return parked

    return graph.create_workspace(section.workspace, work)
