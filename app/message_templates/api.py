"""The texts over HTTP. Administrators change them; every key reads and previews them."""

from fastapi import APIRouter, Response

from app.dependencies import AdminSession, IfMatch, ReadSession
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


@router.get("/v1/texts/{key}")
def get_text(key: TextKey, session: ReadSession, response: Response) -> MessageTemplate:
    """Read a message template."""
    text = service.get_text(session, key)
    response.headers["ETag"] = text.etag
    return text


@router.put("/v1/texts/{key}")
def put_text(
    key: TextKey,
    body: TemplateText,
    session: AdminSession,
    response: Response,
    if_match: IfMatch = None,
) -> MessageTemplate:
    """Replace a message template of the workspace. It is checked first."""
    text = service.put_text(session, key, body, if_match)
    response.headers["ETag"] = text.etag
    return text


@router.delete("/v1/texts/{key}", status_code=204)
def reset_text(
    key: TextKey,
    session: AdminSession,
    if_match: IfMatch = None,
) -> None:
    """Reset a message template to its default."""
    service.reset_text(session, key, if_match)


@router.post("/v1/texts/{key}/preview")
def preview_text(key: TextKey, body: TemplateText, _: ReadSession) -> Preview:
    """Check a message template and preview it with sample people. Nothing is saved."""
    return service.preview(key, body)
