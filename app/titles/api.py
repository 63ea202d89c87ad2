"""Titles over HTTP: what one says, and what the workspace takes it for."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api_description import refuses
from app.dependencies import AdminSession, ReadSession
from app.errors import UnknownProfession
from app.titles import service
from app.titles.models import Recognition, TitleAnswer

router = APIRouter(tags=["catalog"])
Words = Annotated[str, Query(max_length=10_000)]


@router.get("/v1/titles")
def recognize_title(session: ReadSession, title: Words, company: Words = "") -> Recognition:
    """Say which profession a title names, with the company beside it."""
    return service.recognize_title(session, title, company)


@router.put("/v1/titles", openapi_extra=refuses(UnknownProfession))
def answer_title(body: TitleAnswer, session: AdminSession) -> Recognition:
    """Say what a title means in this workspace: it becomes an alias, and wins in imports."""
    return service.answer_title(session, body)
