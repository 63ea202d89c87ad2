"""Queries on a workspace's own texts."""

from dataclasses import dataclass

from app.graph import NoRow, Query
from app.message_templates.models import TextKey


@dataclass(frozen=True, slots=True)
class TextRow:
    key: TextKey
    subject: str
    text: str


list_texts = Query("message_templates/list_texts", TextRow)
put_text = Query("message_templates/put_text", NoRow)
delete_text = Query("message_templates/delete_text", NoRow)
