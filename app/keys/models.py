"""API keys, as they are made and listed; the key itself is shown once and never again."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from app.base_models import Body, Model
from app.field_types import ID_PATTERN, Line
from app.security import Scope

KeyName = Annotated[Line, Field(max_length=100)]


class NewKey(Body):
    """An API key to create."""

    name: KeyName
    """What it is for, as people tell it apart from others."""
    scope: Scope = "read"
    connector: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    """The person that it acts as; without one it is for the whole workspace."""
    expires_at: AwareDatetime | None = None
    """When it stops working; without it, when it is revoked."""


class Key(Model):
    """An API key without its secret."""

    id: str
    workspace: str
    name: str
    scope: Scope
    connector: str | None
    created_at: datetime
    last_used_at: datetime | None
    """When a request last came with it, to within five minutes."""
    expires_at: datetime | None
    revoked_at: datetime | None
    restricted: bool
    """Whether it reads what connectors keep only where programs may act for them: a program's key
    that an administrator created."""


class CreatedKey(Key):
    """A new API key with its text, which is shown only now."""

    key: str


class KeyList(Model):
    """A page of the workspace's API keys, the newest first."""

    items: tuple[Key, ...]
    next_cursor: str | None = None


class OwnKey(Model):
    """The API key of a request."""

    id: str
    name: str
    expires_at: datetime | None


class Me(Model):
    """Who a request acts as."""

    workspace: str
    scopes: tuple[Scope, ...]
    connector: str | None
    """The person that the key acts as, if any."""
    key: OwnKey
