"""The settings of the workspace, for administrators: each with its range and its default."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.errors import IntrosError, InvalidInput, VersionMismatch
from app.security import policy
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import Filled, faults_of, number_in
from app.web.rendering import Notice, Page, render
from app.workspace_settings import service
from app.workspace_settings.models import GROUP_TEXTS, GroupText, Setting, SettingGroup, Unit
from app.workspace_settings.rules import range_in_words, value_in_words

router = APIRouter(route_class=PageRoute, include_in_schema=False)
AGAIN = "Some settings need attention. Nothing was saved."
CHANGED = (
    "Someone changed the settings while you were editing. Open them in another tab to compare."
)


@dataclass(frozen=True, slots=True)
class Field:
    """One setting as a field of a form."""

    setting: Setting
    default: str
    range: str
    step: str

    @property
    def is_switch(self) -> bool:
        return self.setting.unit is Unit.YES_OR_NO


@dataclass(frozen=True, slots=True)
class Part:
    """A group of settings, saved together."""

    group: SettingGroup
    text: GroupText
    fields: tuple[Field, ...]
    is_changed: bool
    is_open: bool
    """Whether it is shown at once, though it is for those who know the formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage(Page):
    template: ClassVar[str] = "settings.html"
    section: ClassVar[str] = "settings"
    parts: tuple[Part, ...]
    version: str
    filled: Filled


@router.get("/settings")
def show_settings(request: Request, signed_in: SignedInDep, saved: str = "") -> Response:
    """All settings in fields."""
    policy.require_scope(signed_in.session.principal, "admin")
    return show_form(request, signed_in, notice=Notice("Settings saved.") if saved else None)


@router.post("/settings")
def change_settings(request: Request, signed_in: SignedInDep, form: FormDep) -> Response:
    """Save a group of settings, or bring defaults back."""
    policy.require_scope(signed_in.session.principal, "admin")
    found, _ = service.list_settings(signed_in.session)
    version = form.text("version") or None
    try:
        service.put_settings(signed_in.session, changes_in(form, found.items), version)
    except VersionMismatch as error:
        return show_form(request, signed_in, form, error, CHANGED)
    except InvalidInput as error:
        together = [f"{one.message}." for one in error.errors if not one.pointer]
        return show_form(request, signed_in, form, error, " ".join([*together, AGAIN]))
    return go_to("/settings?saved=1")


def changes_in(form: Form, settings: Iterable[Setting]) -> dict[str, object]:
    """What a form asks for: one default, the defaults of a group, or what its fields say.

    An empty field is the default.
    """
    if key := form.text("reset"):
        return {key: None}
    group = form.text("reset-group") or form.text("group")
    own = [one for one in settings if one.group == group]
    if form.has("reset-group"):
        return {one.key: None for one in own}
    return {one.key: typed(form, one) for one in own}


def typed(form: Form, setting: Setting) -> object:
    if setting.unit is Unit.YES_OR_NO:
        return form.has(setting.key)
    text = form.text(setting.key)
    return number_in(text) if text else None


def show_form(
    request: Request,
    signed_in: SignedIn,
    form: Form | None = None,
    error: IntrosError | None = None,
    problem: str = "",
    notice: Notice | None = None,
) -> Response:
    """The page; after an error with what was typed, and what is wrong with it."""
    found, version = service.list_settings(signed_in.session)
    values = {one.key: text_of(one) for one in found.items}
    typed_in = form.text("group") if form else ""
    if form is not None and typed_in:
        values |= {one.key: form.text(one.key) for one in found.items if one.group == typed_in}
        version = form.text("version")
    page = SettingsPage(
        title="Settings",
        parts=tuple(
            part_of(group, tuple(settings), is_typed_in=group == typed_in)
            for group, settings in groupby(found.items, key=lambda one: one.group)
        ),
        version=version,
        filled=Filled(values, {}, faults_of(error.errors) if error else {}, problem),
    )
    return render(request, page, signed_in, status=error.status if error else 200, notice=notice)


def part_of(group: SettingGroup, settings: Sequence[Setting], *, is_typed_in: bool) -> Part:
    is_changed = not all(one.is_default for one in settings)
    fields = tuple(map(field_of, settings))
    return Part(group, GROUP_TEXTS[group], fields, is_changed, is_changed or is_typed_in)


def field_of(setting: Setting) -> Field:
    return Field(
        setting,
        value_in_words(setting.default),
        range_in_words(setting),
        "1" if isinstance(setting.default, int) else "any",
    )


def text_of(setting: Setting) -> str:
    """The value as a field holds it: all its digits, no commas; a switch that is off is empty."""
    if isinstance(setting.value, bool):
        return "yes" if setting.value else ""
    short = f"{setting.value:.15g}"
    return short if float(short) == setting.value else repr(setting.value)
