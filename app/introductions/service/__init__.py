"""Introductions: begun, carried on step by step, answered by the two, looked after by the clock."""

from app.introductions.service.answers import give_feedback, load_question, record_answer
from app.introductions.service.confirming import confirm_answer, load_confirmation
from app.introductions.service.creating import create
from app.introductions.service.expiring import expire_overdue
from app.introductions.service.messages import drafts_for, mark_sent, send_drafts
from app.introductions.service.reading import get, list_current, list_introductions
from app.introductions.service.steps import apply_action

__all__ = [
    "apply_action",
    "confirm_answer",
    "create",
    "drafts_for",
    "expire_overdue",
    "get",
    "give_feedback",
    "list_current",
    "list_introductions",
    "load_confirmation",
    "load_question",
    "mark_sent",
    "record_answer",
    "send_drafts",
]
