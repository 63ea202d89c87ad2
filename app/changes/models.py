"""What a workspace says of its change log."""

from typing import Annotated

from pydantic import Field

from app.workspace_settings.models import SettingGroup, SettingsSection, Unit


class ChangeLogSettings(SettingsSection):
    """The constants of the change log."""

    change_log_days: Annotated[int, Field(ge=30, le=3_650), Unit.DAYS, SettingGroup.CHANGE_LOG] = (
        400
    )
    """How long the change log keeps who changed what; later only what was deleted leaves a trace"""
