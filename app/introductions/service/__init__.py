"""Introductions: begun, carried on step by step, answered by the two, looked after by the clock."""

from app.introductions.service.answering import give_feedback, look_at_link, say
from app.introductions.service.beginning import create
from app.introductions.service.drafting import drafts_for, mark_sent, send_drafts
from app.introductions.service.lapsing import look_after
from app.introductions.service.reading import get, list_introductions
from app.introductions.service.steps import take

__all__ = [
    "create",
    "drafts_for",
    "get",
    "give_feedback",
    "list_introductions",
    "look_after",
    "look_at_link",
    "mark_sent",
    "say",
    "send_drafts",
    "take",
]
