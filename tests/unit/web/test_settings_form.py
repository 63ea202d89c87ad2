"""The form of the settings sends back what it shows."""

from itertools import groupby

import pytest
from starlette.datastructures import FormData

from app.setting_sections import SECTIONS
from app.web.access import Form
from app.web.routes.settings import changes_in, text_of
from app.workspace_settings.models import SettingGroup
from app.workspace_settings.rules import apply_changes, list_settings, read_changes

DEFAULTS = list_settings(SECTIONS, {}).items
GROUPS = {group: tuple(some) for group, some in groupby(DEFAULTS, key=lambda one: one.group)}


@pytest.mark.parametrize("group", GROUPS)
def test_saving_a_group_as_it_is_shown_changes_nothing(group: SettingGroup) -> None:
    shown = [(one.key, text_of(one)) for one in GROUPS[group]]
    form = Form(FormData([("group", group), *(field for field in shown if field[1])]))
    changes = read_changes(SECTIONS, changes_in(form, DEFAULTS))
    assert apply_changes(SECTIONS, {}, changes) == {}
