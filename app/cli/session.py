"""What a command works in: the graph with its clock, and a session of the one at the terminal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

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


Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)


class ListPage(Protocol[Item_co]):
    """A page of a list, as the API has them."""

    @property
    def items(self) -> Sequence[Item_co]: ...

    @property
    def next_cursor(self) -> str | None: ...


def every_page(load: Callable[[str | None], ListPage[Item]]) -> list[Item]:
    """The items of all pages of a list."""
    page = load(None)
    items = list(page.items)
    while page.next_cursor:
        page = load(page.next_cursor)
        items += page.items
    return items
