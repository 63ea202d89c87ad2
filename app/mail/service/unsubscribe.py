"""Saying that one wants no more mail: for good, for one workspace, by a link in each mail."""

from datetime import UTC, datetime

from app.errors import NotFound
from app.graph import Graph
from app.mail import repository, rules


def is_unsubscribed(graph: Graph, secret: bytes, token: str) -> bool:
    """Whether the owner of this link gets no more mail; nothing changes. Raises `NotFound`."""
    workspace, suppression = _read(secret, token)
    found = graph.read(
        workspace, lambda tx: tx.optional(repository.find_suppression, id=suppression)
    )
    return found is not None


def unsubscribe(graph: Graph, secret: bytes, token: str) -> None:
    """Send no more mail to the owner of this link; raises `NotFound`."""
    workspace, suppression = _read(secret, token)
    now = datetime.now(UTC)
    graph.write(workspace, lambda tx: tx.do(repository.suppress, id=suppression, now=now))


def _read(secret: bytes, token: str) -> tuple[str, str]:
    found = rules.read_token(secret, token)
    if found is None:
        raise NotFound("This link is not whole. Copy all of it from the mail.")
    return found
