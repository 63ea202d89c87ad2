"""Which domains declare settings of a workspace. This module alone knows all of them."""

from app.changes.models import ChangeLogSettings
from app.introductions.models import IntroductionSettings
from app.keep_in_touch.models import TouchSettings
from app.pairings.models import ListSettings, PairingSettings
from app.plans.models import PlanSettings
from app.workspace_settings.models import SettingsSection
from app.workspaces.models import AccessSettings

SECTIONS: tuple[type[SettingsSection], ...] = (
    AccessSettings,
    PairingSettings,
    ListSettings,
    PlanSettings,
    IntroductionSettings,
    TouchSettings,
    ChangeLogSettings,
)
