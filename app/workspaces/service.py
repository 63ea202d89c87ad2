"""Workspaces and keys: made, listed, revoked, deleted; and who a key stands for."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from secrets import token_hex

from app.errors import AlreadyExists, InvalidInput, NotFound, Unauthenticated, UnknownWorkspace
from app.graph import Graph, Writer
from app.security import Caller, NewKey, Scope, make_key, secret_matches, split_key
from app.workspaces import repository
from app.workspaces.models import Key, NewWorkspace, Workspace

DELETE_AT_ONCE = 2000
MOST_LIKELY_TYPING_ERRORS = 5


def workspace_id(name: str) -> str:
    """The id that a workspace gets from its name: `Hudson Valley` becomes `hudson-valley`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:63].strip("-") or f"w-{token_hex(4)}"


def create_workspace(
    graph: Graph, new: NewWorkspace, fill: Callable[[Writer], None] = lambda _: None
) -> Workspace:
    """Create a workspace; `fill` runs in the same transaction (the catalog is copied there).

    Raises `AlreadyExists` when the id is taken.
    """
    created_at = datetime.now(UTC)

    def work(tx: Writer) -> Workspace:
        if tx.optional(repository.find_workspace):
            raise AlreadyExists(f"There is a workspace “{new.id}” already.")
        tx.do(
            repository.create_workspace,
            name=new.name,
            country=new.country,
            currency=new.currency,
            time_zone=new.time_zone,
            created_at=created_at,
        )
        fill(tx)
        return Workspace(**new.model_dump(), seq=1, created_at=created_at)

    return graph.create_workspace(new.id, work)


def list_workspaces(graph: Graph) -> list[Workspace]:
    rows = graph.read_all_workspaces(lambda tx: tx.many(repository.list_workspaces))
    return [Workspace(**asdict(row)) for row in rows]


def choose_workspace(graph: Graph, wanted: str | None) -> str:
    """The workspace that a command means: the one asked for, or the only one there is."""
    known = [workspace.id for workspace in list_workspaces(graph)]
    if wanted:
        # People know a workspace by the name that they gave it.
        wanted = wanted if wanted in known else workspace_id(wanted)
        if wanted not in known:
            raise UnknownWorkspace(f"There is no workspace “{wanted}”; there {_are(known)}.")
        return wanted
    if len(known) != 1:
        raise InvalidInput(f"Say which workspace with --workspace: there {_are(known)}.")
    return known[0]


def _are(known: list[str]) -> str:
    if not known:
        return "is none yet: make one with `intros workspace create NAME`"
    names = ", ".join(known[:MOST_LIKELY_TYPING_ERRORS])
    more = len(known) - MOST_LIKELY_TYPING_ERRORS
    return f"are {names}" + (f" and {more} more" if more > 0 else "")


def delete_workspace(graph: Graph, workspace: str) -> None:
    """Delete a workspace with everything in it, in bounded transactions; its keys go first."""
    for labels in (["ApiKey"], None):
        while graph.write(workspace, lambda tx, labels=labels: _delete_some(tx, labels)):  # type: ignore[misc]
            pass
    graph.write(workspace, lambda tx: tx.do(repository.delete_workspace))


def _delete_some(tx: Writer, labels: list[str] | None) -> int:
    return tx.one(repository.delete_nodes, labels=labels, most=DELETE_AT_ONCE).deleted


def create_key(graph: Graph, workspace: str, scope: Scope, connector: str | None = None) -> NewKey:
    """Make a key; raises `NotFound` when it is to be bound to somebody who is not there."""
    key = make_key()
    now = datetime.now(UTC)

    def work(tx: Writer) -> None:
        if connector is not None and tx.optional(repository.has_person, id=connector) is None:
            raise NotFound(f"There is no person “{connector}” in this workspace.")
        tx.do(
            repository.create_key,
            id=key.id,
            hash=key.hash,
            scopes=[scope],
            connector=connector,
            created_at=now,
        )

    graph.write(workspace, work)
    return key


def list_keys(graph: Graph, workspace: str) -> list[Key]:
    rows = graph.read(workspace, lambda tx: tx.many(repository.list_keys))
    return [
        Key(
            id=row.id,
            workspace=row.workspace,
            scope=row.scope,
            connector=row.connector,
            created_at=row.created_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def revoke_key(graph: Graph, workspace: str, key_id: str) -> None:
    """Revoke a key from now on; raises `NotFound`."""
    now = datetime.now(UTC)
    if not graph.write(
        workspace, lambda tx: tx.optional(repository.revoke_key, id=key_id, now=now)
    ):
        raise NotFound(f"There is no key “{key_id}” in this workspace.")


def identify(graph: Graph, key_text: str) -> Caller:
    """Who presents this key; raises `Unauthenticated` without saying what is wrong with it."""
    parts = split_key(key_text)
    row = None
    if parts is not None:
        row = graph.read_all_workspaces(lambda tx: tx.optional(repository.find_key, id=parts[0]))
    if parts is None or row is None or row.revoked_at is not None:
        raise Unauthenticated("Send `Authorization: Bearer <key>` with a key that is valid.")
    if not secret_matches(parts[1], row.hash):
        raise Unauthenticated("Send `Authorization: Bearer <key>` with a key that is valid.")
    return Caller(row.id, row.workspace, row.scope, row.connector)


def record_break_glass(graph: Graph, caller: Caller, reason: str, path: str) -> None:
    """Write down that an administrator looked, before they see anything."""
    told = {"reason": reason, "path": path}
    graph.write(
        caller.workspace,
        lambda tx: tx.describe("break_glass", caller.key_id, told),
        by=caller.key_id,
    )
