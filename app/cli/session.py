"""What a command works in: the graph with its clock, and a session of the one at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session import Installation, Session
    from app.settings import Settings

TERMINAL = "terminal"
"""The part of the system that acts here."""


def quiet_settings() -> "Settings":
    """The settings of a command that prints an answer: what goes well is not logged beside it."""
    import logging

    from app.logs import configure_logs
    from app.settings import load_settings

    settings = load_settings()
    configure_logs(as_json=settings.log_json, least=logging.WARNING)
    return settings


@contextmanager
def installed(settings: "Settings") -> Iterator["Installation"]:
    """The graph, migrated, and the clock."""
    from app.clock import SystemClock
    from app.graph import Graph, migrate
    from app.session import Installation

    with Graph(settings) as graph:
        migrate(graph)
        yield Installation(graph, SystemClock())


@contextmanager
def opened(workspace: str | None, connector: str | None = None) -> Iterator["Session"]:
    """A session in the workspace that the command means.

    The one who has the terminal has the data: they act as the connector that they name.
    """
    from app.security import Principal
    from app.workspaces import service as workspaces

    settings = quiet_settings()
    with installed(settings) as installation:
        chosen = workspaces.choose_workspace(installation, workspace or settings.workspace)
        yield installation.session(Principal.system(chosen, TERMINAL, connector))
