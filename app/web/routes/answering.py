"""The answer page: for anyone who is asked, without an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, get_args

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import InstallationDep
from app.errors import InvalidInput
from app.introductions import service
from app.introductions.models import Answer, Feedback
from app.introductions.service.answers import Question
from app.pairings.rules import phrasing
from app.web.access import Form, OpenFormDep, PageRoute, go_to
from app.web.limiting import not_too_often
from app.web.rendering import Page, render

router = APIRouter(
    route_class=PageRoute, include_in_schema=False, dependencies=[Depends(not_too_often)]
)
LATER = {"30": "in a month", "90": "in three months", "180": "in six months"}
SAID = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage(Page):
    template: ClassVar[str] = "answer.html"
    question: Question
    other: str
    """The other in one phrase: by name and work, as far as the connector tells."""
    later: Mapping[str, str]
    token: str


@router.get("/r/{token}")
def look(request: Request, token: str, installation: InstallationDep) -> Response:
    """Who would introduce the two, and why. Looking answers nothing."""
    question = service.load_question(installation, token)
    page = AnswerPage(
        title=f"{question.connector} would like to introduce you",
        question=question,
        other=in_a_phrase(question),
        later=LATER,
        token=token,
    )
    return private(render(request, page, None))


@router.post("/r/{token}")
def answer(token: str, installation: InstallationDep, form: OpenFormDep) -> Response:
    """Take the answer; it can be changed until they are introduced."""
    said: Answer | None = next((a for a in get_args(Answer) if a == form.text("answer")), None)
    if said is None:
        raise InvalidInput("Choose yes, not now or no.")
    service.record_answer(
        installation,
        token,
        said,
        until_in(form, installation.now().date()) if said == "not_now" else None,
    )
    return private(go_to(f"/r/{token}"))


@router.post("/r/{token}/feedback")
def feedback(token: str, installation: InstallationDep, form: OpenFormDep) -> Response:
    """Take what is said in private after the meeting."""
    told = Feedback(
        meet_again=SAID.get(form.text("meet_again")), followed_up=SAID.get(form.text("followed_up"))
    )
    service.give_feedback(installation, token, told)
    return private(go_to(f"/r/{token}"))


def until_in(form: Form, today: date) -> date:
    days = form.text("days")
    if days not in LATER:
        raise InvalidInput("Choose when we may ask you again.")
    return today + timedelta(int(days))


def in_a_phrase(question: Question) -> str:
    """“Lee Park, mortgage broker”, “a mortgage broker”, “someone”."""
    other = question.other
    work = phrasing.listed([phrasing.in_sentence(name) for name in other.professions])
    if other.name:
        return f"{other.name}, {work}" if work else other.name
    return phrasing.article(work) if work else "someone"


def private(response: Response) -> Response:
    """The address of an answer page opens it: it goes to no one with a link from there."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
