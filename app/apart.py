"""Workspaces apart: what goes wrong in one of them stops no other."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol

import structlog

from app.errors import GraphUnavailable, UnknownWorkspace
from app.security import Principal
from app.session import Installation, Session

REST = timedelta(seconds=30)
log = structlog.get_logger()


class Found(Protocol):
    """A node that was found across workspaces."""

    @property
    def workspace(self) -> str: ...

    @property
    def id(self) -> str: ...


class Apart:
    """Work in many workspaces, one after the other. Each in which something failed rests a while.

    Else those who look for what is due would find the same work of a busy workspace again and
    again, and nothing of the others.
    """

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def resting(self, now: datetime) -> list[str]:
        """The workspaces that are to be left alone."""
        self._until = {one: until for one, until in self._until.items() if until > now}
        return sorted(self._until)

    @contextmanager
    def work(self, session: Session, doing: str) -> Iterator[None]:
        """Do something in a workspace; what goes wrong goes to the log, for another time.

        Raises `GraphUnavailable`, because then there is no going on. A workspace that is deleted
        in the meantime is no trouble.
        """
        try:
            yield
        except GraphUnavailable:
            raise
        except UnknownWorkspace:
            return
        except Exception as error:  # noqa: BLE001 (the other workspaces must not wait for it)
            self._until[session.workspace] = session.now() + REST
            # Its own words may hold content: its type must do.
            log.error(
                "workspace_failed",
                workspace=session.workspace,
                doing=doing,
                error=type(error).__name__,
            )


def in_each_workspace(
    installation: Installation,
    part: str,
    found: Sequence[Found],
    work: Callable[[Session, list[str]], None],
    apart: Apart | None = None,
) -> None:
    """Do something with the ids found in each workspace, as a part of the system.

    `found` is in the order of its workspaces.
    """
    apart = apart or Apart()
    for workspace, group in groupby(found, key=lambda one: one.workspace):
        session = installation.session(Principal.system(workspace, part))
        with apart.work(session, part):
            work(session, [one.id for one in group])
