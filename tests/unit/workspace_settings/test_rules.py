"""Settings of a workspace: what each can be, and what a change makes of them."""

import json
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from app.errors import InvalidInput
from app.introductions.models import IntroductionSettings
from app.pairings.models import PairingSettings
from app.plans.models import PlanSettings
from app.setting_sections import SECTIONS
from app.workspace_settings.models import (
    GROUP_TEXTS,
    SettingGroup,
    SettingsSection,
    SettingValue,
    Unit,
)
from app.workspace_settings.rules import (
    Definition,
    all_definitions,
    apply_changes,
    changed_keys,
    definitions_in,
    list_settings,
    own_settings,
    read_changes,
)
from tests.every_query import every_module

ALL = all_definitions(SECTIONS)
NUMBERS = [one for one in ALL.values() if one.minimum is not None]
SWITCHES = [one for one in ALL.values() if one.minimum is None]


def sections_below(root: type[SettingsSection]) -> Iterator[type[SettingsSection]]:
    for section in root.__subclasses__():
        yield section
        yield from sections_below(section)


def applied(own: dict[str, SettingValue], changes: dict[str, Any]) -> dict[str, SettingValue]:
    """What a workspace has changed after these changes, as they are sent."""
    return apply_changes(SECTIONS, own, read_changes(SECTIONS, changes))


def refused(changes: dict[str, Any], own: dict[str, SettingValue] | None = None) -> dict[str, str]:
    """What is said of each key, when these changes are refused."""
    with pytest.raises(InvalidInput) as error:
        applied(own or {}, changes)
    return {one.pointer: one.message for one in error.value.errors}


def test_every_section_that_a_domain_declares_is_registered() -> None:
    for module in every_module():
        import_module(module)
    own = {one for one in sections_below(SettingsSection) if one.__module__.startswith("app.")}
    assert own == set(SECTIONS)


def test_a_key_means_one_setting() -> None:
    keys = Counter(key for section in SECTIONS for key in section.model_fields)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("one", ALL.values(), ids=lambda one: one.key)
def test_a_setting_says_what_it_is_and_its_default_is_in_range(one: Definition) -> None:
    assert one.meaning
    assert "\n" not in one.meaning
    assert not one.meaning.endswith(".")
    assert one.read(one.default) == one.default
    assert (one.unit is Unit.YES_OR_NO) == (one.minimum is None)
    assert one.unit is not Unit.SHARE or (one.minimum, one.maximum) == (0, 1)


def test_the_defaults_fit_together() -> None:
    assert [fault for section in SECTIONS for fault in section().conflicts()] == []


def test_every_group_has_settings_and_a_title() -> None:
    assert {one.group for one in ALL.values()} == set(SettingGroup) == set(GROUP_TEXTS)


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.key)
def test_a_number_is_taken_within_its_range_only(one: Definition) -> None:
    assert one.minimum is not None
    assert one.maximum is not None
    for value in (one.minimum, one.maximum):
        assert one.read(value) == value
    outside: list[object] = [
        one.minimum - 0.001,
        one.maximum + 0.001,
        10**400,
        float("nan"),
        float("inf"),
    ]
    for bad in [*outside, True, "1", None, [], *([1.5] if one.whole else [])]:
        with pytest.raises(ValueError, match=f"^must be {one.range}$"):
            one.read(bad)


@pytest.mark.parametrize("one", SWITCHES, ids=lambda one: one.key)
@pytest.mark.parametrize("bad", [1, 0, "true", None, 1.0])
def test_yes_or_no_is_nothing_else(one: Definition, bad: object) -> None:
    with pytest.raises(ValueError, match=r"^must be true or false$"):
        one.read(bad)


def test_ranges_are_told_in_words() -> None:
    assert ALL["unrated_trust"].range == "between 0 and 1"
    assert ALL["plan_goal"].range == "a whole number between 1 and 50"
    assert ALL["activity_scale"].range == "between 0.001 and 10,000"
    assert ALL["allow_competitors"].range == "true or false"


