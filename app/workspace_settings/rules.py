"""What each setting can be, and what a workspace's settings are after a change."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pydantic import ValidationError

from app.errors import FieldError, InvalidInput
from app.field_types import pointer, unknown
from app.workspace_settings.models import (
    GROUP_TEXTS,
    Setting,
    SettingGroup,
    SettingList,
    SettingsSection,
    SettingValue,
    Unit,
)

Section = TypeVar("Section", bound=SettingsSection)
Sections = Sequence[type[SettingsSection]]


@dataclass(frozen=True, slots=True)
class Definition:
    """One setting as its domain declares it."""

    key: str
    default: SettingValue
    minimum: float | None
    """None for yes or no, as is the maximum."""
    maximum: float | None
    whole: bool
    """Whether only whole numbers fit."""
    unit: Unit
    group: SettingGroup
    meaning: str

    @property
    def range(self) -> str:
        """What it can be, in words: `a whole number between 1 and 50`."""
        if self.minimum is None or self.maximum is None:
            return "true or false"
        between = f"between {number(self.minimum)} and {number(self.maximum)}"
        return f"a whole number {between}" if self.whole else between

    def read(self, value: object) -> SettingValue:
        """A value that fits; raises `ValueError` with the range."""
        if self.minimum is None or self.maximum is None:
            if isinstance(value, bool):
                return value
        elif (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and self.minimum <= value <= self.maximum
            and (not self.whole or value == int(value))
        ):
            return int(value) if self.whole else float(value)
        raise ValueError(f"must be {self.range}")


def number(value: float) -> str:
    """A number as people write it: `10,000`, `0.25`."""
    return f"{value:,g}"


def value_in_words(value: SettingValue) -> str:
    """A value as people read it."""
    return ("yes" if value else "no") if isinstance(value, bool) else number(value)


def range_in_words(one: Setting | Definition) -> str:
    """What a setting can be, as people read it: `1 to 50`, `0 to 36,500 days`, `yes or no`."""
    if one.minimum is None or one.maximum is None:
        return "yes or no"
    counted = f" {one.unit}" if one.unit in (Unit.DAYS, Unit.WEEKS) else ""
    return f"{number(one.minimum)} to {number(one.maximum)}{counted}"


@cache
def definitions_in(section: type[SettingsSection]) -> tuple[Definition, ...]:
    """The settings of a section, in the order in which they are declared."""
    described = section.model_json_schema()["properties"]
    return tuple(
        Definition(
            key=key,
            default=field.default,
            minimum=described[key].get("minimum"),
            maximum=described[key].get("maximum"),
            whole=described[key]["type"] == "integer",
            # The last one counts: an annotation may refine that of its type.
            unit=[one for one in field.metadata if isinstance(one, Unit)][-1],
            group=next(one for one in field.metadata if isinstance(one, SettingGroup)),
            meaning=field.description or "",
        )
        for key, field in section.model_fields.items()
    )


def all_definitions(sections: Sections) -> dict[str, Definition]:
    """All settings by their keys, group after group."""
    found = [one for section in sections for one in definitions_in(section)]
    order = list(SettingGroup)
    return {one.key: one for one in sorted(found, key=lambda one: order.index(one.group))}


def own_settings(
    section: type[Section], keys: Sequence[str] | None, values: Sequence[str] | None
) -> Section:
    """A section as a workspace has it: the defaults, where it has changed nothing.

    `keys` and `values` are what the workspace has changed in all sections, each value as JSON.
    """
    own = zip(keys or (), values or (), strict=True)
    known = section.model_fields
    said = {key: json.loads(value) for key, value in own if key in known}
    try:
        return section.model_validate(said)
    except ValidationError as error:
        # Ranges are narrowed now and then: a workspace must work with what it set before.
        outside = {fault["loc"][0] for fault in error.errors(include_url=False) if fault["loc"]}
        return section.model_validate({k: v for k, v in said.items() if k not in outside})


def list_settings(sections: Sections, own: Mapping[str, SettingValue]) -> SettingList:
    """All settings with the values of a workspace that has changed those in `own`."""
    return SettingList(
        items=tuple(
            Setting(
                key=one.key,
                value=own.get(one.key, one.default),
                default=one.default,
                is_default=own.get(one.key, one.default) == one.default,
                minimum=one.minimum,
                maximum=one.maximum,
                unit=one.unit,
                meaning=one.meaning,
                group=one.group,
                advanced=GROUP_TEXTS[one.group].advanced,
            )
            for one in all_definitions(sections).values()
        )
    )


def read_changes(sections: Sections, changes: Mapping[str, object]) -> dict[str, SettingValue]:
    """The values that are sent, None being the default; raises `InvalidInput` naming each fault."""
    known = all_definitions(sections)
    values, faults = dict[str, SettingValue](), list[tuple[str, str]]()
    for key, wanted in changes.items():
        if key not in known:
            faults.append((key, unknown("setting", key, known)))
            continue
        try:
            values[key] = known[key].default if wanted is None else known[key].read(wanted)
        except ValueError as error:
            faults.append((key, str(error)))
    _refuse(faults)
    return values


def apply_changes(
    sections: Sections, own: Mapping[str, SettingValue], changes: Mapping[str, SettingValue]
) -> dict[str, SettingValue]:
    """What a workspace has changed once it makes these changes too: no defaults are kept.

    Raises `InvalidInput` where values don't fit together.
    """
    known = all_definitions(sections)
    after = {
        key: value
        for key, value in {**own, **changes}.items()
        if key not in known or value != known[key].default
    }
    _refuse(_conflicts(sections, after, changes))
    return after


def _conflicts(
    sections: Sections, own: Mapping[str, SettingValue], changed: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """What doesn't fit together in the sections that were touched."""
    touched = set(changed)
    for section in sections:
        known = section.model_fields
        if not touched.isdisjoint(known):
            chosen = {key: value for key, value in own.items() if key in known}
            yield from section.model_validate(chosen).conflicts()


def _refuse(faults: Iterable[tuple[str, str]]) -> None:
    faults = tuple(faults)
    if faults:
        told = "; ".join(f"{key}: {message}" if key else message for key, message in faults)
        raise InvalidInput(
            told if told.endswith("?") else f"{told}.",
            errors=[
                FieldError(pointer=pointer(key) if key else "", message=message)
                for key, message in faults
            ],
        )


def changed_keys(
    sections: Sections, before: Mapping[str, SettingValue], after: Mapping[str, SettingValue]
) -> list[str]:
    """The settings that have another value now."""
    return [
        one.key
        for one in all_definitions(sections).values()
        if before.get(one.key, one.default) != after.get(one.key, one.default)
    ]
