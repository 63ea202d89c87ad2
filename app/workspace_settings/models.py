"""Settings of a workspace: how a domain declares its own, and how they are shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.base_models import Model

SettingValue = bool | int | float


class Unit(StrEnum):
    """What a value counts."""

    SHARE = "share"
    """Part of a whole, 0 to 1: a chance, a weight, a rating."""
    DAYS = "days"
    WEEKS = "weeks"
    NUMBER = "number"
    """A number of things, or a scale."""
    YES_OR_NO = "yes_or_no"


class SettingGroup(StrEnum):
    """What a setting is about, in the order in which groups are shown."""

    ACCESS = "access"
    PEOPLE = "people"
    WEEK = "week"
    INTRODUCTIONS = "introductions"
    KEEP_IN_TOUCH = "keep_in_touch"
    CHANGE_LOG = "change_log"
    WEIGHTS = "weights"
    CHOICE = "choice"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class GroupText:
    """What people read above a group."""

    title: str
    lead: str
    advanced: bool = False
    """Whether changing it needs knowledge of the formula, docs/formula.md and docs/plans.md."""
    balanced: bool = False
    """Whether its values add up to 1, so that none can be changed alone."""


GROUP_TEXTS: Mapping[SettingGroup, GroupText] = {
    SettingGroup.ACCESS: GroupText(
        "Who acts for connectors",
        "What programs with a key for the whole workspace can do.",
    ),
    SettingGroup.PEOPLE: GroupText(
        "Who can be introduced",
        "Which people and pairs are suggested at all.",
    ),
    SettingGroup.WEEK: GroupText(
        "This week’s introductions",
        "How many introductions a week holds. Plans that are already saved don’t change.",
    ),
    SettingGroup.INTRODUCTIONS: GroupText(
        "Deadlines of an introduction",
        "When Intros reminds someone, and when an introduction without an answer expires. "
        "Dates that are already set don’t move.",
    ),
    SettingGroup.KEEP_IN_TOUCH: GroupText(
        "Keeping in touch",
        "How long without contact is too long, by how well you know someone.",
    ),
    SettingGroup.CHANGE_LOG: GroupText(
        "Change log",
        "What is kept about who changed what.",
    ),
    SettingGroup.WEIGHTS: GroupText(
        "What counts in a suggestion",
        "How much each reason counts. The weights add up to 1: raise one and lower another.",
        advanced=True,
        balanced=True,
    ),
    SettingGroup.CHOICE: GroupText(
        "How the week is chosen",
        "What counts beside the score when a week is chosen for everyone together.",
        advanced=True,
    ),
    SettingGroup.FORMULA: GroupText(
        "Inside the formula",
        "The other constants of a suggestion’s score.",
        advanced=True,
    ),
}

Share = Annotated[float, Field(ge=0, le=1), Unit.SHARE]
Scale = Annotated[float, Field(ge=0.001, le=10_000), Unit.NUMBER]
"""A number that something is divided by: never 0."""
Deadline = Annotated[int, Field(ge=1, le=3_650), Unit.DAYS]
Days = Annotated[int, Field(ge=0, le=36_500), Unit.DAYS]
Switch = Annotated[bool, Unit.YES_OR_NO]


class SettingsSection(BaseModel):
    """Settings that one domain reads together; a workspace may change each of them.

    A field is a setting: its name is the key, its docstring the meaning that people read, and its
    annotation holds bounds, a `Unit` and a `SettingGroup`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    def conflicts(self) -> Iterator[tuple[str, str]]:
        """What doesn't fit together: the key to change (empty: several), and a message."""
        yield from ()


class Setting(Model):
    """One setting of the workspace, its value, and what it can be."""

    key: str
    value: SettingValue
    default: SettingValue
    is_default: bool
    minimum: int | float | None
    """The smallest value; null for yes or no."""
    maximum: int | float | None
    unit: Unit
    meaning: str
    group: SettingGroup
    advanced: bool
    """Whether changing it needs knowledge of the formula."""


class SettingList(Model):
    """All settings, by their groups."""

    items: tuple[Setting, ...]