def test_what_is_changed_is_read_by_its_section_and_the_rest_is_default() -> None:
    own = applied({"plan_goal": 5}, {"pause_days": 30.0, "allow_competitors": True})
    assert own == {"plan_goal": 5, "pause_days": 30, "allow_competitors": True}
    keys, values = list(own), [json.dumps(value) for value in own.values()]
    assert own_settings(PlanSettings, keys, values) == PlanSettings(plan_goal=5)
    assert own_settings(IntroductionSettings, keys, values) == IntroductionSettings(pause_days=30)
    assert own_settings(PairingSettings, keys, values) == PairingSettings(allow_competitors=True)
    assert own_settings(PlanSettings, None, None) == PlanSettings()


def test_a_value_from_before_its_range_was_narrowed_counts_as_the_default() -> None:
    keys, values = ["plan_goal", "plan_max_per_week"], ["5000", "4"]
    assert own_settings(PlanSettings, keys, values) == PlanSettings(plan_max_per_week=4)


def test_null_and_the_default_itself_bring_the_default_back() -> None:
    before: dict[str, SettingValue] = {"plan_goal": 5, "pause_days": 30, "met_due_days": 9}
    after = applied(before, {"plan_goal": None, "pause_days": 90})
    assert after == {"met_due_days": 9}
    assert changed_keys(SECTIONS, before, after) == ["plan_goal", "pause_days"]
    shown = {one.key: one for one in list_settings(SECTIONS, after).items}
    assert (shown["met_due_days"].value, shown["met_due_days"].is_default) == (9, False)
    assert (shown["plan_goal"].value, shown["plan_goal"].is_default) == (3, True)


def test_all_faults_are_told_at_once_each_with_its_key() -> None:
    said = refused({"plan_gaol": 1, "unrated_trust": 1.2, "plan_goal": 0, "pause_days": 30})
    assert said == {
        "/plan_gaol": "no setting called “plan_gaol”; did you mean “plan_goal”?",
        "/unrated_trust": "must be between 0 and 1",
        "/plan_goal": "must be a whole number between 1 and 50",
    }


def test_weights_add_up_to_1() -> None:
    said = refused({"weight_ask": 0.15})
    assert said == {"": "The weights must add up to 1; they add up to 1.05"}
    together = {"weight_ask": 0.15, "weight_live": 0.02}
    assert applied({}, together) == together
    assert refused({"weight_live": None}, {**together}).keys() == {""}
    assert applied(dict(together), dict.fromkeys(together)) == {}


def test_a_chance_is_at_most_1() -> None:
    said = refused({"acceptance_base": 0.7})
    assert said == {
        "/acceptance_per_trust": "must add up to at most 1 with acceptance_base (0.7)",
    }


@pytest.mark.parametrize(
    ("first", "then", "days"),
    [
        ("draft_due_days", "draft_expires_days", 28),
        ("ask_reminder_days", "ask_expires_days", 14),
        ("introduced_due_days", "introduced_expires_days", 60),
        ("first_touch_days", "second_touch_days", 90),
    ],
)
def test_a_reminder_comes_before_the_end(first: str, then: str, days: int) -> None:
    assert refused({first: days}) == {f"/{first}": f"must be less than {then} ({days})"}
    assert applied({}, {first: days - 1}) == {first: days - 1}


def test_sections_that_are_not_touched_are_not_judged() -> None:
    odd: dict[str, SettingValue] = {"weight_ask": 0.9}
    assert applied(odd, {"plan_goal": 4}) == {"weight_ask": 0.9, "plan_goal": 4}


def test_answers_after_meetings_count_only_when_none_can_be_guessed() -> None:
    (least,) = (one for one in definitions_in(PairingSettings) if one.key == "learnt_least")
    assert least.minimum == least.default == 3
