"""Keeping in touch: how often, and who is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from app.base_models import Model
from app.workspace_settings.models import Deadline, SettingGroup, SettingsSection


class TouchSettings(SettingsSection):
    """How often, in days, by how well you know someone; a workspace may change each of them."""

    touch_vouched_days: Annotated[Deadline, SettingGroup.KEEP_IN_TOUCH] = 30
    """People you would vouch for"""
    touch_trusted_days: Annotated[Deadline, SettingGroup.KEEP_IN_TOUCH] = 90
    """People you would introduce"""
    touch_known_days: Annotated[Deadline, SettingGroup.KEEP_IN_TOUCH] = 180
    """People you know of"""


@dataclass(frozen=True, slots=True)
class Known:
    """Someone a connector knows, how well, and when they were last in touch."""

    id: str
    name: str
    trust: float
    last_contact: date


class Overdue(Model):
    """Someone to check in with."""

    person_id: str
    name: str
    last_contact: date
    every_days: int
    """How often one keeps in touch with people of this tier."""
    overdue_days: int
    """For how long it has been time; 0: since today."""


class OverdueList(Model):
    items: tuple[Overdue, ...]
