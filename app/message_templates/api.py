"""The texts over HTTP. Administrators change them; every key reads and previews them."""

from fastapi import APIRouter

from app.dependencies import AdminSession, ReadSession
from app.message_templates import service
from app.message_templates.models import (
    MessageTemplate,
    MessageTemplateList,
    Preview,
    TemplateText,
    TextKey,
)

router = APIRouter(tags=["texts"])


@router.get("/v1/texts")
def list_texts(
    session: ReadSession,
) -> MessageTemplateList:
    """List the message templates of all steps, with their placeholders."""
    return service.list_texts(session)


@router.put("/v1/texts/{key}")
def put_text(
    key: TextKey,
    body: TemplateText,
    session: AdminSession,
) -> MessageTemplate:
    """Replace a message template of the workspace. It is checked first."""
    return service.put_text(session, key, body)


@router.delete("/v1/texts/{key}", status_code=204)
def reset_text(
    key: TextKey,
    session: AdminSession,
) -> None:
    """Reset a message template to its default."""
    service.reset_text(session, key)


@router.post("/v1/texts/{key}/preview")
def preview_text(key: TextKey, body: TemplateText, _: ReadSession) -> Preview:
    """Check a message template and preview it with sample people. Nothing is saved."""
    return service.preview(key, body)
