"""Workspaces apart: what goes wrong in one of them stops no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from app.errors import GraphUnavailable, UnknownWorkspace
from app.session import Session

REST = timedelta(seconds=30)
log = structlog.get_logger()


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
