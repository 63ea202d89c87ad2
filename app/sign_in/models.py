"""Sign-ins as they are listed."""

from datetime import datetime

from app.base_models import Model
from app.security import Scope


class SignIn(Model):
    """A browser in which a connector is signed in."""

    id: str
    connector: str
    name: str
    scope: Scope
    created_at: datetime | None
    """None for one that began before this was kept."""
    last_used_at: datetime | None
    """When a page was last opened with it, to within five minutes."""
    expires_at: datetime


class SignInList(Model):
    """A page of sign-ins, the last to end first."""

    items: tuple[SignIn, ...]
    next_cursor: str | None = None
