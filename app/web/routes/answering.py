"""The answer page: for anyone who is asked, without an account.

What someone answered is told by their own browser, from a cookie that only this page gets. The
page itself tells no one whether there was an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, ClassVar, get_args

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import InstallationDep, SecretDep, SettingsDep
from app.errors import InvalidInput
from app.introductions import service
from app.introductions.models import Answer, Feedback, SaidHere
from app.introductions.service.answers import Question
from app.introductions.service.confirming import WORDS, Confirmation
from app.pairings.rules import phrasing
from app.security.tokens import new_browser_secret, read_signed_words, signed_words
from app.settings import Settings
from app.web.access import Form, OpenFormDep, PrivatePageRoute, go_to
from app.web.limiting import not_too_often
from app.web.rendering import Page, render

router = APIRouter(
    route_class=PrivatePageRoute, include_in_schema=False, dependencies=[Depends(not_too_often)]
)
LATER = {"30": "in a month", "90": "in three months", "180": "in six months"}
SAID = {"yes": True, "no": False}
FEEDBACK: Mapping[bool | None, str] = {None: "", True: "yes", False: "no"}
ANSWER_COOKIE = "intros_answer"
ANSWER_LASTS = timedelta(days=200)
"""As long as the answer of an introduction can matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage(Page):
    template: ClassVar[str] = "answer.html"
    question: Question
    said: SaidHere
    """What was said in this browser."""
    other: str
    """The other in one phrase: by name and work, as far as the connector tells."""
    later: Mapping[str, str]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage(Page):
    template: ClassVar[str] = "answer_confirm.html"
    confirmation: Confirmation
    words: Mapping[Answer, str]


# ── what this browser has said ───────────────────────────────────────────────────────────────


def said_here(request: Request, token: str, secret: SecretDep) -> SaidHere:
    """What was said in this browser, of this link; a browser that is new gets a secret."""
    cookie = request.cookies.get(ANSWER_COOKIE, "")
    words = read_signed_words(secret, "answered", cookie, link_id(token))
    if words is None:
        return SaidHere(new_browser_secret())
    browser, answer, meet_again, followed_up = words
    return SaidHere(
        browser,
        answer_in(answer),
        Feedback(meet_again=SAID.get(meet_again), followed_up=SAID.get(followed_up)),
    )


SaidHereDep = Annotated[SaidHere, Depends(said_here)]


def remember(response: Response, token: str, said: SaidHere, settings: Settings) -> Response:
    """Let this browser keep what was said in it; it sends it back to this page only."""
    words = (
        said.browser,
        said.answer or "",
        FEEDBACK[said.feedback.meet_again],
        FEEDBACK[said.feedback.followed_up],
    )
    response.set_cookie(
        ANSWER_COOKIE,
        signed_words(settings.signing_secret(), "answered", words, link_id(token)),
        max_age=int(ANSWER_LASTS.total_seconds()),
        path=f"/r/{token}",
        httponly=True,
        samesite="lax",
        secure=settings.http.address.startswith("https:"),
    )
    return response


def link_id(token: str) -> str:
    return token.partition("_")[0]


def answer_in(text: str) -> Answer | None:
    return next((answer for answer in get_args(Answer) if answer == text), None)


# ── the page ─────────────────────────────────────────────────────────────────────────────────


@router.get("/r/{token}")
def look(
    request: Request,
    token: str,
    installation: InstallationDep,
    settings: SettingsDep,
    here: SaidHereDep,
) -> Response:
    """Who would introduce the two, and why. Looking answers nothing."""
    question = service.load_question(installation, settings, token, here.browser)
    page = AnswerPage(
        title=f"{question.connector} would like to introduce you",
        question=question,
        said=here,
        other=in_a_phrase(question),
        later=LATER,
        token=token,
    )
    return render(request, page, None)


@router.post("/r/{token}")
def answer(
    token: str,
    installation: InstallationDep,
    settings: SettingsDep,
    here: SaidHereDep,
    form: OpenFormDep,
) -> Response:
    """Take the answer; it can be changed until they are introduced."""
    said = answer_in(form.text("answer"))
    if said is None:
        raise InvalidInput("Choose yes, not now or no.")
    until = until_in(form, installation.now().date()) if said == "not_now" else None
    service.record_answer(installation, settings, token, said, until, here=here)
    return remember(go_to(f"/r/{token}"), token, replace(here, answer=said), settings)


@router.post("/r/{token}/feedback")
def feedback(
    token: str,
    installation: InstallationDep,
    settings: SettingsDep,
    here: SaidHereDep,
    form: OpenFormDep,
) -> Response:
    """Take what is said in private after the meeting."""
    told = Feedback(
        meet_again=SAID.get(form.text("meet_again")), followed_up=SAID.get(form.text("followed_up"))
    )
    service.give_feedback(installation, token, told, here=here)
    return remember(go_to(f"/r/{token}"), token, replace(here, feedback=told), settings)


@router.get("/r/{token}/confirm/{confirmation}")
def ask_to_confirm(
    request: Request,
    token: str,
    confirmation: str,
    installation: InstallationDep,
    secret: SecretDep,
) -> Response:
    """The page behind the link of an email. Looking confirms nothing: mail scanners look too."""
    found = service.load_confirmation(installation, secret, token, confirmation)
    page = ConfirmPage(title="Confirm your answer", confirmation=found, words=WORDS)
    return render(request, page, None)


@router.post("/r/{token}/confirm/{confirmation}")
def confirm(
    token: str,
    confirmation: str,
    installation: InstallationDep,
    settings: SettingsDep,
    here: SaidHereDep,
) -> Response:
    """Record the answer that the email was about, as this browser's."""
    secret = settings.signing_secret()
    said = service.confirm_answer(installation, secret, token, confirmation, here.browser)
    return remember(go_to(f"/r/{token}"), token, replace(here, answer=said), settings)


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
