"""Workspaces: one tenant each."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.base_models import Model
from app.field_types import TimeZone
from app.workspace_settings.models import SettingGroup, SettingsSection, Switch

WorkspaceId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class NewWorkspace(Model):
    """What a workspace is made with."""

    id: WorkspaceId
    name: str = Field(min_length=1, max_length=200)
    country: str = Field(default="US", pattern=r"^[A-Z]{2}$")
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    time_zone: TimeZone = "America/New_York"


class Workspace(NewWorkspace):
    """One tenant: everything else belongs to exactly one."""

    seq: int
    created_at: datetime


class AccessSettings(SettingsSection):
    """What the workspace allows to programs."""

    integrations_act_for_connectors: Annotated[Switch, SettingGroup.ACCESS] = False
    """Whether programs with a key for the whole workspace can rate, introduce and send"""
