"""Workspaces (one tenant each) and their keys."""

from datetime import datetime
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.security import Scope


def _known_time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is not a time zone; for example Europe/Dublin or America/New_York")
    return name


WorkspaceId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
TimeZone = Annotated[str, AfterValidator(_known_time_zone)]


class NewWorkspace(BaseModel):
    """What a workspace is made with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: WorkspaceId
    name: str = Field(min_length=1, max_length=200)
    country: str = Field(default="US", pattern=r"^[A-Z]{2}$")
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    time_zone: TimeZone = "America/New_York"


class Workspace(NewWorkspace):
    """One tenant: everything else belongs to exactly one."""

    seq: int
    created_at: datetime


class Key(BaseModel):
    """A key without its secret."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    workspace: str
    scope: Scope
    connector: str | None
    created_at: datetime
    revoked_at: datetime | None
