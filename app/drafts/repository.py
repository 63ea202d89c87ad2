"""Queries on a workspace's own texts."""

from dataclasses import dataclass

from app.drafts.models import TextKey
from app.graph import NoRow, Query


@dataclass(frozen=True, slots=True)
class TextRow:
    key: TextKey
    subject: str
    text: str


list_texts = Query("drafts/list_texts", TextRow)
put_text = Query("drafts/put_text", NoRow)
delete_text = Query("drafts/delete_text", NoRow)
