"""Workspaces: made, listed, deleted."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from secrets import token_hex

from app.errors import AlreadyExists, UnknownWorkspace
from app.graph import Writer
from app.session import Installation, Session
from app.workspaces import repository
from app.workspaces.models import NewWorkspace, Workspace

DELETE_AT_ONCE = 2000
MOST_LIKELY_TYPING_ERRORS = 5


def workspace_id(name: str) -> str:
    """The id that a workspace gets from its name: `Hudson Valley` becomes `hudson-valley`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:63].strip("-") or f"w-{token_hex(4)}"


def create_workspace(
    installation: Installation, new: NewWorkspace, fill: Callable[[Writer], None] = lambda _: None
) -> Workspace:
    """Create a workspace; `fill` runs in the same transaction (the catalog is copied there).

    Raises `AlreadyExists` when the id is taken.
    """
    created_at = installation.now()

    def work(tx: Writer) -> Workspace:
        if tx.optional(repository.find_workspace):
            raise AlreadyExists(f"A workspace “{new.id}” exists. Choose another name.")
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

    return installation.graph.create_workspace(new.id, work)


def list_workspaces(installation: Installation) -> list[Workspace]:
    rows = installation.read(lambda tx: tx.many(repository.list_workspaces))
    return [Workspace(**asdict(row)) for row in rows]


def choose_workspace(installation: Installation, wanted: str | None) -> str:
    """The workspace that a command means: the one asked for, or the only one there is."""
    known = [workspace.id for workspace in list_workspaces(installation)]
    if wanted:
        # People know a workspace by the name that they gave it.
        wanted = wanted if wanted in known else workspace_id(wanted)
        if wanted not in known:
            raise UnknownWorkspace(f"No workspace “{wanted}”. {_existing(known)}")
        return wanted
    if len(known) != 1:
        raise UnknownWorkspace(_existing(known))
    return known[0]


def _existing(known: list[str]) -> str:
    """Which workspaces there are, and how to choose one."""
    if not known:
        return "There is none yet. Create one with `intros workspace create NAME`."
    names = ", ".join(f"“{name}”" for name in known[:MOST_LIKELY_TYPING_ERRORS])
    more = len(known) - MOST_LIKELY_TYPING_ERRORS
    others = f" and {more} more" if more > 0 else ""
    return f"You have {names}{others}. Add --workspace {known[0]}, for example."


def delete_workspace(session: Session) -> None:
    """Delete a workspace with everything in it, in bounded transactions; its keys go first."""
    for labels in (["ApiKey"], None):
        while session.write(lambda tx, labels=labels: _delete_some(tx, labels)):  # type: ignore[misc]
            pass
    session.write(lambda tx: tx.do(repository.delete_workspace))


def _delete_some(tx: Writer, labels: list[str] | None) -> int:
    return tx.one(repository.delete_nodes, labels=labels, most=DELETE_AT_ONCE).deleted
