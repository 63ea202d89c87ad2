"""Saying that one wants no more mail: for good, for one workspace, by a link in each email."""

from app.errors import NotFound
from app.mail import repository
from app.security import Principal
from app.security.tokens import read_unsubscribe_token
from app.session import Installation, Session


def is_unsubscribed(installation: Installation, secret: bytes, token: str) -> bool:
    """Whether the owner of this link gets no more mail; nothing changes. Raises `NotFound`."""
    session, suppression = _read(installation, secret, token)
    found = session.read(lambda tx: tx.optional(repository.find_suppression, id=suppression))
    return found is not None


def unsubscribe(installation: Installation, secret: bytes, token: str) -> None:
    """Send no more mail to the owner of this link; raises `NotFound`."""
    session, suppression = _read(installation, secret, token)
    session.write(lambda tx: tx.do(repository.suppress, id=suppression, now=tx.now))


def _read(installation: Installation, secret: bytes, token: str) -> tuple[Session, str]:
    found = read_unsubscribe_token(secret, token)
    if found is None:
        raise NotFound("Part of this link is missing. Copy all of it from the email.")
    workspace, suppression = found
    return installation.session(Principal.by_link(workspace, "unsubscribe link")), suppression
