"""Keeping in touch: how often, and who is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Days = Annotated[int, Field(ge=1, le=3_650)]
Share = Annotated[float, Field(ge=0, le=1)]


class TouchSettings(BaseModel):
    """How often, in days, by how well one knows someone; a workspace may override each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    touch_vouched_days: Days = 30
    """For people the connector vouches for: trust of .9."""
    touch_trusted_days: Days = 90
    """For people the connector would introduce: trust of .6."""
    touch_known_days: Days = 180
    """For people the connector knows of: trust of .3."""


@dataclass(frozen=True, slots=True)
class Known:
    """Someone a connector knows, how well, and when they were last in touch."""

    id: str
    name: str
    trust: float
    last_contact: date


class Overdue(BaseModel):
    """Someone to check in with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person_id: str
    name: str
    last_contact: date
    every_days: int
    """How often one keeps in touch with people of this tier."""
    overdue_days: int
    """For how long it has been time; 0: since today."""


class OverdueList(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    items: tuple[Overdue, ...]
