"""The settings of a workspace over HTTP, for administrators."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field, RootModel

from app.dependencies import AdminSession, IfMatch
from app.setting_sections import SECTIONS
from app.workspace_settings import service
from app.workspace_settings.models import SettingList
from app.workspace_settings.rules import Definition, all_definitions

router = APIRouter(tags=["settings"])
MOST_CHANGES = 200


def _schema_of(one: Definition) -> dict[str, Any]:
    if one.minimum is None:
        value: dict[str, Any] = {"type": "boolean"}
    else:
        kind = "integer" if one.whole else "number"
        value = {"type": kind, "minimum": one.minimum, "maximum": one.maximum}
    return {"anyOf": [value, {"type": "null"}], "description": one.meaning}


def _describe(schema: dict[str, Any]) -> None:
    """Say which keys there are and what each can be, which is checked by `rules`."""
    known = all_definitions(SECTIONS).values()
    schema["properties"] = {one.key: _schema_of(one) for one in known}
    schema["additionalProperties"] = False


class SettingsChange(RootModel[Annotated[dict[str, Any], Field(max_length=MOST_CHANGES)]]):
    """The settings to change, by their keys; null brings the default back."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_describe)


@router.get("/v1/settings")
def list_settings(session: AdminSession, response: Response) -> SettingList:
    """List all settings of the workspace, with defaults, ranges and meanings."""
    settings, response.headers["ETag"] = service.list_settings(session)
    return settings


@router.put("/v1/settings")
def put_settings(
    body: SettingsChange, session: AdminSession, response: Response, if_match: IfMatch = None
) -> SettingList:
    """Change settings, all of those sent or none; others keep their values.

    The eight weights must add up to 1, so change them together. Plans that aren't saved yet are
    decided again.
    """
    settings, response.headers["ETag"] = service.put_settings(session, body.root, if_match)
    return settings
