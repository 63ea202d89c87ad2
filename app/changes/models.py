"""What a workspace says of its change log."""

from pydantic import BaseModel, ConfigDict, Field


class ChangeLogSettings(BaseModel):
    """The constants of the change log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    change_log_days: int = Field(default=400, ge=30, le=3650)
    """How long the log says what changed; then only the tombstones of what was deleted stay."""
